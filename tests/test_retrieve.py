"""Plan to hits, over two small reports whose passages look alike."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from qa.corpus.read import read_reports
from qa.index.build import build_store
from qa.index.store import Store, open_store
from qa.records import Aspect, Filters, Hit, Kind, Plan, Scope
from qa.retrieve import Floats, Rerank, Retriever, Weights, asked_units, fuse
from qa.settings import RetrieveSettings
from tests.answer.fakes import RECIPE, shared_words
from tests.samples import PairEncoder, two_reports

SETTINGS = RetrieveSettings()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    root = tmp_path_factory.mktemp("index")
    build_store(root, RECIPE, *two_reports(), PairEncoder, shared_words())
    return open_store(root, RECIPE)


def retriever(store: Store, weights: Weights = Weights(), rerank: Rerank | None = None, **changes: int) -> Retriever:
    settings = SETTINGS.model_copy(update=changes)
    return Retriever(store, PairEncoder().encode_query, shared_words(), settings, weights, rerank)


def plan(*scopes: Scope) -> Plan:
    return Plan("", Kind.FACT, (), (), (), None, scopes)


def best(hits: Sequence[Hit]) -> str:
    return hits[0].passage.sentence_text(hits[0].sentences[0][0])


def reports_of(hits: Sequence[Hit]) -> set[str | None]:
    return {hit.passage.place for hit in hits}


def test_a_search_stays_in_its_reports(store: Store) -> None:
    (first, second) = (report.id for report in store.reports)
    hits = retriever(store).run(plan(Scope("新建农村公路多少公里", report_ids=(second,))))
    assert reports_of(hits) == {"东港市"}
    assert best(hits) == "新建农村公路280公里。"
    assert reports_of(retriever(store).run(plan(Scope("新建农村公路", report_ids=(first,))))) == {"临江市"}


def test_year_and_aspect_decide_between_result_and_target(store: Store) -> None:
    found = retriever(store)
    ids = (store.reports[0].id,)
    result = found.run(plan(Scope("新建农村公路多少公里", data_years=(2020,), report_ids=ids)))
    target = found.run(plan(Scope("新建农村公路多少公里", data_years=(2021,), report_ids=ids, aspect=Aspect.TARGET)))
    assert (best(result), best(target)) == ("新建农村公路320公里。", "新建农村公路400公里。")


def test_exact_years_leave_out_all_other_sentences(store: Store) -> None:
    hits = retriever(store).run(plan(Scope("新建农村公路", data_years=(2020,), exact=True)))
    assert {sentence.years for hit in hits for sentence, _ in hit.sentences} == {(2020,)}
    assert retriever(store).run(plan(Scope("新建农村公路", data_years=(1999,), exact=True))) == ()


def test_searches_take_turns_and_each_gets_its_share(store: Store) -> None:
    scopes = [Scope("地区生产总值增长多少", report_ids=(report.id,)) for report in store.reports]
    hits = retriever(store).run(plan(*scopes), top_k=2)
    assert [hit.scope for hit in hits] == [0, 1, 0, 1]
    assert [hit.passage.place for hit in hits[:2]] == ["临江市", "东港市"]


def test_keywords_are_searched_by_words(store: Store) -> None:
    hits = retriever(store, Weights(dense_rank=0)).run(plan(Scope("打了多少", keywords=("接待游客",))))
    assert "接待游客" in hits[0].passage.text


def test_nothing_in_common_is_no_error(store: Store) -> None:
    assert retriever(store, Weights(dense_rank=0)).run(plan(Scope("？？"))) == ()
    assert retriever(store).run(plan()) == ()


def test_the_kind_of_figure_asked_for_counts(store: Store) -> None:
    hits = retriever(store, Weights(dense=0, words=0, passage=0)).run(plan(Scope("一共多少公里")))
    assert "公里" in best(hits)


def test_search_keeps_the_filters_of_the_caller(store: Store) -> None:
    found = retriever(store)
    assert reports_of(found.search("新建农村公路", 10, Filters(place=("东港市",)))) == {"东港市"}
    assert reports_of(found.search("新建农村公路", 10, Filters(report_year=(2021,)))) == {"临江市"}
    assert found.search("新建农村公路", 10, Filters(report_year=(1999,))) == ()
    assert found.search("新建农村公路", 10, Filters(report_id=("没有",))) == ()
    assert len(found.search("新建農村公路", 1)) == 1


def test_both_rankings_show_their_scores(store: Store) -> None:
    scores = retriever(store).search("新建农村公路", 1)[0].scores
    assert scores.dense is not None and scores.words is not None


@pytest.mark.parametrize(("weights", "field"), [(Weights(words_rank=0), "words"), (Weights(dense_rank=0), "dense")])
def test_a_ranking_without_weight_is_not_asked(store: Store, weights: Weights, field: str) -> None:
    hits = retriever(store, weights).search("新建农村公路", 10)
    assert hits and {getattr(hit.scores, field) for hit in hits} == {None}


def test_without_the_sentences_a_passage_is_worth_its_rank(store: Store) -> None:
    plain = Weights(dense=0, words=0, year=0, aspect=0, figure=0, unit=0)
    scores = [hit.scores.fused for hit in retriever(store, plain).search("地区生产总值增长多少", 10)]
    assert scores[0] == pytest.approx(plain.passage)
    assert scores == sorted(scores, reverse=True)


def test_the_same_sentence_is_not_shown_twice(store: Store) -> None:
    hits = retriever(store).search("地区生产总值增长", 10)
    shown = [(hit.passage.report_id, hit.sentences[0][0].start) for hit in hits]
    assert len(shown) == len(set(shown))


class Favouring:
    """Gives 1 to texts with ``word``, else 0; remembers what it was asked."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def __call__(self, query: str, texts: Sequence[str]) -> Floats:
        self.asked.append((query, tuple(texts)))
        return np.array([float(self.word in text) for text in texts], dtype=np.float32)


