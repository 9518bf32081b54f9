"""What a chat was about, so that "còn 2022?" is understood."""

import json
from dataclasses import asdict, dataclass

from knowledge.language.times.period import format_period, parse_period


@dataclass(frozen=True, slots=True)
class Context:
    """The last answer in a chat. facts, choices, offers: full ids; periods: codes, as talked about, latest last.

    place: of the last answer. choices: what the person was asked to choose from; offers: what the numbers shown
    stand for. pending: a question that waits for its place. told: the facts told last, comparisons as they are.
    """

    facts: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    measure: str = ""
    operation: str = ""
    choices: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    place: str = ""
    pending: str = ""
    told: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The context as a line of text; `from_json` reads it back."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Context":
        """The context in the text; an empty one if the text is from another version or broken."""
        try:
            data = json.loads(text)
            return cls(
                facts=tuple(map(str, data["facts"])),
                periods=tuple(format_period(parse_period(str(code))) for code in data["periods"]),
                measure=str(data["measure"]),
                operation=str(data["operation"]),
                choices=tuple(map(str, data["choices"])),
                offers=tuple(map(str, data["offers"])),
                place=str(data["place"]),
                pending=str(data.get("pending", "")),
                told=tuple(map(str, data.get("told", ()))),
            )
        except (ValueError, TypeError, KeyError, RecursionError):  # the last of brackets within brackets
            return cls()
