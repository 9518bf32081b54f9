"""bot.py with what a test of faults needs: shorter pauses, and questions at which thinking breaks.

PAUSES: a JSON object, the dotted name of a constant -> its value in this process. A question that holds
"poison NAME" raises the built-in exception of that name.
"""

import builtins
import importlib
import json
import os
import re
import sys
from typing import Any

import bot
from knowledge import answering

POISON = re.compile(r"poison (?P<error>[A-Z][A-Za-z]+)")


def shorten_pauses() -> None:
    """Set the constants. Raises AttributeError where there is none of that name any more."""
    for path, value in json.loads(os.environ.get("PAUSES", "{}")).items():
        module, _, name = path.rpartition(".")
        place = importlib.import_module(module)
        setattr(place, name, type(getattr(place, name))(value))


def poison_questions() -> None:
    """Whoever asks for an exception gets it, from within the core's own function."""
    healthy = answering.ask

    def ask(text: str, *args: Any, **kwargs: Any) -> answering.Turn:
        if found := POISON.search(text):
            raise getattr(builtins, found["error"])
        return healthy(text, *args, **kwargs)

    answering.ask = ask


if __name__ == "__main__":
    poison_questions()  # before the handlers take the function
    shorten_pauses()
    sys.exit(bot.main())
