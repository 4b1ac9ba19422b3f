"""Which reports speak of a phrase."""

from __future__ import annotations

import pytest

from qa.answer.library import Opened
from qa.answer.mentions import mentioned, named_alike
from qa.wording.mentioning import placeholder_in
from tests.answer.opened import asked, open_store


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return open_store(tmp_path_factory.mktemp("mentions"))


def told(opened: Opened, question: str) -> str:
    found = mentioned(asked(opened, question)[0], opened.store)
    assert found is not None
    composed, items, hits = found
    assert len(items) == len(hits) and set(composed.used) == {item.number for item in items}
    return composed.text


def test_every_report_that_has_it_is_named_and_the_others_too(opened: Opened) -> None:
    text = told(opened, "哪些市的报告提到新建农村公路？")
    assert text.startswith("收录的4份报告里，有4份写到“新建农村公路”：洛阳市2019年报告2次[1]、")
    silent = told(opened, "哪些市的报告提到改造危桥？").splitlines()[-1]
    assert silent.endswith("没有写到。")
    assert all(name in silent for name in ("洛阳市2019年报告", "大同市2020年报告", "长治市2020年报告"))


def test_the_first_the_last_and_how_often(opened: Opened) -> None:
    assert "最早写到“新建农村公路”的是洛阳市2019年报告[1]" in told(opened, "新建农村公路最早出现在哪份报告里？")
    assert "最近一次写到“改造危桥”的是洛阳市2020年报告[1]" in told(opened, "最后一次提到改造危桥是哪年？")
    assert "共出现2次：2020年2次" in told(opened, "各年报告里提到新建幼儿园多少次？")


def test_what_no_report_has_and_other_questions(opened: Opened) -> None:
    assert mentioned(asked(opened, "哪些市的报告提到低空经济？")[0], opened.store) is None
    assert mentioned(asked(opened, "洛阳2019年新建了多少公里农村公路？")[0], opened.store) is None


def test_names_that_a_placeholder_stands_for() -> None:
    like, any_ = placeholder_in("像“苏超”那样的“某超”"), placeholder_in("哪些地方有“某马”")
    assert like and like.names.findall("“琼超”“宁青超”，女足“冲超”成功") == ["“琼超”", "“宁青超”"]
    assert any_ and any_.names.findall("办好“郑马”“跑马拉松”，马") == ["“郑马”"]
    crossed = placeholder_in("像“苏超”这样用“×超”命名的球赛")
    assert crossed and crossed.said == "某超" and crossed.provinces
    assert placeholder_in("某省的苏超") is None


def test_no_placeholder_and_no_such_name(opened: Opened) -> None:
    assert named_alike(asked(opened, "哪些市的报告提到“某超”？")[0], opened.store) is None
    assert named_alike(asked(opened, "哪些市的报告提到新建农村公路？")[0], opened.store) is None
