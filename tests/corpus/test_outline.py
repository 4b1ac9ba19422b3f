import pytest

from qa.corpus.clean import clean
from qa.corpus.outline import outline
from qa.records import Role, Section

FILL = "全市上下团结奋斗，各项事业取得新的进步，经济社会保持平稳健康发展，人民生活水平进一步改善，社会大局和谐稳定。"


def sections(text: str, year: int = 2020, reviewed: tuple[int, ...] = (2019,)) -> tuple[str, tuple[Section, ...]]:
    cleaned = clean(text)
    return cleaned.text, outline(cleaned, year, reviewed)


def at(text: str, words: str, year: int = 2020, reviewed: tuple[int, ...] = (2019,)) -> Section:
    """The section in which ``words`` stand."""
    cleaned, found = sections(text, year, reviewed)
    offset = cleaned.index(words)
    return next(section for section in found if section.start <= offset < section.end)


PLAIN = f"""黄山市2020年政府工作报告
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2019年工作回顾
甲甲{FILL}
（一）产业升级步伐加快。乙乙{FILL}
（二）城乡面貌明显改观
丙丙{FILL}
1.中心城区提质。丁丁{FILL}
一是畅通道路。戊戊{FILL}
各位代表！回顾一年来的工作，己己{FILL}
在肯定成绩的同时，我们也清醒地看到，我市发展还存在不少困难和问题：庚庚{FILL}
二、2020年目标任务
今年政府工作的总体要求是：辛辛{FILL}
今年经济社会发展的主要预期目标是：地区生产总值增长6.5%，财政收入增长5%，居民收入增长7%。
（一）抓好项目建设。壬壬{FILL}
（二）加强政府自身建设。癸癸{FILL}
各位代表！子子{FILL}让我们更加紧密地团结起来，努力奋斗！"""


@pytest.mark.parametrize(
    ("words", "path", "role", "years"),
    [
        ("请予审议", (), Role.OTHER, ()),
        ("甲甲", ("一、2019年工作回顾",), Role.REVIEW, (2019,)),
        ("乙乙", ("一、2019年工作回顾", "（一）产业升级步伐加快"), Role.REVIEW, (2019,)),
        ("丙丙", ("一、2019年工作回顾", "（二）城乡面貌明显改观"), Role.REVIEW, (2019,)),
        ("丁丁", ("一、2019年工作回顾", "（二）城乡面貌明显改观", "1.中心城区提质"), Role.REVIEW, (2019,)),
        ("己己", ("一、2019年工作回顾",), Role.REVIEW, (2019,)),
        ("庚庚", ("一、2019年工作回顾",), Role.OTHER, (2019,)),
        ("辛辛", ("二、2020年目标任务",), Role.TASKS, (2020,)),
        ("增长6.5%", ("二、2020年目标任务",), Role.TARGETS, (2020,)),
        ("壬壬", ("二、2020年目标任务", "（一）抓好项目建设"), Role.TASKS, (2020,)),
        ("癸癸", ("二、2020年目标任务", "（二）加强政府自身建设"), Role.SELF_BUILDING, (2020,)),
        ("子子", ("二、2020年目标任务",), Role.OTHER, (2020,)),
    ],
)
def test_path_role_and_years(words: str, path: tuple[str, ...], role: Role, years: tuple[int, ...]) -> None:
    section = at(PLAIN, words)
    assert (section.path, section.role, section.years) == (path, role, years)


def test_the_run_in_heading_stays_in_the_text() -> None:
    text, _ = sections(PLAIN)
    assert text[at(PLAIN, "乙乙").start :].startswith("（一）产业升级步伐加快。乙乙")


def test_a_chapter_title_goes_with_the_text_below() -> None:
    text, _ = sections(PLAIN)
    assert text[at(PLAIN, "甲甲").start :].startswith("一、2019年工作回顾\n甲甲")


