"""The review command: one doubtful fact after the other, its sentence before the eyes, a key for each decision.

A decision is in facts.yaml before the next fact is shown, and only if the report still proves every fact.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from handlers.editors.drafts.decisions import (
    DEFAULT_REASON,
    Splice,
    accept_fact,
    change_fact,
    drop_fact,
    flatten,
    ignore_fact,
)
from handlers.terminal.shell import read_key, write_command
from knowledge.facts.folder.proof import find_figure, prove
from knowledge.facts.folder.report_folder import ReportFolder, load_report_folder
from knowledge.facts.folder.rewrite import Value, set_field
from knowledge.facts.record.fact import RELATION_WORDS, STATUS_WORDS
from knowledge.facts.record.report_record import FactRecord
from knowledge.language.table import load_words
from knowledge.language.text.tokens import normalize

KEYS = "[d] đúng  [s] sửa  [x] xóa  [b] không phải số liệu  [n] để sau  [t] thoát"
FIELDS = {
    "1": ("figure", "số liệu"), "2": ("indicator", "chỉ tiêu"), "3": ("period", "thời kỳ"),
    "4": ("status", "tình trạng"), "5": ("aliases", "tên khác"), "6": ("place", "nơi"),
}  # fmt: skip
EMPTY = "-"  # typed for nothing; Enter alone changes nothing
KEEP = "Enter: giữ nguyên"
HINTS = {
    "period": "2021, 2021-Q1, 2021-H1, 2021-08, 2021-M01..M09, 2021..2025; -: như báo cáo",
    "status": "actual thực hiện, estimate ước, plan kế hoạch giao, target mục tiêu; -: thực hiện",
    "aliases": "cách nhau bằng dấu chấm phẩy; -: không có",
    "place": "-: như báo cáo",
}
NEEDED = ("indicator", "figure")
_MARK, _DIM, _RESET = ("\033[7m", "\033[0m"), "\033[2m", "\033[0m"
_PLAIN_MARK = ("»", "«")

Decide = Callable[["Review", FactRecord], bool]


@dataclass(frozen=True, slots=True)
class Review:
    """What is reviewed, and whether a person sits before it."""

    path: Path
    is_terminal: bool = False

    def load(self) -> ReportFolder:
        return load_report_folder(self.path)

    def change(self, fact: FactRecord, splice: Splice) -> bool:
        """Write facts.yaml with that fact changed if every fact is still proved; else say why not."""
        return _tell(change_fact(self.path, fact, splice))

    def ask(self, words: str) -> str | None:
        """A line a person types; None where the input ends."""
        try:
            line = input(f"{words} ") if self.is_terminal else _read_piped(words)
        except (EOFError, KeyboardInterrupt):
            print()
            return None
        return normalize(line).strip()

    def press(self, words: str) -> str | None:
        """The key a person presses; of piped input the next line, None where that ends."""
        if not self.is_terminal:
            return self.ask(words)
        print(words, end=" ", flush=True)
        try:
            key = read_key(sys.stdin.fileno())
        except (EOFError, KeyboardInterrupt):
            key = None
        print(key or "")
        return key


def run_review(path: Path) -> int:
    """Go through the facts with doubts until all are decided or the person leaves; 0.

    Raises DataError if the report is not proved to begin with.
    """
    review = Review(path, sys.stdin.isatty() and sys.stdout.isatty())
    prove(review.load())
    doubtful = [fact.id for fact in review.load().record.facts if fact.doubts]
    if not doubtful:
        print(f"{path.name}: không còn mục nào cần xem.")
        return 0
    print(f"{path.name}: {len(doubtful)} mục cần xem. Mỗi quyết định được ghi ngay; dừng lúc nào cũng được.\n{KEYS}\n")
    for i, name in enumerate(doubtful, start=1):
        if not _decide(review, name, f"[{i}/{len(doubtful)}]"):
            break
    left = sum(bool(fact.doubts) for fact in review.load().record.facts)
    print(f"Còn {left} mục cần xem." if left else f"Xong. Công bố: {write_command('publish', path)}")
    return 0


def _decide(review: Review, name: str, count: str) -> bool:
    """Ask until one fact is decided; False if the person leaves."""
    while fact := next((f for f in review.load().record.facts if f.id == name and f.doubts), None):
        print(f"{count} {describe_fact(fact, _MARK if review.is_terminal else _PLAIN_MARK)}")
        key = review.press("d s x b n t >")
        if key is None or key.casefold() in load_words("question/typed_answers", "stop"):
            return False
        if key.casefold() in ("n", ""):
            return True
        action = ACTIONS.get(key.casefold())
        if action is None:
            print(KEYS)
        elif action(review, fact):
            return True
    return True


def describe_fact(fact: FactRecord, mark: tuple[str, str] = _PLAIN_MARK) -> str:
    """The fact for a person: what was read, what is doubted, and the sentence with its figure marked."""
    rows = [
        ("Chỉ tiêu", fact.indicator),
        ("Số liệu", fact.figure or "(câu không có số)"),
        ("Thời kỳ", fact.period or "(như báo cáo)"),
        ("Tình trạng", STATUS_WORDS[fact.status] if fact.status else "(thực hiện)"),
        ("Nơi", fact.place or ""),
        ("Tên khác", "; ".join(fact.aliases)),
        ("So sánh", "; ".join(f"{c.figure} {RELATION_WORDS[c.relation]}" for c in fact.compared)),
        ("Nghi ngờ", "; ".join(fact.doubts)),
        ("Câu", f"“{_mark_figure(fact, mark)}”"),
    ]
    return "\n".join([fact.id, *(f"  {name:<10} {text}" for name, text in rows if text)])


def _mark_figure(fact: FactRecord, mark: tuple[str, str]) -> str:
    sentence = flatten(fact.sentence)
    span = find_figure(normalize(fact.figure), sentence) if fact.figure else None
    if span is None:
        return sentence
    start, end = span
    return f"{sentence[:start]}{mark[0]}{sentence[start:end]}{mark[1]}{sentence[end:]}"


def _accept(review: Review, fact: FactRecord) -> bool:
    return _tell(accept_fact(review.path, fact))


def _drop(review: Review, fact: FactRecord) -> bool:
    return _tell(drop_fact(review.path, fact))


def _ignore(review: Review, fact: FactRecord) -> bool:
    reason = review.ask(f"  Lý do (để trống: {DEFAULT_REASON}):")
    return reason is not None and _tell(ignore_fact(review.path, fact, reason or DEFAULT_REASON))


def _tell(refusal: str) -> bool:
    """Whether it was done; if not, a person reads why."""
    if refusal:
        print(f"  Chưa ghi được: {refusal}")
    return not refusal


def _edit(review: Review, fact: FactRecord) -> bool:
    """Change one field; the fact is shown again and stays in doubt until it is called right."""
    names = "  ".join(f"[{key}] {words}" for key, (_, words) in FIELDS.items())
    name, words = FIELDS.get(review.ask(f"  Sửa gì? {names} >") or "", ("", ""))
    if not name:
        return False
    text = review.ask(f"  {words} mới ({'; '.join(filter(None, (HINTS.get(name), KEEP)))}):")
    if not text:
        return False
    if text == EMPTY and name in NEEDED:
        print(f"  Chưa ghi được: {words} không để trống được; bỏ cả mục này thì bấm x hay b")
        return False
    value: Value = None if text == EMPTY else text
    if name == "aliases" and value:
        value = tuple(dict.fromkeys(alias.strip() for alias in text.split(";") if alias.strip()))
    if review.change(fact, lambda source, place: set_field(source, (*place, name), value)):
        print("  Đã ghi.")
    return False


ACTIONS: dict[str, Decide] = {"d": _accept, "s": _edit, "x": _drop, "b": _ignore}


def _read_piped(words: str) -> str:
    """The next line of piped input, after the words that ask for it. Raises EOFError at its end."""
    print(words, flush=True)
    line = sys.stdin.buffer.readline()
    if not line:
        raise EOFError
    return line.decode("utf-8", "replace")
