"""What reports say of themselves; the expected lines were read in the files by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.corpus.corrections import Correction
from qa.corpus.facts import facts_of
from qa.corpus.identify import identify
from qa.corpus.read import read_reports
from qa.records import FactKind, Report
from qa.settings import ROOT

BODY = "\n各位代表：\n现在，我代表省人民政府，向大会报告工作，请予审议。\n一、2025年工作回顾\n经济平稳增长。\n二、2026年主要任务\n抓好工作。"
#: The heads of provincial reports of 2026, as cleaning leaves them.
HEADS = {
    "上海": (
        "2026年上海市政府工作报告\n——2026年2月3日在上海市第十六届人民代表大会第四次会议上\n上海市市长龚正" + BODY,
        ("龚正", "上海市市长", "上海市第十六届人民代表大会第四次会议", "2026-02-03"),
    ),
    "云南, run together": (
        "2026年政府工作报告】——2026年1月28日在云南省第十四届人民代表大会第四次会议上省长王予波" + BODY.lstrip(),
        ("王予波", "省长", "云南省第十四届人民代表大会第四次会议", "2026-01-28"),
    ),
    "四川, under the day of publication": (
        "2026年四川省人民政府工作报告\n2026年02月10日07时41分\n四川日报】2026年2月3日在四川省第十四届人民代表大会第五次会议上四川省人民政府省长施小琳"
        + BODY.lstrip(),
        ("施小琳", "四川省人民政府省长", "四川省第十四届人民代表大会第五次会议", "2026-02-03"),
    ),
    "湖南, office in a caption": (
        "2026年湖南省政府工作报告\n——2026年2月3日在湖南省第十四届人民代表大会第四次会议上\n毛伟明\n省长毛伟明作政府工作报告。"
        + BODY,
        ("毛伟明", "省长", "湖南省第十四届人民代表大会第四次会议", "2026-02-03"),
    ),
    "甘肃, Chinese date, no 第": (
        "2026年甘肃省政府工作报告\n——二〇二六年一月二十七日在甘肃省十四届人民代表大会第四次会议上\n甘肃省省长任振鹤"
        + BODY,
        ("任振鹤", "甘肃省省长", "甘肃省十四届人民代表大会第四次会议", "2026-01-27"),
    ),
    "西藏": (
        "2026年西藏自治区政府工作报告\n——2026年1月31日在西藏自治区第十二届人民代表大会第四次会议上\n自治区主席嘎玛泽登"
        + BODY,
        ("嘎玛泽登", "自治区主席", "西藏自治区第十二届人民代表大会第四次会议", "2026-01-31"),
    ),
}
WANTED = (FactKind.SPEAKER, FactKind.OFFICE, FactKind.MEETING, FactKind.DATE)
#: File, then speaker, office, meeting, date: None where the file does not say.
FILES = {
    "seeds/000_82700d1c9651b7d2.txt": (None, None, None, None),
    "seeds/001_44ee1ee1580b579e.txt": (
        "武卫东",
        "张家口市人民政府市长",
        "张家口市第十四届人民代表大会第一次会议",
        "2017-04-10",
    ),
    "seeds/002_b9df181be4e52f5e.txt": (
        "李克良",
        "张家口市人民政府市长",
        "张家口市第十五届人民代表大会第六次会议",
        "2024-01-30",
    ),
    "seeds/003_3c13c37c483039f8.txt": (None, None, None, None),
    "seeds/004_2ab0b7fffd9cd998.txt": ("赵江涛", None, "包头市第十五届人民代表大会第一次会议", "2018-01-06"),
    "tests/questions/reports/N1_宜昌市2021年政府工作报告.txt": (
        None,
        "宜昌市人民政府市长",
        "宜昌市第六届人民代表大会第六次会议",
        "2021-01-27",
    ),
    "tests/questions/reports/N2_宜昌市2022年政府工作报告.txt": (
        None,
        None,
        "宜昌市第七届人民代表大会第一次会议",
        "2022-01-06",
    ),
    "tests/questions/reports/N3_诸暨市2019年政府工作报告.md": (
        None,
        "市人民政府市长",
        "诸暨市第十七届人民代表大会第三次会议",
        "2019-02-18",
    ),
    "tests/questions/reports/N4_陕西省2013年政府工作报告.txt": (
        None,
        None,
        "陕西省第十二届人民代表大会第一次会议",
        "2013-01-22",
    ),
    "tests/questions/reports/R1_重庆市万州区2020年政府工作报告.txt": (
        None,
        "区人民政府区长",
        "万州区第五届人民代表大会第五次会议",
        "2020-01-08",
    ),
    "tests/questions/reports/R2_黑龙江省大庆市2016年政府工作报告.txt": (
        None,
        None,
        "大庆市第九届人民代表大会第五次会议",
        "2016-01-12",
    ),
    "tests/questions/reports/R3_广东省惠州市2023年政府工作报告.html": (
        None,
        None,
        "惠州市第十三届人民代表大会第三次会议",
        "2023-02-08",
    ),
    "tests/questions/reports/R4_四川省2002年政府工作报告.txt": (
        None,
        None,
        "四川省第九届人民代表大会第五次会议",
        "2002-01-24",
    ),
}


def values(report: Report) -> tuple[str | None, ...]:
    said = {fact.kind: fact.value for fact in report.facts}
    return tuple(said.get(kind) for kind in WANTED)


@pytest.mark.parametrize("name", HEADS)
def test_heads(name: str) -> None:
    text, wanted = HEADS[name]
    facts = facts_of(text, identify(text, "a.txt"))
    assert tuple(next(f.value for f in facts if f.kind is kind) for kind in WANTED) == wanted
    for fact in facts:
        assert fact.start is not None and fact.end is not None
        if fact.kind is not FactKind.DATE:
            assert text[fact.start : fact.end] == fact.value


@pytest.mark.parametrize("file", FILES)
def test_files(file: str) -> None:
    report, *_ = read_reports([ROOT / file], passage_chars=260).reports
    assert values(report) == FILES[file]
    for fact in report.facts:
        assert fact.start is not None and fact.end is not None
        assert fact.kind is FactKind.DATE or report.text[fact.start : fact.end].replace(" ", "") == fact.value
    dates = [report.text[fact.start : fact.end] for fact in report.facts if fact.kind is FactKind.DATE]
    assert all(date.startswith(str(report.year)) for date in dates)


def test_the_number_of_the_session() -> None:
    text, _ = HEADS["上海"]
    session = next(f for f in facts_of(text, identify(text, "a.txt")) if f.kind is FactKind.SESSION)
    assert (session.value, text[session.start : session.end]) == ("第四次会议", "第四次会议")


def test_what_a_user_said_stands_in_no_line(tmp_path: Path) -> None:
    text = "承德市2024年政府工作报告" + BODY
    facts = facts_of(text, identify(text, "a.txt", Correction(speaker="王伟")))
    assert [(f.kind, f.value, f.start, f.end) for f in facts] == [(FactKind.SPEAKER, "王伟", None, None)]
