"""A fixture for the tests of documents."""

from pathlib import Path

import pytest

from tests.documents.documents import Save


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Writes a file of the given name and content."""

    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
