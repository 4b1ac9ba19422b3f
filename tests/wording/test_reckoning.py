"""Which reckoning a question asks for."""

from __future__ import annotations

import pytest

from qa.records import Form, Operation
from qa.wording.backward import years_before
from qa.wording.given import given
from qa.wording.reckoning import reckonings_in


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("平均每人次花了多少钱", Form.RATE),
        ("省重点项目平均一个完成多少投资", Form.RATE),
        ("转移就业人均劳务收入多少元", Form.RATE),
        ("按常住人口和城镇化率估算城里有多少人", Form.PRODUCT),
        ("常住人口乘以城镇化率是多少", Form.PRODUCT),
        ("贷款相当于存款的百分之几", Form.PAIR),
        ("城镇居民收入是农村居民的几倍", Form.PAIR),
        ("交通、水利、能源三块投资合计多少", Form.SUM),
        ("“两重”“两新”资金和中央预算内投资加一块是多少亿", Form.SUM),
        # 2026 北京, 2014 河南, 2026 四川
        ("按进出口总值和其中的出口额推算，进口大约是多少", Form.REST),
        ("按转移就业总量和省内转移人数推算，在省外打工的有多少", Form.REST),
        ("累计开行占全国，由此推算全国累计大约开行了多少列", Form.WHOLE),
        ("民生支出平均每年多少亿元", Form.YEARLY),
        ("用增速倒推是多少亿元", Form.BEFORE),
        ("大约是多少亿元", Form.BEFORE),
        ("快递业务量多了多少亿件", Form.CHANGE),
        ("覆盖率提高了几个百分点", Form.CHANGE),
    ],
)
def test_forms(text: str, form: Form) -> None:
    assert form in [reckoning.form for reckoning in reckonings_in(text)]


@pytest.mark.parametrize("text", ["地区生产总值是多少", "比上年增长多少", "PM2.5年均浓度是多少", "平均每个省新增多少"])
def test_what_asks_for_no_reckoning(text: str) -> None:
    assert not [r for r in reckonings_in(text) if r.form is not Form.CHANGE]


@pytest.mark.parametrize("text", ["平均每个游客花多少钱", "平均一个旅客各花了多少", "折到每位客人头上平均多少元"])
def test_people_are_counted_by_whatever_measure_word(text: str) -> None:
    assert reckonings_in(text)[0].per in "人位"


def test_parts_of_the_wording() -> None:
    assert given("拿银行的存款和贷款余额算算") == ("银行的存款", "贷款余额")
    assert [years_before(text) for text in ("上一年是多少", "五年前是多少", "比上年多多少")] == [1, 5, 0]
    [change] = [r for r in reckonings_in("优质钢比重提高了几个点，转化率又提高了几个") if r.form is Form.CHANGE]
    assert len(change.operands) == 3


@pytest.mark.parametrize(
    ("text", "operands"),
    [
        # 张家口 2017, 包头 2018, 河南 2026
        ("城镇居民比农村居民人均可支配收入多多少钱", ("城镇居民人均可支配收入", "农村居民人均可支配收入")),
        ("第三产业比第二产业增加值多多少", ("第三产业增加值", "第二产业增加值")),
        ("城镇比农村低保标准高多少", ("城镇低保标准", "农村低保标准")),
    ],
)
def test_what_is_measured_of_both_is_said_of_the_second(text: str, operands: tuple[str, str]) -> None:
    assert operands in [reading.operands for reading in reckonings_in(text) if reading.form is Form.PAIR]


def test_what_is_told_apart_is_no_product_and_no_quotient() -> None:
    forms = [r.form for r in reckonings_in("拿城乡居民人均可支配收入算一算：城里比农村多多少元，是几倍")]
    assert Form.PAIR in forms and not {Form.PRODUCT, Form.QUOTIENT} & set(forms)


@pytest.mark.parametrize(
    ("text", "operand"),
    [
        # 上海 2026, 广东 2026, 海南 2026
        ("入境游客多少？用的人次和增长率算", "入境游客多少？"),
        ("全社会研发花了多少亿？拿预计数和增幅回推", "全社会研发花了多少亿？"),
        ("按离岛免税销售额和增速算一下上一年的数", "离岛免税销售额"),
    ],
)
def test_a_level_and_its_growth_lead_to_the_level_before(text: str, operand: str) -> None:
    first = reckonings_in(text)[0]
    assert (first.form, first.operands, first.explicit) == (Form.BEFORE, (operand,), True)


@pytest.mark.parametrize(
    ("text", "operands"),
    [
        # 上海 2026, 广东 2026, 云南 2026
        ("跨国公司地区总部和外资研发中心增加多少家？", ("跨国公司地区总部", "外资研发中心")),
        (
            "天然气普及率提高了几个百分点？可再生能源装机占比呢？",
            ("天然气普及率提高了几个百分点", "可再生能源装机占比呢"),
        ),
        ("产业投资占比和民间投资占比各提高了多少个百分点？", ("产业投资占比", "民间投资占比")),
    ],
)
def test_the_change_of_each_of_several(text: str, operands: tuple[str, ...]) -> None:
    readings = reckonings_in(text)
    assert [r.form for r in readings] == [Form.CHANGE] and readings[0].operands[1:] == operands


def test_things_added_up_however_they_are_joined() -> None:
    for text in (
        "高新技术企业加上科技型中小企业总共多少家",
        "国内游客连同入境游客一共多少人次",
        "造林和种草合计多少万亩",
    ):
        [total] = [r for r in reckonings_in(text) if r.form is Form.SUM]
        assert len(total.operands) == 2


def test_a_proportion_compares_nothing() -> None:
    for text in ("可再生能源装机比重提高了几个百分点", "优良天数比例提高多少个百分点", "城乡收入比值下降了多少"):
        assert Form.PAIR not in [r.form for r in reckonings_in(text)] or "城乡" in text


def test_growth_a_year_beside_how_many_times() -> None:
    yearly = reckonings_in("GDP是的几倍，年均增长多少")[0]
    assert yearly.results == (Operation.GROWTH, Operation.RATIO, Operation.DIFFERENCE)
    gained = next(r for r in reckonings_in("居民收入平均每年增加多少元") if r.form is Form.YEARLY)
    assert gained.results == (Operation.MEAN, Operation.DIFFERENCE)


@pytest.mark.parametrize(
    ("text", "operands"),
    [
        # 杭州 2025, 宁夏 2026, 山西 2026
        ("按年末常住人口粗算，人均生产总值大概几万元？", ("生产总值大概几万元？", "年末常住人口")),
        ("人均GDP是多少，按常住人口估算", ("GDP是多少，", "常住人口")),
        ("人均GDP多少？用GDP总量除以人口算", ("GDP总量", "人口")),
    ],
)
def test_what_is_stated_per_head_may_be_worked_out(text: str, operands: tuple[str, str]) -> None:
    first = reckonings_in(text)[0]
    assert (first.form, first.operands, first.per, first.explicit) == (Form.QUOTIENT, operands, "人", True)
