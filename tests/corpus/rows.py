"""Corpus files -> rows with the facts they mean."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.facts.fact import Fact
from knowledge.facts.store import Store

HERE = Path(__file__).parent
REPORTS = HERE.parents[1] / "knowledge" / "reports"
KINDS = frozenset({"figure", "text", "compare", "derived", "multi", "ambiguous", "unanswerable", "smalltalk"})
SILENT_KINDS = frozenset({"unanswerable", "smalltalk"})
FIELDS = frozenset({"q", "kind", "gold", "also", "value", "choices_ok", "abstain_ok"})
HEADING = frozenset({"id", "style", "source", "split"})


@dataclass(frozen=True, slots=True)
class Row:
    """A message and what a reader of the report would accept as its answer.

    chat: rows of one chat are asked in order. values: any of them is the result; () if nothing is computed.
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

    @property
    def accepted(self) -> tuple[Fact, ...]:
        return self.gold + self.also


def load_questions(store: Store) -> list[Row]:
    """The questions, each a chat of its own. Raises ValueError for a row that breaks the format or names no fact."""
    return [_row(data, data, data["id"], data["style"], store) for data in _lines("questions.jsonl", FIELDS | HEADING)]


def load_dialogues(store: Store) -> list[Row]:
    """The turns of the dialogues, in order; the ids end in the number of the turn."""
    return [
        _row(turn, dialogue, f"{dialogue['id']}.{number}", "dialogue", store)
        for dialogue in _lines("dialogues.jsonl", (HEADING | {"turns"}) - {"style"})
        for number, turn in enumerate(dialogue["turns"], start=1)
    ]


def _lines(name: str, fields: frozenset[str]) -> Iterator[dict[str, Any]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        if strange := set(data) - fields:
            raise ValueError(f"{name}: {data.get('id')}: unknown {sorted(strange)}")
        yield data


def _row(data: Mapping[str, Any], heading: Mapping[str, Any], name: str, style: str, store: Store) -> Row:
    if data["kind"] not in KINDS or bool(data["gold"]) == (data["kind"] in SILENT_KINDS):
        raise ValueError(f"{name}: kind {data['kind']} with gold {data['gold']}")
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
    )


def _facts(ids: list[str], name: str, store: Store) -> tuple[Fact, ...]:
    found = [store.find(fact_id) for fact_id in ids]
    if None in found:
        raise ValueError(f"{name}: no fact {ids[found.index(None)]}")
    return tuple(fact for fact in found if fact)