UNNUMBERED = f"""各位代表：
现在，我代表市人民政府报告工作，请予审议。
本市第七届人民政府任期是从2012年3月开始的。甲甲{FILL}
四年来，产业结构得到优化。乙乙{FILL}
四年来，城乡面貌明显提升。丙丙{FILL}
同时，我们也清醒地看到存在的困难和问题。丁丁{FILL}
今后五年，要着力做好三个方面工作。
（一）聚力产业振兴。戊戊{FILL}
（二）聚力民生改善。己己{FILL}
2016年的主要预期目标是：地区生产总值增长7%，财政收入增长6%，居民收入增长8%。
重点推进两个方面工作：
（一）扎实推进项目建设。庚庚{FILL}
（二）扎实推进自身建设。辛辛{FILL}"""


@pytest.mark.parametrize(
    ("words", "role", "years"),
    [
        ("甲甲", Role.REVIEW, (2012, 2013, 2014, 2015)),
        ("乙乙", Role.REVIEW, (2012, 2013, 2014, 2015)),
        ("丁丁", Role.OTHER, (2015,)),
        ("戊戊", Role.TASKS, (2016, 2017, 2018, 2019, 2020)),
        ("己己", Role.TASKS, (2016, 2017, 2018, 2019, 2020)),
        ("增长7%", Role.TARGETS, (2016,)),
        ("庚庚", Role.TASKS, (2016,)),
        ("辛辛", Role.SELF_BUILDING, (2016,)),
    ],
)
def test_a_report_without_chapters(words: str, role: Role, years: tuple[int, ...]) -> None:
    section = at(UNNUMBERED, words, 2016, (2012, 2013, 2014, 2015))
    assert (section.role, section.years) == (role, years)


def test_a_line_before_a_row_heads_it() -> None:
    section = at(UNNUMBERED, "戊戊", 2016, (2012, 2013, 2014, 2015))
    assert section.path == ("今后五年，要着力做好三个方面工作", "（一）聚力产业振兴")


TERM = f"""一、过去五年工作回顾
——综合实力不断提升。甲甲{FILL}
各位代表，刚刚过去的2021年，乙乙{FILL}
一是稳运行成效明显。丙丙{FILL}{FILL}
各位代表！五年的成就来之不易。丁丁{FILL}
二、今后五年的总体思路
戊戊{FILL}
三、2022年重点工作
己己{FILL}
过去五年，外事工作取得进展。庚庚{FILL}"""


@pytest.mark.parametrize(
    ("words", "role", "years"),
    [
        ("甲甲", Role.REVIEW, (2017, 2018, 2019, 2020, 2021)),
        ("乙乙", Role.REVIEW, (2021,)),
        ("丙丙", Role.REVIEW, (2021,)),
        ("丁丁", Role.REVIEW, (2017, 2018, 2019, 2020, 2021)),
        ("戊戊", Role.TARGETS, (2022, 2023, 2024, 2025, 2026)),
        ("己己", Role.TASKS, (2022,)),
        ("庚庚", Role.REVIEW, (2017, 2018, 2019, 2020, 2021)),
    ],
)
def test_a_term_and_its_last_year(words: str, role: Role, years: tuple[int, ...]) -> None:
    section = at(TERM, words, 2022, (2017, 2018, 2019, 2020, 2021))
    assert (section.role, section.years) == (role, years)


def test_chapters_numbered_one_level_down() -> None:
    text = f"（一）关于经济形势\n{FILL}\n（二）关于改革\n{FILL}\n一、价格改革。甲甲{FILL}\n结束语\n{FILL}"
    assert at(text, "甲甲").path == ("（二）关于改革", "一、价格改革")
    _, found = sections(text)
    assert [section.path[0] for section in found][-1] == "结束语"


def test_lead_sentences_head_paragraphs_only_in_rows() -> None:
    row = f"一、重点工作\n抓好产业项目。甲甲{FILL}\n加强设施建设。乙乙{FILL}\n全市工作平稳，丙丙{FILL}"
    assert at(row, "乙乙").path == ("一、重点工作", "加强设施建设")
    assert at(row, "丙丙").path == ("一、重点工作",)
    assert at(f"一、重点工作\n农业关乎全局。甲甲{FILL}\n全市，{FILL}", "甲甲").path == ("一、重点工作",)