def test_a_reranker_reads_the_best_sentences_and_lifts_its_favourites(store: Store) -> None:
    rerank = Favouring("幼儿园")
    assert "幼儿园" not in best(retriever(store).search("地区生产总值增长多少", 1))
    assert best(retriever(store, Weights(rerank=5), rerank).search("地区生产总值增长多少", 1)) == "新建幼儿园12所。"
    (query, texts) = rerank.asked[0]
    assert query == "地区生产总值增长多少"
    assert "二、目标任务\n新建幼儿园12所。" in texts


def test_a_reranker_reads_no_more_than_it_is_set_to(store: Store) -> None:
    rerank = Favouring("公路")
    retriever(store, rerank=rerank, reranked=2).search("地区生产总值", 5)
    assert [len(texts) for _, texts in rerank.asked] == [2]


def test_fusion_is_by_weighted_reciprocal_ranks() -> None:
    fused = fuse(((1.0, (7, 8)), (0.5, (8, 9))))
    assert fused == pytest.approx({7: 1 / 61, 8: 1 / 62 + 0.5 / 61, 9: 0.5 / 62})


@pytest.mark.parametrize(
    ("query", "units"),
    [("修了多少公里", ("公里",)), ("建了几家", ("家",)), ("投了多少万元", ("万元",)), ("怎么样", ())],
)
def test_units_asked_for(query: str, units: tuple[str, ...]) -> None:
    assert asked_units(query) == units


def test_opening_a_store_again_gives_the_same_hits(store: Store, tmp_path: Path) -> None:
    build_store(tmp_path, RECIPE, *two_reports(), PairEncoder, shared_words())
    again = open_store(tmp_path, RECIPE)
    for query in ("新建农村公路多少公里", "接待游客", "森林覆盖率"):
        assert retriever(store).search(query, 5) == retriever(again).search(query, 5)


def test_what_is_amiss_stands_where_a_report_tells_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "临江市2021年政府工作报告.txt"
    path.write_text(
        "临江市2021年政府工作报告\n一、2020年工作回顾\n过去一年，产业结构不断优化，结构优化成效明显。\n"
        "同时，我们也清醒看到，发展还存在不少困难和问题。产业结构偏重，新产业不多。\n二、2021年工作安排\n新建学校9所。",
        encoding="utf-8",
    )
    read = read_reports([path], passage_chars=60)
    build_store(tmp_path / "index", RECIPE, read.reports, read.passages, PairEncoder, shared_words())
    found = retriever(open_store(tmp_path / "index", RECIPE))
    ids = tuple(report.id for report in read.reports)
    assert best(found.run(plan(Scope("产业结构有哪些短板", report_ids=ids)))) == "产业结构偏重，新产业不多。"
    assert "结构优化成效明显" in best(found.run(plan(Scope("产业结构优化成效", report_ids=ids))))
