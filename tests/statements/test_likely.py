"""What is left unread could not have been near what is asked."""

from __future__ import annotations

import numpy as np
import pytest

from qa.question.wanted import wanted_of
from qa.statements.columns import Columns
from qa.statements.likely import Likely
from qa.statements.match import NEAR, likeness, matching
from tests.answer.fakes import shared_words
from tests.samples import make_report
from tests.statements.read import tellings

REPORT, _ = make_report(
    "临江市",
    2021,
    [
        "地区生产总值达到500亿元，增长6.1%。", "全市生产总值增长6%。", "新建农村公路320公里，改造危桥52座。", "改造城镇老旧小区1700个。",
        "国有企业利润12亿元，增长9%。", "规模以上工业增加值增长7.3%。", "葡萄获得丰收，外贸出口12亿元。", "社会消费75亿元。",
        "城镇新增就业4.3万人，城镇登记失业率4%。", "森林覆盖率达到41.2%。", "PM2.5平均浓度下降12%。", "R&D经费占生产总值比重达到2.1%。",
        "居民人均可支配收入分别达到44230元和15870元。", "民间投资增长9%。", "旅居人数超550万。", "高标准农田476万亩。",
    ],
    [],
)  # fmt: skip
TOLD = tellings(REPORT)
COLUMNS = Columns.of(told.statement for told in TOLD)
ROWS = np.arange(len(COLUMNS))


@pytest.mark.parametrize(
    "asked",
    [
        "地区生产总值增速", "GDP是多少", "gdp增长多少", "新建农村公路多少公里", "危桥改造多少座", "老旧小区改造了多少个",
        "国企利润多少", "规上工业增速", "葡萄出口多少", "消费额是多少", "失业率", "森林覆盖率", "PM2.5浓度降了多少", "R&D经费占比",
        "农牧民人均能支配多少钱", "民间投资", "投资增长多少", "旅居的人有多少", "高标准农田面积", "增长多少", "谁最高", "(a|b)*.+?[ #&-] 公路",
    ],
)  # fmt: skip
def test_whatever_is_near_is_likely(asked: str) -> None:
    wanted = wanted_of(asked, shared_words())
    found = Likely(COLUMNS, matching(wanted)).among(ROWS).tolist()
    near = [row for row, told in enumerate(TOLD) if likeness(wanted, told.statement, told.sentence).score >= NEAR]
    assert set(near) <= set(found)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("国企利润多少", {"国有企业利润"}),
        ("老旧小区改造了多少个", {"改造城镇老旧小区"}),
        ("失业率", {"城镇登记失业率"}),
        ("婚庆", set[str]()),
    ],
)
def test_little_else_is_read(asked: str, names: set[str]) -> None:
    likely = Likely(COLUMNS, matching(wanted_of(asked, shared_words())))
    for _ in range(2):
        found = {COLUMNS.statement(row).indicator for row in likely.among(ROWS).tolist()}
        assert names <= found
        assert len(found) <= len(names) + 1


def test_rows_keep_their_order() -> None:
    likely = Likely(COLUMNS, matching(wanted_of("地区生产总值", shared_words())))
    found = likely.among(ROWS[::-1]).tolist()
    assert found and found == sorted(found, reverse=True)
