from __future__ import annotations

import pytest

from qa.wording.prose import (
    Part,
    asks_amiss,
    asks_course,
    asks_difference,
    asks_summary,
    compared_matter,
    is_measure,
    matter,
    part_of_report,
    speaks_of_two,
    summed,
    tells_amiss,
)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("总结报告", ""),
        ("请用三句话概括的政府工作报告", ""),
        ("的报告总结一下", ""),
        ("概括一下政府工作报告的主要内容", ""),
        ("报告讲了什么", ""),
        ("政府工作报告主要说了些什么内容？", ""),
        ("报告有哪些亮点？", ""),
        ("总结报告里的旅游工作", "旅游"),
        ("帮我梳理一下重点项目", "重点项目"),
        ("归纳一下民生方面的成绩", "民生"),
        ("的报告里乡村振兴讲了什么", "乡村振兴"),
    ],
)
def test_a_summary_and_what_of(text: str, of: str) -> None:
    assert asks_summary(text) and summed(text) == of


@pytest.mark.parametrize(
    "text",
    [
        "总结推广了哪些经验？",
        "报告的重点任务有哪些？",
        "旅游有哪些亮点？",
        "工业经济说了什么？",
        "总结出的五条经验是什么",
    ],
)
def test_what_asks_for_no_summary(text: str) -> None:
    assert not asks_summary(text)


@pytest.mark.parametrize(
    ("topic", "of"),
    [
        ("和旅游发展有什么不同", "旅游发展"),
        ("和的科技创新有什么区别？", "科技创新"),
        ("、和在养老服务上各有什么不同做法", "养老服务"),
        ("和报告对房地产的说法有什么不同", "房地产"),
        ("乡村振兴的异同", "乡村振兴"),
        ("两市旅游发展有什么不同", "旅游发展"),
        ("在招商引资上怎么不一样？", "招商引资"),
        ("请对比和在科技创新方面的异同", "科技创新"),
    ],
)
def test_how_places_differ(topic: str, of: str) -> None:
    assert asks_difference(topic) and compared_matter(topic) == of


@pytest.mark.parametrize(
    ("topic", "of"),
    [
        ("扶贫怎么变化", "扶贫"),
        ("历年报告里扶贫工作是怎么变化的？", "扶贫"),
        ("环境治理发生了哪些变化", "环境治理"),
        ("旅游有什么变化？", "旅游"),
        ("乡村振兴的变化", "乡村振兴"),
    ],
)
def test_how_something_changed(topic: str, of: str) -> None:
    assert asks_course(topic) and compared_matter(topic) == of


@pytest.mark.parametrize(
    ("topic", "of"),
    [
        ("粮食产量一路怎么走", "粮食产量"),
        ("财政收入走势如何", "财政收入"),
        ("进出口谁更高", "进出口谁更高"),
        ("和平水库怎么变化", "和平水库"),
    ],
)
def test_names_and_figures_keep_their_words(topic: str, of: str) -> None:
    assert not asks_difference(topic) and compared_matter(topic) == of


@pytest.mark.parametrize("text", ["增速差多少", "有哪些措施", "什么时候开工", "不同所有制企业有多少"])
def test_what_asks_for_no_difference(text: str) -> None:
    assert not asks_difference(text) and not asks_course(text)


def test_general_words_name_no_matter() -> None:
    assert [matter(text) for text in ("扶贫工作", "养老服务", "旅游发展", "发展", "服务业")] == [
        "扶贫",
        "养老",
        "旅游",
        "发展",
        "服务业",
    ]


def test_how_an_indicator_is_measured_is_no_matter() -> None:
    assert all(map(is_measure, ("", "增速", "的规模和增速", "目标是多少"))) and not any(
        map(is_measure, ("建设", "增速换挡"))
    )


def test_parts_that_each_report_has() -> None:
    told = {"主要目标": Part.TARGETS, "成就": Part.RESULTS, "重点任务": Part.TASKS, "十件民生实事": Part.DEEDS}
    assert {text: part_of_report(text) for text in told} == told
    assert not any(map(part_of_report, ("旅游目标", "减排任务", "科技成果转化")))


def test_two_places_without_a_name() -> None:
    assert all(map(speaks_of_two, ("两市旅游发展有什么不同", "这两个省的养老政策有何区别", "比较一下两地的招商引资")))
    assert not any(map(speaks_of_two, ("张家口和承德旅游有什么不同", "市里旅游专线通车了吗", "新建两个市民公园")))


@pytest.mark.parametrize(
    ("text", "amiss"),
    [
        ("山东2025年有哪些短板", True),
        ("深圳承认自己在医疗方面有什么问题", True),
        ("昆山为什么说产业结构还有待优化", True),
        ("新疆存在的主要困难", True),
        ("不足5%的有哪些省", False),
        ("解决群众急难愁盼事项多少件", False),
        ("GDP增速是多少", False),
    ],
)
def test_what_is_amiss_is_asked_for(text: str, amiss: bool) -> None:
    assert asks_amiss(text) is amiss


def test_what_is_amiss_is_told() -> None:
    assert all(
        map(tells_amiss, ("产业结构偏重", "发展还存在不少困难和问题", "教育资源供给仍有缺口"))
    )  # 山东, 深圳, 新疆
    assert not tells_amiss("过去一年，是张家口发展历程中极不平凡的一年")
