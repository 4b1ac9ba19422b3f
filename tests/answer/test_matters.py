"""A matter told of several places, or over the years."""

from __future__ import annotations

import re

import pytest

from qa.answer.assistant import Assistant
from qa.records import Kind, RefusalReason, Turn
from tests.answer.cited import asked
from tests.answer.fakes import make_assistant
from tests.samples import make_report

MADE = [
    make_report("洛阳市", 2019, ["启动旅游专线建设，乡村旅游起步。"], ["培育旅游产业，办好首届采摘节。"]),
    make_report(
        "洛阳市",
        2021,
        ["建成滨江旅游度假区，旅游住宿更加便利。", "创新养老服务，社区食堂开到家门口。", "地区生产总值增长6.1%。"],
        ["打造康养旅游目的地，开通旅游直通车。", "新建农村公路400公里。"],
    ),
    make_report(
        "大同市",
        2021,
        ["海洋旅游品牌打响，邮轮旅游航线复航。", "地区生产总值增长7.3%。"],
        ["发展冰雪旅游，建设旅游集散中心。", "新建幼儿园12所。"],
    ),
    make_report("秦皇岛市", 2021, ["港口吞吐量创新高。"], ["建设滨海旅游城市。"]),
    make_report("洛阳市", 2022, ["工业项目加快建设。", "地区生产总值增长5%。"], ["抓好粮食生产。"]),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    made = tuple(report for report, _ in MADE), tuple(passage for _, some in MADE for passage in some)
    return make_assistant(tmp_path_factory.mktemp("matters"), made=made)


def test_two_places_side_by_side_with_quotes_from_both(assistant: Assistant) -> None:
    answer = asked(assistant, "洛阳和大同旅游发展有什么不同？")
    assert (answer.plan.kind, answer.plan.scopes[0].query) == (Kind.COMPARE, "旅游发展")
    lead, *lines = answer.answer.splitlines()
    assert lead == "关于“旅游”，各地报告的原句对照如下："
    told = [re.sub(r"，.*", "", line) for line in lines]
    assert list(dict.fromkeys(told)) == ["洛阳市2021年报告", "大同市2021年报告"]
    assert all("旅游" in line for line in lines)
    assert [citation.number for citation in answer.citations] == [*range(1, len(lines) + 1)]
    assert answer.table and [row[0].text for row in answer.table.rows] == told


def test_of_the_latest_year_that_both_have_a_report_of(assistant: Assistant) -> None:
    years = {citation.report_year for citation in asked(assistant, "洛阳和大同的旅游有何区别？").citations}
    assert years == {2021}


def test_over_the_years_report_by_report(assistant: Assistant) -> None:
    answer = asked(assistant, "洛阳市的旅游是怎么变化的？")
    lead, *lines = answer.answer.splitlines()
    assert lead == "关于“旅游”，按年份先后，报告的原句如下："
    years = [re.search(r"(\d{4})年报告", line)[1] for line in lines]  # type: ignore[index]
    assert years == sorted(years) and set(years) == {"2019", "2021", "2022"}
    assert lines[-1] == "洛阳市2022年报告：没有找到直接说到“旅游”的句子。"
    assert answer.table and answer.table.rows[-1][1].citation is None


def test_who_is_meant_by_two_places_is_asked_back_or_taken_from_before(assistant: Assistant) -> None:
    answer = asked(assistant, "两市旅游发展有什么不同？")
    assert answer.refusal_reason is RefusalReason.NOT_STATED and "哪两个地方" in answer.answer
    before = Turn("user", "2021年洛阳市和大同市的地区生产总值增速分别是多少？")
    answer = asked(assistant, "两市旅游发展有什么不同？", before)
    assert {citation.place for citation in answer.citations} == {"洛阳市", "大同市"}


def test_figures_are_compared_as_figures(assistant: Assistant) -> None:
    answer = asked(assistant, "洛阳和大同2020年地区生产总值增速有什么不同？")
    assert "关于“" not in answer.answer and {"6.1%", "7.3%"} <= {figure.text for figure in answer.figures}


def test_a_matter_that_no_report_names_is_not_told_of(assistant: Assistant) -> None:
    assert "关于“" not in asked(assistant, "洛阳和大同的航天产业有什么不同？").answer
