"""Knowledge -> its answers to golden questions: each asked in its report's place, judged on its report's facts."""

from knowledge.answering.answer.answer import Answer
from knowledge.answering.dialogue import ask
from knowledge.answering.index.index import Index
from knowledge.answering.reading.context import Context
from knowledge.facts.folder.proof import ProvedReport
from knowledge.facts.store import Store
from knowledge.language.places.administrative_units import same_place
from knowledge.review.golden import Fit, Golden, is_of_others, judge


class GoldenAnswers:
    """The answers of one knowledge to the golden questions of any of its reports."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._reports = {report.id: report for report in index.store.reports}
        self._alone: dict[str, Index] = {}  # of each report, the knowledge that is made of it only

    def find(self, golden: Golden) -> Answer:
        """What somebody is told who talks about the report's place."""
        return _ask_in_place(golden, self._reports.get(golden.report), self._index)

    def judge(self, golden: Golden, answer: Answer) -> Fit:
        """How well the answer serves; of a question that other reports answer, what its own report alone would say."""
        report = self._reports.get(golden.stating)
        if report and self._is_left_to_others(golden, answer):
            answer = _ask_in_place(golden, report, self._find_alone(report))
        return judge(golden, answer)

    def _is_left_to_others(self, golden: Golden, answer: Answer) -> bool:
        """Do other reports answer, and of the place that is meant: last year's question by this year's report?"""
        if not is_of_others(golden, answer):
            return False
        meant = self._index.store.by_id.get(golden.fact)
        return not golden.fact or all(meant and _is_of_one_place(fact.place, meant.place) for fact in answer.facts)

    def _find_alone(self, report: ProvedReport) -> Index:
        if report.id not in self._alone:
            self._alone[report.id] = Index(Store([report]), self._index.home_place)
        return self._alone[report.id]


def _ask_in_place(golden: Golden, report: ProvedReport | None, index: Index) -> Answer:
    return ask(golden.question, index, Context(place=report.place if report else "")).answer


def _is_of_one_place(one: str, other: str) -> bool:
    return one == other or same_place(one, other)
