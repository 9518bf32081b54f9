"""What every handler is given besides the update; read-only after start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from handlers.state import State
from knowledge.answering import Index


@dataclass(frozen=True, slots=True)
class Services:
    """knowledge: the facts as they are now. is_logging_questions: their words may stand in the log."""

    knowledge: Callable[[], Index]
    state: State
    is_logging_questions: bool = False


HandlerContext = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], Services]
