"""What every handler is given besides the update; read-only after start."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from handlers.library import Library
from handlers.memory.repeats import Repeats
from handlers.memory.state import Progress, State
from handlers.thinking import Workers
from knowledge.answering import Index

THINKERS = 3  # threads; they share one interpreter, more would only get in each other's way
LONG_TEXT = 200  # characters; what is longer is thought about one at a time, so that it holds up no short question
READERS = 2  # documents read at the same time, each in a process of its own
FETCHES = 4  # documents fetched at the same time, each up to 20 MB in memory


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
    """knowledge: the facts as they are now. is_logging_questions: their words may stand in the log.

    thinkers: the threads that answer questions; ponderers: the one for long texts; readers: those that read documents.

    repeats: the answers given lately; fetches: who may fetch a document.
    """

    knowledge: Callable[[], Index]
    state: State
    is_logging_questions: bool = False
    desk: Desk = field(default_factory=Desk)
    thinkers: Workers = field(default_factory=lambda: Workers(THINKERS, "thinker"))
    ponderers: Workers = field(default_factory=lambda: Workers(1, "ponderer"))
    readers: Workers = field(default_factory=lambda: Workers(READERS, "reader"))
    repeats: Repeats[Any] = field(default_factory=Repeats)
    fetches: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(FETCHES))

    def close(self) -> None:
        """End the threads; what they still do is not waited for."""
        self.thinkers.close()
        self.ponderers.close()
        self.readers.close()


class HandlerContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], Services]):
    """progress: how far the update was when it came. is_finished: it is written down by now that it is handled."""

    progress = Progress()
    is_finished = False
