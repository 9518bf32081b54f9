"""Words as one more name of an indicator: whether they may be, what that changes, written and published.

No Telegram: it runs in a thread.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from handlers.editors.panels.difference import describe_effects, describe_refusals
from handlers.library import Library, Served, change_served, copy_served
from knowledge.answering.answer.answer import Outcome
from knowledge.answering.index.index import Index
from knowledge.facts.folder.report_folder import load_report_folder
from knowledge.facts.folder.rewrite import RewriteError, set_field
from knowledge.facts.record.errors import DataError, Problem
from knowledge.facts.record.fact import Fact
from knowledge.facts.versions.audit import Author
from knowledge.facts.versions.served_folders import FACTS_FILE
from knowledge.language.lexicon.cues import load_cues
from knowledge.language.lexicon.synonyms import canonicalize
from knowledge.language.text.tokens import normalize, to_keys
from knowledge.language.times.period_mentions import find_periods
from knowledge.review.answer_changes import AnswerChange
from knowledge.review.proposal import propose

MAX_ALIAS = 80  # characters
NOTE = "tên khác “{alias}” của “{indicator}”"
NO_WORDS = "Tên phải có chữ, không có số và thời gian, dài nhất 80 ký tự."
GENERIC = "“{alias}” là từ chung, câu nào cũng có thể có; hãy gõ tên đầy đủ hơn."
TAKEN = "“{alias}” trùng với tên hay đầu tên của chỉ tiêu khác: “{other}”; hãy gõ tên khác đi."
USELESS = "Với tên này, các câu hỏi của nhóm vẫn không được trả lời; hãy chọn chỉ tiêu khác hay gõ tên khác đi."


@dataclass(frozen=True, slots=True)
class Naming:
    """A name to be given. reports: those whose facts of that indicator get it; questions: the group's own."""

    alias: str
    indicator: str
    reports: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What the name would change. trouble: why it cannot be given, "" if it can."""

    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    trouble: str = ""


def tidy_alias(text: str) -> str:
    """The words as a name: one line, no punctuation around them."""
    return " ".join(normalize(text).split()).strip(" ?!.,;:“”\"'")


def find_reports(fact: Fact, index: Index, is_everywhere: bool) -> tuple[str, ...]:
    """The fact's report, or all that have its indicator."""
    if not is_everywhere:
        return (fact.report,)
    return tuple(dict.fromkeys(f.report for f in index.labelled(fact.indicator)))


def find_trouble(alias: str, indicator: str, index: Index) -> str:
    """Why these words can be no name of the indicator, whatever is asked; "" if they can."""
    keys = canonicalize(to_keys(alias))
    has_number = any(char.isdigit() for char in alias) or bool(find_periods(alias))
    if has_number or len(alias) > MAX_ALIAS or not any(char.isalpha() for char in alias):
        return NO_WORDS
    if set(keys) <= _generic_words() or (len(keys) == 1 and _is_common(keys[0], index)):
        return GENERIC.format(alias=alias)
    for name in index.names:
        if name.order[: len(keys)] == keys and all(fact.indicator != indicator for fact in name.facts):
            return TAKEN.format(alias=alias, other=name.facts[0].indicator)
    return ""


def preview_alias(library: Library, naming: Naming, recent: Sequence[str]) -> Effect:
    """How the group's questions and the recent ones would be answered then. Raises DataError if not proved."""
    changes: dict[str, AnswerChange] = {}
    asked = list(dict.fromkeys((*naming.questions, *recent)))
    for report in naming.reports:
        with copy_served(library.reports, report) as draft:
            write_alias(draft, naming.indicator, naming.alias)
            proposal = propose(library.reports, draft, asked, library.home_place)
        if proposal.broken:
            return Effect(trouble="\n".join(describe_refusals(proposal.broken)))
        changes |= {change.question: change for change in proposal.answers}
    own = [changes[question] for question in naming.questions if question in changes]
    if not any(change.new.outcome in (Outcome.ANSWERED, Outcome.CHOOSE) for change in own):
        return Effect(trouble=USELESS)
    others = [change for question, change in changes.items() if question not in naming.questions]
    return Effect(tuple(describe_effects(own)), tuple(describe_effects(others)))


def add_alias(library: Library, naming: Naming, author: Author) -> Iterable[Served]:
    """Give the name in each report, one after the other. Raises DataError where one would not be proved."""
    note = NOTE.format(alias=naming.alias, indicator=naming.indicator)
    for report in naming.reports:
        yield change_served(
            library, report, lambda draft: write_alias(draft, naming.indicator, naming.alias), author, note
        )


def write_alias(draft: Path, indicator: str, alias: str) -> bool:
    """Was there a fact of that indicator without that alias?"""
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


def _is_common(word: str, index: Index) -> bool:
    """Do several indicators have it in their names?"""
    named = (index.names[i] for i in index.names_by_word.get(word, ()))
    return len({fact.indicator for name in named for fact in name.facts}) > 1


@lru_cache(maxsize=1)
def _generic_words() -> frozenset[str]:
    """Words that fill a slot of a question or none, in whatever question they stand."""
    return frozenset(cue.words[0] for cues in load_cues().values() for cue in cues if len(cue.words) == 1)
