"""What questions say of the telling alone."""

from __future__ import annotations

import pytest

from qa.wording.telling import without_asides, without_telling


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # 宁夏 2026, 辽宁 2026, 张家口 2007
        ("各省报告里给出PM2.5浓度具体读数的，从低到高排", "各省PM2.5浓度的，从低到高排"),
        ("要建多少亩高标准农田，报了数的省份都列一下", "要建多少亩高标准农田，的省份都列一下"),
        ("哪些市在报告里写明了造林面积的确切数字", "哪些市造林面积的"),
        ("来了多少境外游客，哪些省份在报告里给了人次？", "来了多少境外游客，哪些省份人次？"),
        ("公布了技术合同成交额数额的有哪几个省？", "技术合同成交额数额的有哪几个省？"),
        ("谁的排名高？（只说五年水平的不算）", "谁的排名高？"),
        ("人均GDP由高到低列出来，写成美元的不用管。", "人均GDP由高到低列出来。"),
        # 2025 深圳, 2025 深圳, 2026 provinces
        ("最低工资标准比调整前高了多少", "最低工资标准高了多少"),
        ("可调负荷要在现有基础上再加多少万千瓦", "可调负荷要在现有再加多少万千瓦"),
        ("目标定在5%以下（不含5%）的有几个", "目标定在低于5%的有几个"),
    ],
)
def test_the_telling_is_left_out(text: str, left: str) -> None:
    assert without_telling(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "没给出具体数字的省有哪些",
        "报告里提到数字经济的省份",
        "报告里写了“人工智能”的省有几个",
        "写出数字经济增加值的有哪些",
        "这份报告写了什么数字",
        "要建（含改造）多少亩高标准农田",
    ],
)
def test_what_is_asked_about_stays(text: str) -> None:
    assert without_telling(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # 贵州 2010, 西藏 2026, 甘肃 2026
        ("接待入境（境外）游客多少人次", "接待入境游客多少人次"),
        ("重点（重大）项目投资目标", "重点项目投资目标"),
        ("研发投入占比（研发强度）到了多少", "研发投入占比到了多少"),
        ("小学初中（义务教育）占几成", "小学初中（义务教育）占几成"),
        ("拿钱不拿房的（货币化安置）要占到多少", "拿钱不拿房的（货币化安置）要占到多少"),
        ("目标是多少（2026年报告）", "目标是多少（2026年报告）"),
    ],
)
def test_other_words_for_a_part_of_a_name(text: str, left: str) -> None:
    assert without_asides(text) == left
