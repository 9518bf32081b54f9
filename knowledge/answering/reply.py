"""Answer -> Reply: Vietnamese words in paragraphs, no markup."""

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Span:
    """Some words in one style."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of a reply; is_quote: the words are the report's own."""

    spans: tuple[Span, ...]
    is_quote: bool = False

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a person may press or pick by number: its label and the stable key of the fact behind it."""

    label: str
    key: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person reads. offers: in the order shown, at most 8."""

    paragraphs: tuple[Paragraph, ...]
    offers: tuple[Offer, ...] = ()

    @property
    def text(self) -> str:
        """The message without markup; a quote stands in its own lines between “ ”."""
        return "\n".join(f"“{p.text}”" if p.is_quote else p.text for p in self.paragraphs)