def test_bold_and_markdown_headings_of_wrong_level() -> None:
    text = f"# 报告\n\n## 一、2019年工作回顾\n\n{FILL}\n\n### 二、2020年工作\n\n**（一）抓项目。**甲甲{FILL}\n\n**抓民生，促和谐。**乙乙{FILL}"
    assert at(text, "甲甲").path == ("二、2020年工作", "（一）抓项目")
    assert at(text, "乙乙").path == ("二、2020年工作", "（一）抓项目", "抓民生，促和谐")


BARE = f"""黄山市2022年政府工作报告
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
过去五年和2021年工作回顾
五年来，甲甲{FILL}
2021年是本届政府的收官之年。乙乙{FILL}
一、产业升级步伐加快。丙丙{FILL}
二、城乡面貌明显改观。丁丁{FILL}
今后五年的总体思路和奋斗目标
今后五年，戊戊{FILL}
——经济实力跃上新台阶。己己{FILL}高新技术企业达到1500家，研发投入强度提高到3.2%，城镇化率达到69%。{FILL}
2022年工作安排
综合考虑各种因素，庚庚{FILL}
一、扩大有效需求。辛辛{FILL}
"""


@pytest.mark.parametrize(
    ("words", "chapter", "role", "years"),
    [
        ("甲甲", "过去五年和2021年工作回顾", Role.REVIEW, (2017, 2018, 2019, 2020, 2021)),
        ("乙乙", "过去五年和2021年工作回顾", Role.REVIEW, (2021,)),
        ("丁丁", "过去五年和2021年工作回顾", Role.REVIEW, (2021,)),
        ("戊戊", "今后五年的总体思路和奋斗目标", Role.TARGETS, (2022, 2023, 2024, 2025, 2026)),
        ("己己", "今后五年的总体思路和奋斗目标", Role.TARGETS, (2022, 2023, 2024, 2025, 2026)),
        ("庚庚", "2022年工作安排", Role.TASKS, (2022,)),
        ("辛辛", "2022年工作安排", Role.TASKS, (2022,)),
    ],
)
def test_chapters_without_numbers(words: str, chapter: str, role: Role, years: tuple[int, ...]) -> None:
    section = at(BARE, words, 2022, (2017, 2018, 2019, 2020, 2021))
    assert section.path[0] == chapter
    assert (section.role, section.years) == (role, years)


def test_a_plan_looked_back_on_beside_its_last_year() -> None:
    text = f"""黄山市2016年政府工作报告
一、2015年和“十二五”时期工作回顾
2015年，甲甲{FILL}
五年来，乙乙{FILL}
——综合实力在攻坚中提升。丙丙{FILL}
二、“十三五”时期奋斗目标
丁丁{FILL}
"""
    years = {words: at(text, words, 2016, (2015,)).years for words in ("甲甲", "乙乙", "丙丙", "丁丁")}
    plan = (2011, 2012, 2013, 2014, 2015)
    assert years == {"甲甲": (2015,), "乙乙": plan, "丙丙": plan, "丁丁": (2016, 2017, 2018, 2019, 2020)}


def test_a_chapter_on_what_is_amiss_looks_back() -> None:
    """As 兰考 2023 has it; what was done about an old problem is none: 国务院 2018."""
    text = (
        "一、2019年工作回顾\n过去一年，生产总值增长6%。\n针对长期存在的重审批、轻监管问题，企业开办时间缩短三分之一。\n"
        "二、存在的困难和挑战\n我们也清醒认识到，发展仍存在不少困难和问题：总量不大。\n三、2020年目标任务\n生产总值增长6%。"
    )
    assert (at(text, "总量不大").role, at(text, "总量不大").years) == (Role.OTHER, (2019,))
    assert (at(text, "缩短三分之一").role, at(text, "增长6%。\n针").role) == (Role.REVIEW, Role.REVIEW)
