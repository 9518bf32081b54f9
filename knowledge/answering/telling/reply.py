"""Reply: what a person reads, in paragraphs of styled spans, no markup."""

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

    @property
    def full_text(self) -> str:
        """The message with its offers numbered below."""
        return "\n".join([self.text, *(f"  {i}. {o.label}" for i, o in enumerate(self.offers, start=1))])


def line(*parts: str | Span) -> Paragraph:
    """A paragraph of plain words and spans."""
    return Paragraph(tuple(p if isinstance(p, Span) else Span(p) for p in parts if p))


def bold(text: str) -> Span:
    return Span(text, Style.BOLD)
