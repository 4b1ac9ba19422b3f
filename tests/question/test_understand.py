from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from typing import Any

import pytest

from qa.errors import ModelUnavailable
from qa.places import load_gazetteer
from qa.prompts import load_prompts
from qa.question.understand import SCHEMA, Known, Understood, asked_of, understood_from
from qa.records import Turn, Usage
from qa.settings import Settings

KNOWN = Known(load_gazetteer(), frozenset({2023}), "收录的报告最新的是2024年的。")
STEP: dict[str, Any] = {
    "want": "value",
    "places": ["承德"],
    "years": [2024],
    "of_report": False,
    "indicators": ["社会消费品零售总额"],
    "facet": "growth",
    "basis": "target",
    "operation": "none",
    "unit": "",
    "names": [],
    "asserted": [],
}
SAID = "承德2024年消费增长目标跟去年实际比怎么样"


def reply(*steps: Mapping[str, Any], together: bool = False) -> str:
    return json.dumps({"steps": steps, "together": together}, ensure_ascii=False)


def read(*steps: Mapping[str, Any], said: str = SAID, together: bool = False) -> Understood | None:
    return understood_from(reply(*steps, together=together), said, KNOWN)


def test_steps_are_said_again_in_plain_words() -> None:
    result = STEP | {"years": [2023], "basis": "result"}
    assert read(STEP, result, together=True) == Understood(
        ("承德2024年社会消费品零售总额增速目标是多少？", "承德2023年社会消费品零售总额增速是多少？"), True, 0
    )


@pytest.mark.parametrize(
    "made_up",
    [
        {"places": ["承德", "唐山"]},
        {"years": [2019, 2024]},
        {"names": ["塞罕坝机械林场"]},
        {"asserted": ["9.6%"]},
        {"indicators": ["社会消费品零售总额", "塞外小曲演出场次"]},
        {"unit": "亿美元"},
    ],
)
def test_what_the_reader_did_not_say_is_dropped_and_counted(made_up: dict[str, Any]) -> None:
    found = read(STEP | made_up)
    assert found and found.dropped == 1
    assert found.questions == ("承德2024年社会消费品零售总额增速目标是多少？",)


def test_nothing_asked_of_is_no_reading() -> None:
    assert read(STEP | {"indicators": ["塞外小曲演出场次"]}) is None


def test_full_names_and_relative_years_are_borne_out() -> None:
    found = read(STEP | {"places": ["承德市"], "years": [2023], "basis": "any"})
    assert found == Understood(("承德市2023年社会消费品零售总额增速是多少？",), False, 0)


def test_asserted_values_stand_in_any_writing() -> None:
    said = "张家口2023年新建公路一千二百公里，是不是"
    step = STEP | {"want": "verdict", "places": ["张家口"], "years": [2023], "indicators": ["新建公路"], "facet": "any"}
    found = read(step | {"asserted": ["1200公里"], "basis": "any"}, said=said)
    assert found == Understood(("张家口2023年新建公路是不是1200公里？",), False, 0)


def test_what_the_rules_have_no_words_for_is_worked_out_together() -> None:
    step = STEP | {"operation": "yearly_growth", "facet": "level", "basis": "any", "years": [2024, 2023]}
    found = read(step)
    assert found == Understood(("承德2023年、2024年社会消费品零售总额分别是多少？",), True, 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "好的，我来分析一下。",
        "{",
        '{"steps": 3}',
        '{"steps": [1, null, "x"]}',
        "[]",
        '{"steps": [{"want": "drop table", "indicators": ["地区生产总值"]}]}',
        "[" * 100_000,
        '{"a":' * 1000,
        '{"steps": [{"want": "value", "indicators": {"a": 1}, "places": 5, "years": ["x"], "names": [[]]}]}',
    ],
)
def test_what_is_no_reading_is_none(text: str) -> None:
    assert understood_from(text, SAID, KNOWN) is None


def test_words_and_fences_around_it_do_no_harm() -> None:
    assert understood_from(f"这是结果：\n```json\n{reply(STEP)}\n```", SAID, KNOWN) == read(STEP)


def test_fields_left_out_or_odd_are_as_if_not_said() -> None:
    found = read({"want": "value", "indicators": ["社会消费品零售总额"], "facet": 7, "places": None})
    assert found == Understood(("社会消费品零售总额是多少？",), False, 0)


class Model:
    def __init__(self, text: str, fails: bool = False) -> None:
        self.text, self.fails, self.asked, self.left = text, fails, [""][:0], False

    def structured(
        self, system: str, user: str, schema: Mapping[str, Any], *, max_tokens: int | None = None
    ) -> Generator[str, None, Usage | None]:
        assert schema == SCHEMA and max_tokens
        self.asked.append(user)
        try:
            yield from self.text
            if self.fails:
                raise ModelUnavailable("断了")
        except GeneratorExit:
            self.left = True
            raise
        return None


def test_the_model_is_told_the_readers_questions_and_no_answers() -> None:
    model = Model(reply(STEP))
    history = (Turn("user", "张家口的呢"), Turn("assistant", "是999公里"))
    work = asked_of(model, load_prompts(Settings().prompts_dir)["understand"], SAID, history, KNOWN)
    pieces = []
    while True:
        try:
            pieces.append(next(work))
        except StopIteration as end:
            assert end.value == read(STEP)
            break
    assert set(pieces) == {""}
    assert "张家口的呢" in model.asked[0] and "999" not in model.asked[0] and "2024年的" in model.asked[0]


def test_a_reader_who_leaves_stops_the_model() -> None:
    model = Model(reply(STEP))
    work = asked_of(model, load_prompts(Settings().prompts_dir)["understand"], SAID, (), KNOWN)
    next(work)
    work.close()
    assert model.left
