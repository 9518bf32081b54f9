"""The index of many reports: a question costs about as much as in few, a new edition only what it changes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering import Index, Indexer, ask
from knowledge.answering.index.sentence_words import SentenceChange, SentenceWords
from knowledge.facts.store import Store, load_store
from tests.benchmarks.growth import make_questions, measure
from tests.benchmarks.many_reports import Made, write_reports

FEW, MANY = 10, 60
RATIO = 3  # of the median of a question


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, list[Made]]:
    folder = tmp_path_factory.mktemp("many")
    made = write_reports(folder, MANY)
    return load_store(folder), made


def first_of(store: Store, count: int) -> Store:
    return Store(store.reports[:count])


def test_a_question_costs_about_as_much_among_many_reports_and_stays_right(many: tuple[Store, list[Made]]) -> None:
    store, made = many
    few_index, many_index = Index(first_of(store, FEW)), Index(store)
    of_few = [one for one in made if one.id < f"r{FEW:04}"]
    few = measure(make_questions(of_few, few_index, 100), few_index)
    found = measure(make_questions(made, many_index, 100), many_index)
    assert found.median < RATIO * few.median
    assert (found.right >= 0.97, found.wrong) == (True, 0)


def facts_said(index: Index, questions: list[str]) -> list[list[str]]:
    return [[fact.id for fact in ask(question, index).answer.facts] for question in questions]


def test_an_index_made_from_the_one_before_answers_as_one_made_anew(many: tuple[Store, list[Made]]) -> None:
    store, made = many
    indexer = Indexer()
    indexer(Store([*store.reports[3:20], *store.reports[30:40]]))
    later = indexer(first_of(store, 30))
    anew = Index(first_of(store, 30))
    questions = [question for question, _ in make_questions(made[: 30 * 56], anew, 60)]
    assert facts_said(later, questions) == facts_said(anew, questions)
    assert sorted(name.order for name in later.names) == sorted(name.order for name in anew.names)
    assert {word: later.weigh(word) for word in anew.names_by_word} == {w: anew.weigh(w) for w in anew.names_by_word}
    assert {(n.order, n.is_label, tuple(f.id for f in n.facts)) for n in later.names} == {
        (n.order, n.is_label, tuple(f.id for f in n.facts)) for n in anew.names
    }
    assert later.own_names == anew.own_names
    words = sorted(anew.sentences.words)
    assert sorted(later.sentences.words) == words
    assert [later.sentences.weigh(word) for word in words] == [anew.sentences.weigh(word) for word in words]


def test_a_changed_index_leaves_the_one_before_as_it_was(many: tuple[Store, list[Made]]) -> None:
    store, made = many
    before = Index(first_of(store, FEW))
    questions = [question for question, _ in make_questions(made[: FEW * 56], before, 20)]
    said = facts_said(before, questions)
    Index(Store(store.reports[5:FEW]), "", before)
    assert facts_said(before, questions) == said


def test_a_number_is_found_by_its_value_and_by_that_of_its_units_base(many: tuple[Store, list[Made]]) -> None:
    index = Index(first_of(many[0], FEW))
    for fact in index.store.facts:
        assert fact.quantity is None or fact in index.with_number(fact.quantity)


WORDS = st.frozensets(st.sampled_from("abcdefgh"), max_size=4)


@settings(max_examples=60)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=6), st.data())
def test_sentences_taken_out_leave_what_the_others_alone_would(
    many: tuple[Store, list[Made]], reports: list[list[frozenset[str]]], data: st.DataObject
) -> None:
    facts = many[0].statements
    texts = [(tuple(facts[n * 4 : n * 4 + len(words)]), words) for n, words in enumerate(reports)]
    change, alone = SentenceChange(SentenceWords()), SentenceChange(SentenceWords())
    for statements, words in texts:
        change.put_in(statements, words)
    left = [data.draw(st.booleans()) for _ in texts]
    later = SentenceChange(change.finish())
    for (statements, words), stays in zip(texts, left, strict=True):
        if stays:
            alone.put_in(statements, words)
        else:
            later.take_out(statements, words)
    found, expected = later.finish(), alone.finish()
    for word in "abcdefgh":
        having = [{s.statement(n).id for n in s.having([word])} for s in (found, expected)]
        assert having[0] == having[1]
    assert (found.count, found.mean) == (expected.count, expected.mean)


def test_reports_are_made_the_same_twice(tmp_path: Path) -> None:
    assert write_reports(tmp_path / "a", 2) == write_reports(tmp_path / "b", 2)
