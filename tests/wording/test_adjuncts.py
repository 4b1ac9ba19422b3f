"""What stands before a name and is no part of it."""

from __future__ import annotations

import pytest

from qa.wording.adjuncts import DONE_ASIDE, EVERYWHERE, without_adjuncts, without_towards


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("面向共建“一带一路”国家布局建设科技合作载体", "布局建设科技合作载体"),  # 2026 海南
        ("其中根据当地资源禀赋打造特色服务区", "打造特色服务区"),  # 2026 广东
        ("与国内知名医疗机构合作共建院士工作站", "共建院士工作站"),  # 2018 包头
        ("中央决定将农民人均纯收入", "农民人均纯收入"),  # 2012 国务院
        ("这项目", "项目"),  # 1978 国务院
        ("围绕钛产业链", "围绕钛产业链"),
        ("预计数", ""),  # 2009 国务院: 比上年预计数增加439亿元
        ("预算执行数", ""),
        ("较决算数", ""),
        ("光伏制造业营收受价格下行影响", "光伏制造业营收"),  # 2026 安徽
        ("受理案件", "受理案件"),
        ("受灾人口受暴雨影响", "受灾人口"),
        ("这里的农民", "这里的农民"),
        ("新建高标准农田", "新建高标准农田"),
    ],
)
def test_adjuncts(said: str, name: str) -> None:
    assert without_adjuncts(said) == name


def test_whom_a_trade_is_with_stays() -> None:
    assert without_towards("对东盟进出口") == "对东盟进出口"
    assert without_towards("对困难家庭发放补贴") == "困难家庭发放补贴"


@pytest.mark.parametrize(
    ("aside", "belongs"), [("改", True), ("改扩", True), ("续", True), ("试行", False), ("扩权", False)]
)
def test_an_aside_that_belongs_to_what_is_done(aside: str, belongs: bool) -> None:
    # 2026 四川: 新（改）建农村公路, 新（改）建高标准农田, 新（改）建农村卫生厕所
    assert bool(DONE_ASIDE.fullmatch(aside)) is belongs


@pytest.mark.parametrize(
    ("clause", "everywhere"),
    [
        ("从中央到地方", True),
        ("从城市到乡村", True),
        ("上至部委下至乡镇", True),
        ("从严治党", False),
        ("由大到强转变", False),
    ],
)
def test_how_far_something_goes(clause: str, everywhere: bool) -> None:
    # 1985 国务院
    assert bool(EVERYWHERE.fullmatch(clause)) is everywhere
