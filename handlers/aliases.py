"""A question's words as one more name of an indicator: written, proved, published. No Telegram: it runs in a thread."""

import shutil
import tempfile
from pathlib import Path

from handlers.history import publish_draft
from knowledge.facts.audit import Author
from knowledge.facts.errors import DataError, Problem
from knowledge.facts.fact import Fact
from knowledge.facts.files import load_report_folder
from knowledge.facts.folders import FACTS_FILE, GOLDEN_FILE, REPORT_FILE
from knowledge.facts.rewrite import RewriteError, set_field

KNOWN = "các mục này đã có tên đó rồi"


def add_alias(reports: Path, fact: Fact, alias: str, asked: tuple[str, ...], author: Author) -> tuple[str, bool]:
    """What to tell, and whether every fact of that indicator in that report now goes by the alias, too.

    asked: the questions in which it stood. Raises DataError if the report would not be proved with it.
    """
    served = reports / fact.report
    with tempfile.TemporaryDirectory() as temporary:
        draft = Path(temporary) / fact.report
        draft.mkdir()
        for name in (FACTS_FILE, REPORT_FILE, GOLDEN_FILE):
            if (served / name).is_file():
                shutil.copyfile(served / name, draft / name)
        if not _write(draft, fact.indicator, alias):
            return KNOWN, True
        return publish_draft(reports, draft, author, asked)


def _write(draft: Path, indicator: str, alias: str) -> bool:
    """Was there a fact without that alias?"""
    path, is_new = draft / FACTS_FILE, False
    text = path.read_bytes().decode("utf-8-sig")
    for i, record in enumerate(load_report_folder(draft).record.facts):
        if record.indicator == indicator and alias not in (record.indicator, *record.aliases):
            try:
                text = set_field(text, ("facts", i, "aliases"), (*record.aliases, alias))
            except RewriteError as error:
                raise DataError((Problem(str(path), 0, "aliases", str(error)),)) from error
            is_new = True
    path.write_bytes(text.encode())
    return is_new
