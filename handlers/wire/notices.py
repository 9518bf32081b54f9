"""What the bot says about Telegram itself, and its commands for editors; all other words come from the core."""

from telegram import BotCommand

from knowledge.answering.telling.reply import Paragraph, Reply, Span, Style

EDITOR_COMMANDS = (
    BotCommand("cauhoi", "câu hỏi chưa ai trả lời được"),
    BotCommand("bannhap", "các báo cáo đã gửi mà chưa công bố"),
    BotCommand("phienban", "các bản đã công bố, ai, lúc nào"),
    BotCommand("hoantac", "hoàn tác lần công bố sau cùng"),
    BotCommand("thoi", "thôi việc đang gõ dở"),
)
HELP_WORDS = "Dành cho người biên tập: gửi vào đây tệp báo cáo (.docx, .pdf, .html, .md, .txt) để cập nhật số liệu."


def _say(text: str) -> Reply:
    return Reply((Paragraph((Span(text),)),))


NEW_CONVERSATION = _say("Đã quên câu chuyện trước. Mời bạn hỏi.")
ASK_AFTER_COMMAND = _say("Mời bạn viết câu hỏi ngay sau lệnh, ví dụ: /hoi thu ngân sách 2021")
SOURCE_NEEDS_ID = _say("Gõ /nguon ngay sau một câu trả lời để xem câu gốc, hoặc kèm mã: /nguon thu-ngan-sach-2021")
NEEDS_TEXT = _say("Mình chỉ đọc được chữ: bạn gõ câu hỏi ra giúp nhé, ví dụ: thu ngân sách 2021?")
UNKNOWN_COMMAND = _say("Mình không biết lệnh này. Gõ /help để xem cách hỏi.")
NO_REPORTS = _say("Hiện chưa có báo cáo nào để trả lời. Bạn quay lại sau nhé.")
NOT_FORGOTTEN = _say("Mình chưa xóa được vì máy chủ đang bận ghi. Bạn gõ lại /xoa sau ít phút giúp nhé.")
_FORGOTTEN = "Đã xóa {number} mục mình còn nhớ về bạn ở đây: các câu trả lời đã đưa, việc đang hỏi hay gõ dở."
_NOTHING_TO_FORGET = "Mình không còn nhớ gì về bạn ở đây."
_COUNTED = (
    "Lời các câu hỏi được đếm mà không kèm ai hỏi, nên không tách riêng của bạn ra được; sau {days} ngày không ai hỏi "
    "lại thì tự xóa."
)
_NOT_COUNTED = "Lời các câu hỏi thì mình không giữ."
_NEVER_KEPT = "Tên, số điện thoại, ảnh, vị trí của bạn mình không hề giữ. Tin nhắn trong Telegram thì bạn tự xóa ở đó."
_LOGGED = "Người quản trị đang cho ghi câu hỏi vào nhật ký máy chủ; phần ấy /xoa không xóa được."
_EDITED = "Bản nháp và nhật ký công bố là việc chung của người biên tập nên vẫn còn."
OLD_BUTTON = "Nút này không dùng được nữa, bạn gõ câu hỏi giúp nhé."


def describe_crowd(waiting: int, dropped: int) -> str:
    """How many messages are answered later, and how many are not; for whoever sends more than their share.

    >>> describe_crowd(3, 0)
    'Nhiều tin đến cùng lúc quá: còn 3 tin đang chờ, mình trả lời lần lượt nhé.'
    """
    later = f"còn {waiting} tin đang chờ, mình trả lời lần lượt nhé." if waiting else "mình đã trả lời hết các tin chờ."
    lost = f" {dropped} tin đến sau cùng mình không giữ được, bạn gửi lại sau ít phút giúp nhé." if dropped else ""
    return f"Nhiều tin đến cùng lúc quá: {later}{lost}"


def describe_forgotten(number: int, questions_kept_days: int, is_logging_questions: bool, is_editor: bool) -> Reply:
    """What of a person was deleted, what cannot be found as theirs, and what is not kept at all."""
    lines = [_FORGOTTEN.format(number=number) if number else _NOTHING_TO_FORGET]
    lines.append(_COUNTED.format(days=questions_kept_days) if questions_kept_days else _NOT_COUNTED)
    lines.append(_NEVER_KEPT)
    lines += [_LOGGED] if is_logging_questions else []
    lines += [_EDITED] if is_editor else []
    return Reply(tuple(Paragraph((Span(line),)) for line in lines))


def apologize(error_id: str) -> Reply:
    """Asks for patience and gives the id under which the log has the error."""
    words = (Span("Xin lỗi, có lỗi khi xử lý tin nhắn này. Bạn thử lại sau; nếu cần báo lỗi, mã là "),)
    return Reply((Paragraph((*words, Span(error_id, Style.BOLD), Span("."))),))


def show_editor_help() -> Reply:
    """What an editor can do, a line each."""
    lines = [HELP_WORDS, *(f"/{command.command}: {command.description}" for command in EDITOR_COMMANDS)]
    return Reply(tuple(Paragraph((Span(line),)) for line in lines))
