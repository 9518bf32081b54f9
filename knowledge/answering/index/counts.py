"""What the reports add to an index, counted together; one report is taken out and put in at a time."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.answering.index.part import Part
from knowledge.answering.index.sentence_words import SentenceChange, SentenceWords
from knowledge.facts.folder.proof import ProvedReport
from knowledge.facts.record.fact import Fact
from knowledge.language.text.tokens import Keys

Named = tuple[tuple[Fact, ...], int]  # facts in the reports' order; reports that have it as a label


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """facts: how many have a name; frequency: how many have the word in one; written: the label or alias so written."""

    facts: int = 0
    named: Mapping[Keys, Named] = field(default_factory=dict)
    frequency: Mapping[str, int] = field(default_factory=dict)
    written: Mapping[str, int] = field(default_factory=dict)
    sentences: SentenceWords = field(default_factory=SentenceWords)


class CountsChange:
    """Counts that change; those it was made from stay as they are."""

    def __init__(self, counts: Counts) -> None:
        self._facts = counts.facts
        self._named = dict(counts.named)
        self._open: dict[Keys, list[Fact]] = {}
        self._labels: Counter[Keys] = Counter()
        self._frequency, self._written = Counter(counts.frequency), Counter(counts.written)
        self._sentences = SentenceChange(counts.sentences)

    def take_out(self, report: ProvedReport, part: Part) -> None:
        self._facts -= part.facts
        self._frequency.subtract(part.words)
        self._written.subtract(part.written)
        for keys, (_, is_label) in part.names.items():
            self._open[keys] = [f for f in self._facts_of(keys) if f.report != report.id]
            self._labels[keys] -= is_label
        self._sentences.take_out(report.statements, part.sentences)

    def put_in(self, report: ProvedReport, part: Part) -> None:
        self._facts += part.facts
        self._frequency.update(part.words)
        self._written.update(part.written)
        for keys, (facts, is_label) in part.names.items():
            self._facts_of(keys).extend(facts)
            self._labels[keys] += is_label
        self._sentences.put_in(report.statements, part.sentences)

    def _facts_of(self, keys: Keys) -> list[Fact]:
        if keys not in self._open:
            self._open[keys] = list(self._named.get(keys, ((), 0))[0])
        return self._open[keys]

    def finish(self, ranks: Mapping[str, int]) -> Counts:
        """ranks: the place of each report in the order of all."""
        for keys, facts in self._open.items():
            labels = self._named.get(keys, ((), 0))[1] + self._labels[keys]
            if facts:
                self._named[keys] = (tuple(sorted(facts, key=lambda fact: ranks[fact.report])), labels)
            else:
                self._named.pop(keys, None)
        return Counts(self._facts, self._named, +self._frequency, +self._written, self._sentences.finish())
