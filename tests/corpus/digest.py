"""`python -m tests.corpus.digest [--each]`: one digest of all that the house says about what the tests hold.

Run before and after a change that only moves code: both digests are the same, or the change did more than it says.
It covers every message of the corpus (the whole exported turn) and, as `extract --json` prints it, every text with a
figure in the tests of documents and reports: as plain text, as a Word file and as a PDF. `--each` prints a line for
each of them, so that two runs can be compared with `diff`.
"""

import ast
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from handlers.terminal.extracting import to_json
from knowledge.answering import Context, Index, ask
from knowledge.answering.export import export_turn
from knowledge.documents.formats import DocumentError, read_document
from knowledge.extraction.report.draft_folder import prove_extraction
from knowledge.extraction.report.extract import extract
from knowledge.facts.store import load_store
from tests.corpus.rows import REPORTS, load_dialogues, load_questions
from tests.documents.document_makers import make_docx, make_paragraph, make_pdf, make_run

TESTS = Path(__file__).parent.parent
ROOMS = ("answering", "documents", "extraction", "facts")
SHORTEST = 40  # letters; what is shorter is a question or a name, no document
LINES_OF_PAGE = 45
LONGEST_LINE = 80


def main(arguments: list[str]) -> None:
    """Prints the digest of the questions and that of the documents, or a line for each of them."""
    for name, items in (("questions", list(digest_questions())), ("documents", list(digest_documents()))):
        if "--each" in arguments:
            print("\n".join(f"{name} {digest} {what}" for what, digest in items))
        whole = hashlib.sha256("\n".join(digest for _, digest in items).encode()).hexdigest()
        print(f"{name}: {len(items)} {whole[:32]}")


def digest_questions() -> Iterator[tuple[str, str]]:
    """Each message of the corpus with the digest of its exported turn, in order; a chat keeps its context."""
    store = load_store(REPORTS)
    index, contexts = Index(store), dict[str, Context]()
    for row in (*load_questions(store), *load_dialogues(store)):
        turn = ask(row.q, index, contexts.get(row.chat))
        contexts[row.chat] = turn.context
        yield row.id, _digest(json.dumps(export_turn(row.q, turn), ensure_ascii=False, sort_keys=True))


def digest_documents() -> Iterator[tuple[str, str]]:
    """Each text of the tests with the digest of what is extracted from it, in the order of the alphabet."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(_texts()):
            for path in _documents(text, Path(folder)):
                yield f"{number:04}{path.suffix} {' '.join(text.split())[:60]}", _digest(_extracted(path))


def _texts() -> list[str]:
    """The texts in Vietnamese with a number in them that stand in the tests, and the reports themselves."""
    files = [path for room in ROOMS for path in sorted((TESTS / room).rglob("*.py"))]
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    texts |= {path.read_text(encoding="utf-8") for path in REPORTS.glob("*/report.txt")}
    return sorted(text for text in texts if _is_document(text))


def _is_document(text: str) -> bool:
    return len(text) >= SHORTEST and not text.isascii() and any(letter.isdecimal() for letter in text)


def _documents(text: str, folder: Path) -> Iterator[Path]:
    """The text as files of all kinds that are read."""
    lines = text.splitlines()
    content = {"d.txt": text.encode(), "d.docx": make_docx("".join(make_paragraph(make_run(line)) for line in lines))}
    if text.lstrip().startswith("<"):
        content = {"d.html": text.encode()}
    elif all(len(line) <= LONGEST_LINE for line in lines):
        pages = [lines[start : start + LINES_OF_PAGE] for start in range(0, len(lines), LINES_OF_PAGE)]
        content["d.pdf"] = make_pdf([[(70, 800 - 16 * at, line) for at, line in enumerate(page)] for page in pages])
    for name, data in content.items():
        (folder / name).write_bytes(data)
        yield folder / name


def _extracted(path: Path) -> str:
    """What `extract --json` prints, or the line it refuses the file with."""
    try:
        extraction = extract(read_document(path))
    except DocumentError as error:
        return str(error)
    return to_json(extraction, prove_extraction(extraction, path.stem))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


if __name__ == "__main__":
    main(sys.argv[1:])
