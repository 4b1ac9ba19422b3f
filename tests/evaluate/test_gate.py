from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.errors import InputError
from qa.evaluate.gate import FLOORS, falls, load_profile
from qa.evaluate.marks import Summary, mark_run, summarise
from qa.evaluate.questions import load
from tests.evaluate.runs import OUTCOMES, make_run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def summary(tmp_path: Path) -> Summary:
    run = make_run(tmp_path / "run", OUTCOMES)
    return summarise(mark_run(run), run.meta.cards, 0)


def fallen(tmp_path: Path, summary: Summary, *floors: dict[str, object]) -> list[str]:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"profiles": {"p": {"floors": floors}}}), encoding="utf-8")
    return [str(fall) for fall in falls(load_profile("p", path), summary)]


def test_a_mark_on_its_floor_holds_and_below_it_falls(tmp_path: Path, summary: Summary) -> None:
    assert fallen(tmp_path, summary, {"mark": "right", "at_least": 0.5}) == []
    assert fallen(tmp_path, summary, {"mark": "right", "at_least": 0.51}) == ["全部·right：0.500 低于下限 0.51"]
    assert fallen(tmp_path, summary, {"mark": "failed", "at_most": 0.2}) == ["全部·failed：0.250 高于上限 0.2"]


def test_slices_and_seconds_have_floors_too(tmp_path: Path, summary: Summary) -> None:
    floors = ({"slice": "比较", "mark": "right", "at_least": 0.1}, {"mark": "total_p95", "at_most": 0.5})
    assert fallen(tmp_path, summary, *floors) == [
        "比较·right：0.000 低于下限 0.1",
        "全部·total_p95：1.000 高于上限 0.5",
    ]


def test_what_was_not_measured_is_not_held(tmp_path: Path, summary: Summary) -> None:
    assert fallen(tmp_path, summary, {"slice": "趋势", "mark": "right", "at_least": 0}) == [
        "趋势·right：未测得，要求不低于 0.0"
    ]


@pytest.mark.parametrize(
    "floor",
    [
        {"mark": "rihgt", "at_least": 1},
        {"mark": "right"},
        {"mark": "right", "at_least": 1, "note": ""},
        {"at_least": 1},
    ],
)
def test_a_faulty_floor_is_refused(tmp_path: Path, summary: Summary, floor: dict[str, object]) -> None:
    with pytest.raises(InputError, match="有误"):
        fallen(tmp_path, summary, floor)


def test_an_unknown_profile_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有「x」，只有 retrieval"):
        load_profile("x")
    with pytest.raises(InputError, match="读不了"):
        load_profile("x", tmp_path / "none.json")


def test_the_committed_floors_name_questions_that_exist() -> None:
    ids = {item.question.id for item in load(ROOT / "seeds" / "questions.jsonl")}
    for name in json.loads(FLOORS.read_text(encoding="utf-8"))["profiles"]:
        assert set(load_profile(name).ids) <= ids
