"""What the bot says about Telegram itself; all other words come from the core."""

from knowledge.answering.reply import Paragraph, Reply, Span, Style


def _say(text: str) -> Reply:
    return Reply((Paragraph((Span(text),)),))


NEW_CONVERSATION = _say("Đã quên câu chuyện trước. Mời bạn hỏi.")
ASK_AFTER_COMMAND = _say("Mời bạn viết câu hỏi ngay sau lệnh, ví dụ: /hoi thu ngân sách 2021")
SOURCE_NEEDS_ID = _say("Gõ /nguon ngay sau một câu trả lời để xem câu gốc, hoặc kèm mã: /nguon thu-ngan-sach-2021")
NEEDS_TEXT = _say("Mình chỉ đọc được chữ: bạn gõ câu hỏi ra giúp nhé, ví dụ: thu ngân sách 2021?")
UNKNOWN_COMMAND = _say("Mình không biết lệnh này. Gõ /help để xem cách hỏi.")
NO_REPORTS = _say("Hiện chưa có báo cáo nào để trả lời. Bạn quay lại sau nhé.")
OLD_BUTTON = "Nút này không dùng được nữa, bạn gõ câu hỏi giúp nhé."


def describe_crowd(waiting: int, dropped: int) -> str:
    """How many messages are answered later, and how many are not; for whoever sends more than their share.

    >>> describe_crowd(3, 0)
    'Nhiều tin đến cùng lúc quá: còn 3 tin đang chờ, mình trả lời lần lượt nhé.'
    """
    later = f"còn {waiting} tin đang chờ, mình trả lời lần lượt nhé." if waiting else "mình đã trả lời hết các tin chờ."
    lost = f" {dropped} tin đến sau cùng mình không giữ được, bạn gửi lại sau ít phút giúp nhé." if dropped else ""
    return f"Nhiều tin đến cùng lúc quá: {later}{lost}"


def apologize(error_id: str) -> Reply:
    """Asks for patience and gives the id under which the log has the error."""
    words = (Span("Xin lỗi, có lỗi khi xử lý tin nhắn này. Bạn thử lại sau; nếu cần báo lỗi, mã là "),)
    return Reply((Paragraph((*words, Span(error_id, Style.BOLD), Span("."))),))
