from __future__ import annotations

import pytest

from qa.wording.offices import office_alone, office_of


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("河北省人民政府省长 王正谱", "王正谱", "河北省人民政府省长"),
        ("上海市市长龚正\n", "龚正", "上海市市长"),
        ("——2026年1月28日在云南省第十四届人民代表大会第四次会议上省长王予波各位代表：", "王予波", "省长"),
        ("第五次会议上四川省人民政府省长施小琳各位代表：", "施小琳", "四川省人民政府省长"),
        ("在省人民会堂开幕。省长毛伟明作政府工作报告。", "毛伟明", "省长"),
        ("国务院总理 李克强", "李克强", "国务院总理"),
        ("昆明市代市长 张 祖 林", "张祖林", "昆明市代市长"),
        ("许昌市人民政府代理市长 史根治", "史根治", "许昌市人民政府代理市长"),
        ("自治区主席 嘎玛泽登", "嘎玛泽登", "自治区主席"),
        ("某某市市长（代） 王伟", "王伟", "某某市市长（代）"),
    ],
)
def test_the_office_before_a_name(text: str, name: str, office: str) -> None:
    found = office_of(name, text)
    assert found and found[1] == office


def test_a_name_without_an_office() -> None:
    assert office_of("赵江涛", "——2018年1月6日在包头市第十五届人民代表大会第一次会议上\n赵江涛\n各位代表：") is None


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("政府工作报告\n宜昌市人民政府市长\n", "宜昌市人民政府市长"),
        ("2019年2月18日在诸暨市第十七届人民代表大会第三次会议上市人民政府市长\n", "市人民政府市长"),
    ],
)
def test_an_office_without_a_name(text: str, office: str) -> None:
    found = office_alone(text)
    assert found and found[1] == office
    assert office_alone("昆明市市长 张祖林") is None
