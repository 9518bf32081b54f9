"""A decision on a doubtful fact -> the draft's facts.yaml changed, if every fact is still proved.

It holds for the fact as it was shown: one that changed on the disk meanwhile is not touched.
"""

from collections.abc import Callable
from pathlib import Path

from knowledge.facts.folder.proof import find_figure, prove
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.folder.rewrite import RewriteError, append_item, drop_item, set_field
from knowledge.facts.folder.yaml_tree import Place
from knowledge.facts.record.errors import DataError
from knowledge.facts.record.report_record import FactRecord
from knowledge.facts.versions.disk import write_durably
from knowledge.facts.versions.served_folders import FACTS_FILE
from knowledge.language.text.tokens import normalize

DEFAULT_REASON = "không phải số liệu"
GONE = "mục này không còn trong tệp"
CHANGED = "mục này vừa được sửa trong tệp; xem lại"
_BOM = "\ufeff"

Splice = Callable[[str, Place], str]


def change_fact(folder: Path, fact: FactRecord, splice: Splice) -> str:
    """Write facts.yaml with that fact changed; why that cannot be, or "" once it is on the disk."""
    path = folder / FACTS_FILE
    text = path.read_bytes().decode()
    try:
        facts = load_report_folder(folder, text.removeprefix(_BOM)).record.facts
        place = next((i for i, present in enumerate(facts) if present.id == fact.id), None)
        if place is None or facts[place] != fact:
            return GONE if place is None else CHANGED
        text = splice(text, ("facts", place))
        prove(load_report_folder(folder, text.removeprefix(_BOM)))
    except (DataError, RewriteError) as error:
        return str(error)
    write_durably(path, text.encode())
    return ""


def accept_fact(folder: Path, fact: FactRecord) -> str:
    """The fact is right as it stands: its doubts go."""
    return change_fact(folder, fact, lambda text, place: set_field(text, (*place, "doubts"), None))


def drop_fact(folder: Path, fact: FactRecord) -> str:
    """The fact goes."""
    return change_fact(folder, fact, drop_item)


def ignore_fact(folder: Path, fact: FactRecord, reason: str = DEFAULT_REASON) -> str:
    """The fact goes; its numbers are listed as no figures, with the reason."""
    listed = {item.text for item in load_report_folder(folder).record.ignored}
    pairs = [(fact.figure, fact.sentence), *((c.figure, c.sentence or fact.sentence) for c in fact.compared)]
    words = dict.fromkeys(_with_neighbours(figure, sentence) for figure, sentence in pairs if figure)

    def splice(text: str, place: Place) -> str:
        text = drop_item(text, place)
        for ignored in words:
            if ignored not in listed:
                text = append_item(text, "ignored", {"text": ignored, "reason": reason})
        return text

    return change_fact(folder, fact, splice)


def flatten(sentence: str) -> str:
    """The sentence as report.txt is searched for it: NFC, blanks folded."""
    return " ".join(normalize(sentence).split())


def _with_neighbours(figure: str, sentence: str) -> str:
    """The figure and the two words before it: a bare "6" would ignore every 6 of the report."""
    flat = flatten(sentence)
    span = find_figure(normalize(figure), flat)
    if span is None:
        return normalize(figure)
    before = flat[: span[0]].split()[-2:]
    return " ".join([*before, flat[span[0] : span[1]]])
