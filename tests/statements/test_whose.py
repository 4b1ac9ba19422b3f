"""The place of a figure that is not that of its report."""

from __future__ import annotations

import pytest

from qa.statements.whose import place_and_name


@pytest.mark.parametrize(
    ("name", "home", "place", "told"),
    [
        ("全国重点港口", "河北省", "河北省", "全国重点港口"),
        ("全国粮食产量", "河北省", "全国", "粮食产量"),
        ("大连经济总量", "辽宁省", "大连市", "大连经济总量"),
        ("大连经济总量", "四川省", "四川省", "大连经济总量"),
        ("沈阳都市圈跨域通办事项", "辽宁省", "沈阳都市圈", "沈阳都市圈跨域通办事项"),
        (
            "陵水黎安国际教育创新试验区在园师生",
            "海南省",
            "陵水黎安国际教育创新试验区",
            "陵水黎安国际教育创新试验区在园师生",
        ),
        ("长沙机场旅客年吞吐量", "湖南省", "湖南省", "长沙机场旅客年吞吐量"),
        ("成渝地区双城经济圈经济总量", "四川省", "成渝地区双城经济圈", "成渝地区双城经济圈经济总量"),
        ("大庆经济总量", "大庆市", "大庆市", "大庆经济总量"),
        ("经济总量", None, None, "经济总量"),
        ("崇州市新建高标准农田", "成都市", "崇州市", "崇州市新建高标准农田"),
        ("阜阳市肉牛饲养量", "安徽省", "阜阳市", "阜阳市肉牛饲养量"),
        ("成都市域铁路里程", "四川省", "四川省", "成都市域铁路里程"),
    ],
)
def test_place_and_name(name: str, home: str | None, place: str | None, told: str) -> None:
    assert place_and_name(name, home) == (place, told)
