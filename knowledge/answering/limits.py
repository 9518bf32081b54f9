"""What of a message was not read or not answered -> a line that says so."""

from decimal import Decimal

from knowledge.answering.message import MAX_CHARS, MAX_QUESTIONS, MAX_WORDS, Message
from knowledge.answering.reply import Paragraph, line
from knowledge.answering.wording import format_number

_CUT = "Tin nhắn dài quá {} ký tự, phần sau đó chưa được đọc."
_SHORTENED = "Có câu hay từ dài quá, chỉ phần đầu được đọc (mỗi câu {} từ)."
_LEFT = "Mỗi tin nhắn được trả lời nhiều nhất {} câu, còn {} câu chưa trả lời."
_REMEDY = "Bạn gửi tiếp phần còn lại nhé."


def tell_limits(message: Message) -> list[Paragraph]:
    """One line with all that was left out and what to do; [] where nothing was."""
    said = [
        *([_CUT.format(format_number(Decimal(MAX_CHARS)))] if message.is_cut else []),
        *([_SHORTENED.format(MAX_WORDS)] if message.is_shortened else []),
        *([_LEFT.format(MAX_QUESTIONS, message.left)] if message.left else []),
    ]
    return [line(" ".join([*said, _REMEDY]))] if said else []
