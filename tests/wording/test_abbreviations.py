from __future__ import annotations

import pytest

from qa.places import load_gazetteer
from qa.wording.abbreviations import (
    AFTER,
    AS_PROVINCE,
    BEFORE,
    NOT_AFTER,
    OF_FIRMS,
    PIECE,
    PLAINLY_AFTER,
    PROVINCES,
    RUN,
    initials_of,
)


def test_every_character_is_of_a_province() -> None:
    gazetteer = load_gazetteer()
    assert all(gazetteer.get(name) for name in PROVINCES.values())
    assert len(set(PROVINCES.values())) == 34


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("粤苏浙哪个高", ["粤", "苏", "浙"]),
        ("湘、鄂、赣", ["湘", "鄂", "赣"]),
        ("川渝两地", ["川", "渝"]),
        ("□□和闽", ["□□", "闽"]),
    ],
)
def test_names_side_by_side_are_one_run(text: str, pieces: list[str]) -> None:
    run = RUN.search(text)
    assert run and [match[0] for match in PIECE.finditer(text, *run.span())] == pieces


@pytest.mark.parametrize("before", ["", "2023年", "请问", "□□和", "除", "对比"])
def test_before_a_name(before: str) -> None:
    assert BEFORE.search(before)


@pytest.mark.parametrize("before", ["四", "一", "从", "打造"])
def test_not_before_a_name(before: str) -> None:
    assert not BEFORE.search(before)


@pytest.mark.parametrize("after", ["", "2023年GDP", "的目标", "两省", "谁高", "分别是多少", "高多少", "以外"])
def test_behind_a_name(after: str) -> None:
    assert AFTER.match(after)


@pytest.mark.parametrize("after", ["高铁", "流不息", "增就业", "协同发展", "商回归"])
def test_not_behind_a_name(after: str) -> None:
    assert NOT_AFTER.match(after) or not AFTER.match(after)


@pytest.mark.parametrize("after", ["今年的GDP", "2024年目标", "三省区", "的政府工作报告", "谁高"])
def test_plainly_behind_a_name(after: str) -> None:
    assert PLAINLY_AFTER.match(after)


@pytest.mark.parametrize("after", ["的变化", "、旧动能", "大多数"])
def test_what_ordinary_words_go_on_with_is_not_plain(after: str) -> None:
    assert not PLAINLY_AFTER.match(after)


@pytest.mark.parametrize("after", ["铁路建设", "高速公路", "大桥"])
def test_what_runs_between_two_places_is_no_place(after: str) -> None:
    assert NOT_AFTER.match(after)


@pytest.mark.parametrize("text", ["鄂省2025年GDP", "湘省过去五年", "冀省发电装机", "滇省和川省"])
def test_one_character_with_its_word_for_province(text: str) -> None:
    assert AS_PROVINCE.search(text)


@pytest.mark.parametrize("text", ["贵省的报告", "全省新增", "新省级开发区", "各省增速", "新疆川省钱"])
def test_no_province_of_one_character(text: str) -> None:
    assert AS_PROVINCE.search(text) is None


@pytest.mark.parametrize(
    ("text", "firms"), [("粤企造的占几成", True), ("2025年，湘企出海", True), ("新增央企京企合作项目", False)]
)
def test_firms_of_a_province(text: str, firms: bool) -> None:
    assert bool(OF_FIRMS.search(text)) is firms


def test_a_province_is_known_by_one_character() -> None:
    assert initials_of("北京") == ("京",) and initials_of("江苏省") == ("苏",) and "滇" in initials_of("云南")
    assert initials_of("洛阳") == ()
