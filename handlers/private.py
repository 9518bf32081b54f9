"""Files and folders of ours that nobody else on the machine may read."""

import os
from collections.abc import Iterable
from pathlib import Path


def make_private_folder(folder: Path) -> None:
    """The folder, and those above it that are missing, for their owner alone; one that is there stays as it is."""
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def make_private_file(file: Path) -> None:
    """An empty file for its owner alone; one that is there stays as it is."""
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


def find_open_to_others(paths: Iterable[Path]) -> list[Path]:
    """Those that others than their owner may read; [] where the system has no such rights."""
    if os.name != "posix":
        return []
    return [path for path in paths if path.exists() and path.stat().st_mode & 0o077]
