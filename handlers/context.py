"""What every handler is given besides the update; read-only after start."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from handlers.serving import Library
from handlers.state import State
from knowledge.answering import Index


@dataclass(frozen=True, slots=True)
class Desk:
    """Who may change the knowledge from Telegram, the folder of the reports, and where their drafts lie.

    home_place: meant where a question names none.
    """

    editor_ids: frozenset[int] = frozenset()
    reports: Path = Path()
    drafts: Path = Path()
    home_place: str = ""

    @property
    def library(self) -> Library:
        return Library(self.reports, self.home_place)


@dataclass(frozen=True, slots=True)
class Services:
    """knowledge: the facts as they are now. is_logging_questions: their words may stand in the log."""

    knowledge: Callable[[], Index]
    state: State
    is_logging_questions: bool = False
    desk: Desk = field(default_factory=Desk)


HandlerContext = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], Services]
