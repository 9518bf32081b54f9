"""What is wrong with the knowledge, where, and what to do: said in Vietnamese to whoever edits it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file. line: from 1, 0 where the whole file is meant; field: "" where none is.

    served: what the report's readers get meanwhile, "" where that is not known.
    """

    path: str
    line: int
    field: str
    message: str
    served: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class DataError(Exception):
    """Knowledge that cannot be trusted; `problems` holds every mistake found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class StaleError(DataError):
    """What was shown to whoever decides is not what is there any more; it is to be shown again."""
