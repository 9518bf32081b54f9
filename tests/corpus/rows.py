"""Corpus files -> rows with the facts they mean.

questions.jsonl and dialogues.jsonl ask the report that is served; <id>.questions.jsonl and <id>.dialogues.jsonl ask
the report reports/<id>, which nobody served or looked at while the answering was written.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.facts.fact import Fact
from knowledge.facts.store import Store, load_store

HERE = Path(__file__).parent
REPORTS = HERE.parents[1] / "knowledge" / "reports"
OTHER_REPORTS = HERE / "reports"
KINDS = frozenset({"figure", "text", "compare", "derived", "multi", "ambiguous", "unanswerable", "smalltalk"})
SILENT_KINDS = frozenset({"unanswerable", "smalltalk"})
VERDICTS = frozenset({"", "match", "mismatch"})
FIELDS = frozenset({"q", "kind", "gold", "also", "value", "choices_ok", "abstain_ok", "verdict"})
HEADING = frozenset({"id", "style", "source", "split"})


@dataclass(frozen=True, slots=True)
class Row:
    """A message and what a reader of the report would accept as its answer.

    chat: rows of one chat are asked in order. values: any of them is the result; () if nothing is computed.
    verdict: what a claim is told, "match" or "mismatch"; "" if the row is none.
    """

    id: str
    chat: str
    q: str
    style: str
    kind: str
    split: str
    source: str
    gold: tuple[Fact, ...]
    also: tuple[Fact, ...] = ()
    values: tuple[float, ...] = ()
    choices_ok: bool = False
    abstain_ok: bool = False
    verdict: str = ""

    @property
    def accepted(self) -> tuple[Fact, ...]:
        return self.gold + self.also


def find_other_reports() -> list[str]:
    """The ids of the reports that have questions of their own, sorted."""
    return sorted(path.name.partition(".")[0] for path in HERE.glob("*.questions.jsonl"))


def load_other_report(report: str) -> Store:
    """That report alone: a question need not name the place."""
    return Store(r for r in load_store(OTHER_REPORTS).reports if r.id == report)


def load_questions(store: Store, report: str = "") -> list[Row]:
    """The questions, each a chat of its own. Raises ValueError for a row that breaks the format or names no fact."""
    lines = _lines(_file_name(report, "questions.jsonl"), FIELDS | HEADING)
    return [_row(data, data, data["id"], data["style"], store) for data in lines]


def load_dialogues(store: Store, report: str = "") -> list[Row]:
    """The turns of the dialogues, in order; the ids end in the number of the turn."""
    return [
        _row(turn, dialogue, f"{dialogue['id']}.{number}", "dialogue", store)
        for dialogue in _lines(_file_name(report, "dialogues.jsonl"), (HEADING | {"turns"}) - {"style"})
        for number, turn in enumerate(dialogue["turns"], start=1)
    ]


def _file_name(report: str, name: str) -> str:
    return f"{report}.{name}" if report else name


def _lines(name: str, fields: frozenset[str]) -> Iterator[dict[str, Any]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        if strange := set(data) - fields:
            raise ValueError(f"{name}: {data.get('id')}: unknown {sorted(strange)}")
        yield data


def _row(data: Mapping[str, Any], heading: Mapping[str, Any], name: str, style: str, store: Store) -> Row:
    if data["kind"] not in KINDS or bool(data["gold"]) == (data["kind"] in SILENT_KINDS):
        raise ValueError(f"{name}: kind {data['kind']} with gold {data['gold']}")
    verdict = data.get("verdict", "")
    if verdict not in VERDICTS or (verdict and data["kind"] != "figure"):
        raise ValueError(f"{name}: kind {data['kind']} with verdict {verdict!r}")
    value = data.get("value", [])
    return Row(
        id=name,
        chat=heading["id"],
        q=data["q"],
        style=style,
        kind=data["kind"],
        split=heading["split"],
        source=heading["source"],
        gold=_facts(data["gold"], name, store),
        also=_facts(data.get("also", []), name, store),
        values=tuple(value) if isinstance(value, list) else (value,),
        choices_ok=data.get("choices_ok", False),
        abstain_ok=data.get("abstain_ok", False),
        verdict=verdict,
    )


def _facts(ids: list[str], name: str, store: Store) -> tuple[Fact, ...]:
    found = [store.find(fact_id) for fact_id in ids]
    if None in found:
        raise ValueError(f"{name}: no fact {ids[found.index(None)]}")
    return tuple(fact for fact in found if fact)
