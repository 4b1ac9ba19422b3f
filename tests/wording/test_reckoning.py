"""Which reckoning a question asks for."""

from __future__ import annotations

import pytest

from qa.records import Form
from qa.wording.reckoning import given, plainly, reckonings_in, years_before


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


def test_parts_of_the_wording() -> None:
    assert given("拿银行的存款和贷款余额算算") == ("银行的存款", "贷款余额")
    assert plainly("营造林面积") == "营造林"
    assert [years_before(text) for text in ("上一年是多少", "五年前是多少", "比上年多多少")] == [1, 5, 0]
    [change] = [r for r in reckonings_in("优质钢比重提高了几个点，转化率又提高了几个") if r.form is Form.CHANGE]
    assert len(change.operands) == 3


def test_what_is_told_apart_is_no_product_and_no_quotient() -> None:
    forms = [r.form for r in reckonings_in("拿城乡居民人均可支配收入算一算：城里比农村多多少元，是几倍")]
    assert Form.PAIR in forms and not {Form.PRODUCT, Form.QUOTIENT} & set(forms)
