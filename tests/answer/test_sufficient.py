from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer.sufficient import reason_after_search
from qa.question.kind import kind_of
from qa.records import Aspect, Plan, RefusalReason, Scope
from tests.answer.samples import hit, read


def asked(question: str, scope: Scope) -> Plan:
    return read(Plan(question, kind_of(question, 1, 1), ("洛阳市",), scope.data_years, (), scope.aspect, (scope,)))


@pytest.mark.parametrize(
    ("question", "text", "reason"),
    [
        ("进出口总值是多少亿元", "进出口总值增长18.8%，新增企业50家。", RefusalReason.NOT_STATED),
        ("进出口总值是多少亿元", "进出口总值完成120亿元，增长18.8%。", None),
        ("进出口总值的增速", "进出口总值增长18.8%。", None),
        ("进出口总值的增速", "进出口总值完成120亿元。", RefusalReason.NOT_STATED),
        ("地区生产总值增速", "服务业占地区生产总值比重达到52%。", RefusalReason.NOT_STATED),
        ("国民生产总值涨几个百分点", "国民生产总值增长百分之八。", None),
        ("低保每月补多少钱", "对低保困难居民，月人均补差标准达到75元以上。", None),
        ("森林覆盖率是多少", "植树10万亩。", RefusalReason.NOT_STATED),
        ("社会消费品零售总额的目标", "社会消费品零售总额增长8%左右。", None),
        ("城镇化率是多少", "常住人口城镇化率达到59%。", None),
        ("人均GDP有多少", "地区生产总值达到1500亿元。", RefusalReason.NOT_STATED),
        ("GDP有多少", "人均地区生产总值达到5万元。", RefusalReason.NOT_STATED),
        ("全年批了多少家中外合资企业", "共批准中外合资经营企业741个。", None),
        ("有多少下岗职工重新找到工作", "600多万下岗职工实现了再就业。", None),
        ("发放创业担保贷款多少钱", "发放创业担保贷款10亿元。", None),
        ("基尼系数是多少", "清洁能源装机达到2.9亿千瓦。", RefusalReason.NOT_STATED),
        ("地里打了多少斤油菜籽", "油菜籽产量2.9万斤。", None),
    ],
)
def test_the_indicator_must_be_stated_in_the_way_it_is_asked_for(
    question: str, text: str, reason: RefusalReason | None
) -> None:
    scope = Scope(question, "洛阳市", (2019,))
    assert reason_after_search(asked(question, scope), [hit("洛阳市", text, 1.0)]) is reason


def test_an_average_of_years_is_no_figure_of_one_of_them() -> None:
    scope = Scope("地区生产总值增速", "洛阳市", (2017,))

    def reason(text: str) -> RefusalReason | None:
        found = hit("洛阳市", text, 1.0)
        term = replace(found.passage.sentences[0], years=(2015, 2016, 2017, 2018))
        return reason_after_search(asked(scope.query, scope), [replace(found, sentences=((term, 1.0),))])

    assert reason("地区生产总值年均增长7%。") is RefusalReason.NOT_STATED
    assert reason("地区生产总值年均增长7%，2017年增长6%。") is None
    assert reason("地区生产总值增长7%。") is None


def test_a_level_at_the_end_of_a_term_is_that_of_its_last_year() -> None:
    scope = Scope("每万人发明专利多少件", "洛阳市", (2019,))
    found = hit("洛阳市", "每万人发明专利拥有量9.8件，年均增长19.5%。", 3.0)
    term = replace(found.passage.sentences[0], years=(2016, 2017, 2018, 2019))
    for year, reason in ((2019, None), (2018, RefusalReason.NOT_STATED)):
        one = replace(scope, data_years=(year,))
        told = [replace(found, sentences=((term, 3.0),))]
        assert reason_after_search(asked(scope.query, one), told) is reason


@pytest.mark.parametrize(
    ("question", "reason"),
    [("2019年实际新建学校多少所", RefusalReason.NOT_STATED), ("2019年新建了哪些学校", None)],
)
def test_a_target_does_not_stand_for_a_result_that_is_insisted_on(question: str, reason: RefusalReason | None) -> None:
    scope = Scope("新建学校", "洛阳市", (2019,), (), Aspect.RESULT, only_other=True)
    assert reason_after_search(asked(question, scope), [hit("洛阳市", "新建学校9所。", 1.0)]) is reason


@pytest.mark.parametrize(
    ("question", "told", "reason"),
    [
        ("为什么把赤字率往上调", "调低赤字率，为调控留下空间。", RefusalReason.FALSE_PREMISE),
        ("为什么把赤字率往下调", "调低赤字率，为调控留下空间。", None),
        ("为啥把高铁给停了", "高铁获得批准。", RefusalReason.FALSE_PREMISE),
        ("为什么恢复征收农业税", "取消农业税。", RefusalReason.FALSE_PREMISE),
    ],
)
def test_an_event_taken_for_granted_must_be_told(question: str, told: str, reason: RefusalReason | None) -> None:
    scope = Scope(question, "洛阳市", (2019,))
    assert reason_after_search(asked(question, scope), [hit("洛阳市", told, 1.0)]) is reason


def test_a_year_named_in_passing_needs_a_sentence_of_just_that_year() -> None:
    scope = Scope("地区生产总值多少", "洛阳市", (2010,), exact=True)
    found = hit("洛阳市", "2006年、2010年地区生产总值翻两番，增长7%。", 1.0)
    assert reason_after_search(asked(scope.query, scope), [found]) is RefusalReason.NO_REPORT_FOR_YEAR


def test_a_weak_sentence_that_shares_little_is_no_answer() -> None:
    scope = Scope("三鹿奶粉受害家庭一共赔了多少亿元", "洛阳市", ())
    text = "财政安排384亿元救灾款，迅速帮助受灾家庭。"
    assert reason_after_search(asked(scope.query, scope), [hit("洛阳市", text, 2.0)]) is RefusalReason.NOT_STATED
    assert reason_after_search(asked(scope.query, scope), [hit("洛阳市", text, 2.6)]) is None
    told = replace(scope, keywords=("救灾款",))
    assert reason_after_search(asked(told.query, told), [hit("洛阳市", text, 2.0)]) is None


def test_a_task_is_not_told_by_a_result() -> None:
    scope = Scope("棚改任务是多少万套", "洛阳市", (2019,), aspect=Aspect.TARGET, only_other=True)
    found = [hit("洛阳市", "棚户区改造2600万套。", 3.0)]
    assert reason_after_search(asked(scope.query, scope), found) is RefusalReason.NOT_STATED
