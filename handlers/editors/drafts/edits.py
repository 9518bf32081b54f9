"""An editor's word on a draft -> its facts.yaml changed, if every fact is still proved; and the last one taken back.

No Telegram: it runs in a thread.
"""

from collections.abc import Callable
from pathlib import Path

from handlers.editors.drafts.decisions import change_fact
from handlers.editors.panels.panel import describe_error
from knowledge.facts.folder.proof import prove
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.folder.rewrite import RewriteError, Value, set_field
from knowledge.facts.record.errors import DataError
from knowledge.facts.record.report_record import FactRecord
from knowledge.facts.versions.disk import write_durably
from knowledge.facts.versions.served_folders import FACTS_FILE
from knowledge.language.text.tokens import normalize
from knowledge.language.times.period_mentions import PeriodError, find_periods, format_period, parse_period

BEFORE_FILE = "facts.before.yaml"  # beside the draft's folder: as it was before the last decision
FIELDS = {
    "figure": "số liệu", "indicator": "tên chỉ tiêu", "period": "thời kỳ",
    "status": "tình trạng", "aliases": "tên khác", "place": "nơi",
}  # fmt: skip
REPORT_FIELDS = {"title": "tiêu đề", "place": "nơi", "period": "thời kỳ"}
HINTS = {
    "figure": "Chép đúng như trong câu, ví dụ: 158,3 tỷ đồng",
    "indicator": "Ví dụ: Thu ngân sách",
    "period": "Ví dụ: năm 2021, quý 1 năm 2021, 6 tháng đầu năm 2021. Gõ dấu - để trống",
    "aliases": "Cách nhau bằng dấu chấm phẩy. Gõ dấu - để xóa hết",
    "place": "Ví dụ: xã Mẫu, tỉnh Mẫu. Gõ dấu - để trống",
    "title": "Ví dụ: Báo cáo kinh tế - xã hội xã Mẫu năm 2021",
}
EMPTY = frozenset({"-", "–", "—"})
NEEDED = frozenset({"indicator", "title", "figure"})
NO_PERIOD = "không hiểu thời kỳ “{}”; ví dụ: năm 2021, quý 1 năm 2021, 6 tháng đầu năm 2021"
NO_VALUE = "mục này không để trống được"


def keep_before(folder: Path, work: Callable[[], str], note: Callable[[], None] | None = None) -> str:
    """Why `work` could not be done, "" once it is; then what was before it is kept for `take_back`.

    note: writes down that it is done; where that cannot be, it is not done either. Raises OSError or DataError then.
    """
    facts, kept = folder / FACTS_FILE, folder.parent / BEFORE_FILE
    before, earlier = facts.read_bytes(), kept.read_bytes() if kept.is_file() else None
    refusal = work()
    if refusal or facts.read_bytes() == before:
        return refusal.replace(f"{folder}/", "")
    try:
        write_durably(kept, before)
        if note:
            note()
    except (OSError, DataError):
        write_durably(facts, before)
        if earlier is None:
            kept.unlink(missing_ok=True)
        else:
            write_durably(kept, earlier)
        raise
    return ""


def take_back(folder: Path) -> bool:
    """Was there a last decision, and is it undone now?"""
    kept = folder.parent / BEFORE_FILE
    if not kept.is_file():
        return False
    write_durably(folder / FACTS_FILE, kept.read_bytes())
    kept.unlink()
    return True


def is_last_a_drop(folder: Path) -> bool:
    """Did the last decision take a fact away?"""
    try:
        before = load_report_folder(folder, (folder.parent / BEFORE_FILE).read_text(encoding="utf-8-sig"))
    except DataError:
        return False
    return len(before.record.facts) > len(load_report_folder(folder).record.facts)


def set_fact_field(folder: Path, fact: FactRecord, name: str, text: str) -> str:
    """Write what was typed for that field of that fact; why not, or ""."""
    value, refusal = _read_value(name, text)
    return refusal or change_fact(folder, fact, lambda source, place: set_field(source, (*place, name), value))


def set_report_field(folder: Path, name: str, text: str) -> str:
    """Write what was typed for that field of the report; why not, or ""."""
    value, refusal = _read_value(name, text)
    if refusal:
        return refusal
    path = folder / FACTS_FILE
    try:
        source = set_field(path.read_bytes().decode(), (name,), value)
        prove(load_report_folder(folder, source.removeprefix("\ufeff")))
    except DataError as error:
        return describe_error(error)
    except RewriteError as error:
        return str(error)
    write_durably(path, source.encode())
    return ""


def _read_value(name: str, text: str) -> tuple[Value, str]:
    """The value that was typed, and why it is none."""
    plain = " ".join(normalize(text).split())
    if plain in EMPTY or not plain:
        return None, NO_VALUE if name in NEEDED else ""
    if name == "aliases":
        return tuple(dict.fromkeys(alias.strip() for alias in plain.split(";") if alias.strip())), ""
    if name == "period":
        return _read_period(plain)
    return plain, ""


def _read_period(text: str) -> tuple[Value, str]:
    """The code of the one period that was typed, as a code or in words."""
    try:
        return format_period(parse_period(text)), ""
    except PeriodError:
        pass
    mentions = [m for m in find_periods(text) if not m.relative]
    try:
        return (format_period(mentions[0].period), "") if len(mentions) == 1 else (None, NO_PERIOD.format(text))
    except PeriodError:
        return None, NO_PERIOD.format(text)
