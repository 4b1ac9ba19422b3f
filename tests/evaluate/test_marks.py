from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.evaluate.marks import MEASURES, Cost, Summary, mark_run, style_of, summarise
from qa.evaluate.system import Outcome
from qa.records import Usage
from tests.evaluate.fakes import NORTH, outcome, question, shown
from tests.evaluate.runs import GOOD, OUTCOMES, make_run


def summary_of(folder: Path, outcomes: dict[str, Outcome]) -> Summary:
    run = make_run(folder, outcomes)
    return summarise(mark_run(run), run.meta.cards, 0)


def values(summary: Summary, label: str) -> dict[str, float]:
    scores = next(scores for scores in summary.slices if scores.slice.label == label)
    pairs = zip(MEASURES, scores.estimates, strict=True)
    return {measure.key: estimate.value for measure, estimate in pairs if estimate is not None}


def test_the_marks_of_a_run(tmp_path: Path) -> None:
    found = values(summary_of(tmp_path / "run", OUTCOMES), "全部")
    assert found["right"] == 0.5
    assert found["wrong"] == 0.25
    assert found["failed"] == 0.25
    assert found["trap"] == 0
    assert found["refused"] == 0
    assert (found["refusal_precision"], found["refusal_recall"]) == (1, 1)
    assert found["recall@1"] == pytest.approx(1 / 3)
    assert found["recall@4"] == pytest.approx(2 / 3)
    assert found["citation_recall"] == 0.5
    assert found["invented"] == 0.5


def test_slices_are_by_category_report_and_style(tmp_path: Path) -> None:
    summary = summary_of(tmp_path / "run", OUTCOMES)
    sizes = {scores.slice.label: len(scores.slice.ids) for scores in summary.slices}
    assert sizes == {
        "全部": 4,
        "单项事实": 2,
        "比较": 1,
        "无法回答": 1,
        "北山市 2024": 2,
        "南河市 2024": 1,
        "简体": 2,
        "繁体或全角": 1,
        "外文": 1,
    }
    assert values(summary, "单项事实")["right"] == 0.5


def test_a_refusal_of_an_answerable_question_costs_precision(tmp_path: Path) -> None:
    refused = outcome("没有。", refused=True)
    found = values(summary_of(tmp_path / "run", OUTCOMES | {"q1": refused}), "全部")
    assert found["refusal_precision"] == 0.5
    assert found["refused"] == pytest.approx(1 / 3)


def test_failed_calls_are_not_timed(tmp_path: Path) -> None:
    speeds = {speed.key: speed for speed in summary_of(tmp_path / "run", OUTCOMES).speeds}
    assert {key: speed.p50.n for key, speed in speeds.items()} == {"evidence": 3, "first_token": 3, "total": 3}
    assert speeds["total"].p95.value == 1.0


def test_how_replies_were_made_is_counted(tmp_path: Path) -> None:
    quoted = replace(GOOD, mode="extractive")
    assert summary_of(tmp_path / "run", {"q1": quoted, "q4": quoted, "q2": GOOD}).modes == (("extractive", 2),)


def test_what_the_model_cost_is_summed_up(tmp_path: Path) -> None:
    costs = {"q1": Usage(100, 20), "q2": Usage(60, 10, estimated=True), "u1": Usage(cached=True), "q4": None}
    found = summary_of(tmp_path / "run", {key: replace(GOOD, usage=usage) for key, usage in costs.items()}).cost
    assert found == Cost(answers=3, asked=2, estimated=1, read=160, written=30)
    assert found.each == pytest.approx(190 / 3)


def test_a_retrieval_run_has_marks_of_retrieval_alone(tmp_path: Path) -> None:
    found = values(summary_of(tmp_path / "run", {"q1": Outcome(passages=(shown(NORTH),))}), "全部")
    assert set(found) == {
        *(f"recall@{cut}" for cut in (1, 4, 8, 12)),
        *("complete@8", "complete@12", "mrr@10", "ndcg@10", "place", "year", "failed"),
    }


def test_an_answer_only_run_has_no_marks_of_retrieval(tmp_path: Path) -> None:
    found = values(summary_of(tmp_path / "run", {"q1": Outcome(answer=GOOD.answer)}), "全部")
    assert "recall@8" not in found
    assert "citation_recall" not in found
    assert found["right"] == 1


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("2023年（全市）粮食多少？", "简体"),
        ("2023年全社会R&D占比？", "简体"),
        ("２０２３年粮食多少？", "繁体或全角"),
        ("糧食多少？", "繁体或全角"),
        ("How much grain did 张家口 grow in the year 2023?", "外文"),
    ],
)
def test_styles(text: str, style: str) -> None:
    assert style_of(question(question=text)) == style


def test_keys_are_told_apart() -> None:
    assert len({measure.key for measure in MEASURES}) == len(MEASURES)
