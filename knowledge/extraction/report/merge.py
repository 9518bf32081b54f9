"""A report read anew + the one served in its place -> the new record with all that was decided on the old one.

What stands in the new text as it stood in the old one is as it was decided: its facts stay, and none is added there. Of
a sentence that changed, what is read keeps the id, label and other names of the served fact in the same slots.
"""

from collections.abc import Iterable, Iterator

from knowledge.extraction.report.records import Ids
from knowledge.facts.folder.report_folder import ReportFolder
from knowledge.facts.record.report_record import ComparisonRecord, FactRecord, IgnoredRecord, ReportRecord
from knowledge.language.places.administrative_units import same_place
from knowledge.language.text.tokens import normalize

OTHER_FIGURE = "bản đang phục vụ nêu {}"


def merge_served(new: ReportRecord, text: str, served: ReportFolder) -> ReportRecord:
    """The record for `text`, of which `new` was read, with what the served report settles.

    Every fact of it is proved by `text` if those of `new` and of `served` are proved by theirs.
    """
    flat, old_flat = _flatten(text), _flatten(served.text)
    kept = [fact for fact in served.record.facts if all(s in flat for s in _sentences(fact))]
    read = [fact for fact in new.facts if not all(s in old_flat for s in _sentences(fact))]
    gone = [fact for fact in served.record.facts if fact not in kept]
    carried = [_carry(fact, _find_same(fact, gone, served.record, new)) for fact in read]
    facts = _with_own_ids(kept, carried)
    ignored = [item for item in served.record.ignored if _flatten(item.text) in flat]
    listed = {item.text for item in ignored}
    ignored += [item for item in _ignored_anew(new, old_flat) if item.text not in listed]
    return served.record.model_copy(
        update={
            "facts": tuple(sorted(facts, key=lambda fact: flat.find(_flatten(fact.sentence)))),
            "ignored": tuple(ignored),
        }
    )


def is_same_text(text: str, served: ReportFolder) -> bool:
    """Do they differ by nothing but white space?"""
    return _flatten(text) == _flatten(served.text)


def count_standing(text: str, served: ReportFolder) -> int:
    """How many of the served facts stand in the text, word for word."""
    flat = _flatten(text)
    return sum(all(sentence in flat for sentence in _sentences(fact)) for fact in served.record.facts)


def _find_same(fact: FactRecord, gone: Iterable[FactRecord], old: ReportRecord, new: ReportRecord) -> FactRecord | None:
    """The one served fact of that name, period, status and place; None if there are several or none."""
    found = [other for other in gone if _is_same(fact, other, (new, old))]
    exact = [other for other in found if _same_words(other.figure, fact.figure)]
    found = exact or found
    return found[0] if len(found) == 1 else None


def _is_same(fact: FactRecord, other: FactRecord, reports: tuple[ReportRecord, ReportRecord]) -> bool:
    new, old = reports
    names = {_key(name) for name in (other.indicator, *other.aliases)}
    places = (fact.place or new.place or "", other.place or old.place or "")
    return (
        bool(names & {_key(name) for name in (fact.indicator, *fact.aliases)})
        and (fact.period or new.period) == (other.period or old.period)
        and fact.status == other.status
        and (places[0] == places[1] or same_place(*places))
    )


def _carry(fact: FactRecord, served: FactRecord | None) -> FactRecord:
    """The fact under the served one's id and names; without doubts where the figures are the same."""
    if served is None:
        return fact
    is_same = _same_words(fact.figure, served.figure) and _figures(fact) == _figures(served)
    own = () if is_same else tuple(fact.doubts)
    doubt = () if is_same or _same_words(fact.figure, served.figure) else (OTHER_FIGURE.format(served.figure or "câu"),)
    return fact.model_copy(
        update={
            "id": served.id,
            "indicator": served.indicator,
            "aliases": served.aliases,
            "compared": tuple(_carry_comparison(item, served) for item in fact.compared),
            "doubts": (*own, *doubt),
        }
    )


def _carry_comparison(item: ComparisonRecord, served: FactRecord) -> ComparisonRecord:
    same = [other for other in served.compared if other.relation == item.relation]
    return item.model_copy(update={"id": same[0].id if len(same) == 1 else None})


def _figures(fact: FactRecord) -> set[tuple[str, str]]:
    return {(item.relation, _key(item.figure)) for item in fact.compared}


def _with_own_ids(kept: list[FactRecord], carried: list[FactRecord]) -> list[FactRecord]:
    """All of them, no id twice: what is served keeps its own."""
    ids = Ids()
    for fact in kept:
        _take_all(ids, fact)
    return [*kept, *(_renamed(fact, ids) for fact in carried)]


def _take_all(ids: Ids, fact: FactRecord) -> None:
    for name in (fact.id, *(item.id or f"{fact.id}.{item.relation}" for item in fact.compared)):
        ids.take(name)


def _renamed(fact: FactRecord, ids: Ids) -> FactRecord:
    """The fact under an id that is not taken; its comparisons are named after it then."""
    name = ids.take(fact.id)
    compared = []
    for item in fact.compared:
        wanted = item.id if item.id and name == fact.id else f"{name}.{item.relation}"
        stem, _, ending = wanted.partition(".")
        given = ids.take(stem, f".{ending}" if ending else "")
        compared.append(item.model_copy(update={"id": given if given != f"{name}.{item.relation}" else None}))
    return fact.model_copy(update={"id": name, "compared": tuple(compared)})


def _ignored_anew(new: ReportRecord, old_flat: str) -> Iterator[IgnoredRecord]:
    """What was read to be no figure and did not stand in the old text."""
    return (item for item in new.ignored if _flatten(item.text) not in old_flat)


def _sentences(fact: FactRecord) -> list[str]:
    return [_flatten(s) for s in (fact.sentence, *(item.sentence for item in fact.compared)) if s]


def _flatten(text: str) -> str:
    return " ".join(normalize(text).split())


def _key(text: str) -> str:
    return _flatten(text).casefold()


def _same_words(one: str | None, other: str | None) -> bool:
    return _key(one or "") == _key(other or "")
