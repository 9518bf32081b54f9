"""The telegram command: settings, knowledge -> exit code."""

import asyncio
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from handlers.private import find_open_to_others
from handlers.settings import Settings

if TYPE_CHECKING:
    from knowledge.answering import Index

OPEN_TO_OTHERS = "{path}: người dùng khác trên máy này đọc được; thu hẹp quyền: chmod go= '{path}'"


def run(settings: Settings, knowledge: "Callable[[], Index]") -> int:
    """0 after SIGTERM or Ctrl-C, 1 if the set-up is wrong: then one line on stderr says what to do."""
    for path in find_open_to_others(settings.private_paths):
        print(OPEN_TO_OTHERS.format(path=path), file=sys.stderr)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the loop listens for it
    from handlers.lifecycle import serve  # telegram and SQLAlchemy: half a second that other commands do not pay

    try:
        return asyncio.run(serve(settings, knowledge))
    except KeyboardInterrupt:  # before the signal handlers stood, or where the platform has none
        return 0
