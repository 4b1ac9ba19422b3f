"""The words that tell what the reports do not say, and what they say instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.answer.library import Opened
from qa.answer.notstated import elsewhere, not_stated
from tests.answer.opened import asked, open_store, shown
from tests.samples import make_report

ROADS = "新建农村公路386公里，改造危桥52座。"
EXPORTS = "外贸出口增长12%。"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return open_store(tmp_path_factory.mktemp("notstated"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("大同2019年地区生产总值多少亿元？", "没有给出2019年地区生产总值的数额，只给出2019年结果：地区生产总值增长6.6%[1]。"),
        ("洛阳2020年粮食产量实际完成多少万吨？", "没有给出2020年粮食产量的数额，只给出2020年目标：粮食产量240万吨以上[1]。"),
    ],
)  # fmt: skip
def test_the_growth_for_the_level_and_the_target_for_the_result(opened: Opened, question: str, said: str) -> None:
    found = elsewhere(*asked(opened, question))
    assert found is not None and found.text == said
    assert found.nearest is not None


def test_what_is_stated_is_not_stated_elsewhere(opened: Opened) -> None:
    plan, cells = asked(opened, "洛阳2019年新建了多少公里农村公路？")
    assert elsewhere(plan, cells) is None
    assert elsewhere(plan, ()) is None


def test_a_kind_that_no_sentence_shown_names(opened: Opened) -> None:
    plan, cells = asked(opened, "洛阳2019年葡萄出口增长多少？")
    found = not_stated(plan, cells, [shown(opened, EXPORTS)])
    assert found is not None and found.text == "没有给出2019年出口总额的增幅，没有提到“葡萄”。"
    assert found.nearest is not None and found.nearest.text == EXPORTS


def test_what_shares_but_a_measure_is_not_near(opened: Opened) -> None:
    plan, cells = asked(opened, "洛阳2019年咖啡豆出口增长多少？")
    found = not_stated(plan, cells, [shown(opened, EXPORTS)])
    assert found is not None and "“咖啡豆”" in found.text and found.nearest is None


def test_of_what_nothing_is_found_nothing_is_said(opened: Opened) -> None:
    plan, cells = asked(opened, "洛阳2019年葡萄出口增长多少？")
    assert not_stated(plan, cells, []) is None
    why, nothing = asked(opened, "洛阳为什么发展葡萄出口？")
    assert not_stated(why, nothing, [shown(opened, EXPORTS)]) is None


def test_what_joins_places_joins_no_things(opened: Opened) -> None:
    plan, cells = asked(opened, "大同和长治2019年地区生产总值哪个多？")
    found = elsewhere(plan, cells)
    assert found is not None and "地区生产总值增长6.6%" in found.text


def test_what_is_told_of_a_part_alone_is_named_as_the_nearest(tmp_path: Path) -> None:
    told = "城镇居民人均可支配收入44215元。"
    store = open_store(tmp_path, (make_report("洛阳市", 2020, [told], ["新建幼儿园12所。"]),))
    plan, cells = asked(store, "洛阳2019年全体居民人均可支配收入是多少元？")
    found = not_stated(plan, cells, [])
    assert found is not None and found.nearest is not None and found.nearest.text == told
    assert found.text.endswith("最接近的是2019年结果：城镇居民人均可支配收入44215元[1]。")
