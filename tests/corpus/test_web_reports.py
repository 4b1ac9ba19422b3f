"""Reports as pages of provinces give them: furniture a part a line, a look back on five years and on one, a glossary."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.corpus import read_reports
from qa.corpus.noise import RemovedKind, line_kind
from qa.records import Report, Role

TOP = "下载\n打印\n全屏\n收藏\n【字号：\n加大\n还原\n减小\n】\n您的位置:\n首页\n>\n要闻\n"
HEAD = "2016年贵州省政府工作报告\n——2016年1月26日在贵州省第十二届人民代表大会第四次会议上\n来源：\n贵州日报\n发表时间：\n2016-02-09 09:45:30\n省长 孙志刚\n"
PHOTO = "孙志刚作政府工作报告。本报记者 王明 摄\n"
OPENING = "各位代表：\n现在，我代表省人民政府，向大会报告工作，请予审议，并请省政协委员提出意见。\n"
FIVE = "五年来，我们坚持加速发展、加快转型、推动跨越，地区生产总值跨上万亿元台阶，年均增长12.5%，人民生活持续改善，各项事业全面进步。\n"
ONE = "刚刚过去的2015年，我们积极应对各种挑战，地区生产总值增长10.7%，一般公共预算收入增长10%，圆满完成了全年各项目标任务。\n"
PLAN = "“十三五”时期是全面建成小康社会的决胜阶段，要保持年均增长10%左右，着力补齐短板，确保如期脱贫，努力走出一条发展新路。\n"
NOW = "今年是“十三五”开局之年。全省经济社会发展的主要预期目标是：地区生产总值增长10%左右，固定资产投资增长18%，城镇新增就业65万人。\n"
END = "各位代表！让我们更加紧密地团结起来，坚定信心、真抓实干，为与全国同步全面建成小康社会而努力奋斗，不断开创新的局面！\n"
NOTES = "名词解释\n1.“双培”：是指对有条件的人员和企业分别进行培养和培育的一种工作办法。\n"
LINKS = "相关附件>>\n相关链接>>\n0123456789abcdef0123456789abcdef:\n贵州省第十二届人民代表大会第四次会议关于政府工作报告的决议\n打印本页\n2016年贵州省政府工作报告\n各位代表：现在，我代表省人民政府，向大会报告工作，请予审议。"


def read(tmp_path: Path, text: str) -> Report:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (report,) = read_reports([tmp_path], passage_chars=200).reports
    return report


def years(report: Report, words: str) -> tuple[Role, tuple[int, ...]]:
    at = report.text.index(words)
    section = next(section for section in report.sections if section.start <= at < section.end)
    return section.role, section.years


def body(back: str, *review: str) -> str:
    chapters = f"一、{back}\n{''.join(review)}二、“十三五”时期目标任务和2016年工作安排\n{PLAN}{NOW}{END}"
    return f"{TOP}{HEAD}{PHOTO}{OPENING}{chapters}"


def test_furniture_and_photographs_are_no_part_of_the_report(tmp_path: Path) -> None:
    report = read(tmp_path, f"{body('2015年工作回顾', ONE)}{LINKS}")
    lines = report.text.split("\n")
    assert lines[:4] == [
        "2016年贵州省政府工作报告",
        "——2016年1月26日在贵州省第十二届人民代表大会第四次会议上",
        "省长孙志刚",
        "各位代表：",
    ]
    assert lines[-1] == END.strip()
    assert report.speaker == "孙志刚"


@pytest.mark.parametrize(
    "line",
    [
        "全屏",
        "【字号：",
        "】",
        "×",
        "》》点击图片进入专题《《",
        "分享到微信",
        "相关报道：",
        "相关文档：",
        "图为建设中的大桥",
        "新华日报记者 张三 摄",
        "某省日报全媒体记者 李四 王五",
        "2026年02月10日 07时41分",
        "be341a59f1dd422394845dcb3fce09dc:",
    ],
)
def test_lines_of_furniture(line: str) -> None:
    assert line_kind(line, ()) is not None


@pytest.mark.parametrize(
    "line", ["要抓好收藏品市场。", "一、还原历史", "相关部门要抓好落实", "在座的记者朋友们", "下载量增长5%"]
)
def test_lines_of_reports(line: str) -> None:
    assert line_kind(line, ()) is None


def test_a_glossary_is_a_part_of_its_report(tmp_path: Path) -> None:
    for title in ("", "2016年贵州省政府工作报告\n", "附件\n《政府工作报告》"):
        report = read(tmp_path, f"{body('2015年工作回顾', ONE)}{title}{NOTES}")
        assert "双培" in report.text
        assert years(report, "“双培”") == (Role.OTHER, ())


FIVE_YEARS, LAST = (2011, 2012, 2013, 2014, 2015), (2015,)


@pytest.mark.parametrize(
    ("back", "first", "last"),
    [("“十二五”时期和2015年工作回顾", FIVE, ONE), ("2015年和“十二五”时期工作回顾", ONE, FIVE)],
)
def test_a_look_back_on_five_years_and_on_one(tmp_path: Path, back: str, first: str, last: str) -> None:
    report = read(tmp_path, body(back, first, last))
    assert years(report, "年均增长12.5%") == (Role.REVIEW, FIVE_YEARS)
    assert years(report, "增长10.7%") == (Role.REVIEW, LAST)
    assert years(report, "年均增长10%")[1] == (2016, 2017, 2018, 2019, 2020)
    assert years(report, "固定资产投资增长18%") == (Role.TARGETS, (2016,))

    assert report.reviewed == FIVE_YEARS
    assert report.planned == (2016, 2017, 2018, 2019, 2020)


def test_a_report_on_one_year_looks_back_on_it_alone(tmp_path: Path) -> None:
    text = f"{TOP}{HEAD}{OPENING}一、2015年工作回顾\n{ONE}二、2016年工作安排\n{NOW}{END}"
    report = read(tmp_path, text)
    assert (report.reviewed, report.planned) == ((2015,), (2016,))


def test_the_years_that_a_user_says_stay(tmp_path: Path) -> None:
    said = '["a.txt"]\nreviewed = [2015]\nplanned = [2016]\n'
    (tmp_path / "reports.toml").write_text(said, encoding="utf-8")
    report = read(tmp_path, body("“十二五”时期和2015年工作回顾", FIVE, ONE))
    assert (report.reviewed, report.planned) == ((2015,), (2016,))


@pytest.mark.parametrize(
    ("back", "review"),
    [
        ("2015年工作回顾和“十二五”发展主要成绩", f"{ONE}五年来，{FIVE}"),
        ("2015年工作总结和“十二五”发展成就", f"{ONE}过去五年，{FIVE}"),
        ("2015年和“十二五”时期工作回顾", f"{ONE}这五年是发展最好的五年，{FIVE}"),
    ],
)
def test_openings_of_a_look_back_on_five_years(tmp_path: Path, back: str, review: str) -> None:
    report = read(tmp_path, body(back, review))
    assert years(report, "增长10.7%") == (Role.REVIEW, LAST)
    assert years(report, "年均增长12.5%") == (Role.REVIEW, FIVE_YEARS)
    assert report.reviewed == FIVE_YEARS


def test_the_plan_that_is_put_before_the_assembly(tmp_path: Path) -> None:
    """As Shanghai does: the chapter on the next plan opens with a look back on the last one."""
    chapter = "二、关于《贵州省国民经济和社会发展第十三个五年规划纲要（草案）》的说明"
    text = f"{TOP}{HEAD}{OPENING}一、2015年工作回顾\n{ONE}{chapter}\n“十二五”时期，{FIVE}{PLAN}三、2016年主要任务\n{NOW}{END}"
    report = read(tmp_path, text)
    assert years(report, "年均增长12.5%") == (Role.REVIEW, FIVE_YEARS)
    assert years(report, "年均增长10%")[1] == (2016, 2017, 2018, 2019, 2020)
    assert (report.reviewed, report.planned) == (FIVE_YEARS, (2016, 2017, 2018, 2019, 2020))


def test_a_chapter_without_a_number_may_look_back_on_five_years(tmp_path: Path) -> None:
    text = f"{HEAD}{OPENING}“十二五”时期工作回顾\n{FIVE}{ONE}“十三五”时期主要目标任务\n{PLAN}2016年重点工作\n{NOW}{END}"
    report = read(tmp_path, text)
    assert report.reviewed == FIVE_YEARS
    assert years(report, "增长10.7%") == (Role.REVIEW, LAST)


def test_a_caption_is_told_from_the_text() -> None:
    assert line_kind("图为建设中的大桥", ()) is RemovedKind.CAPTION
