"""Which years, and whether results or targets, the paragraphs of a report speak of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.records import Basis, Report, Role, Section
from qa.statements.focus import Speaking
from tests.samples import make_report


def report(year: int | None, *sections: Section, reviewed: tuple[int, ...] = ()) -> Report:
    made, _ = make_report("湖南省", year or 2000, ["。"], [])
    return replace(made, year=year, reviewed=reviewed, sections=sections)


def section(path: str, role: Role, *years: int) -> Section:
    return Section((path,), 0, 1, role, years)


def follow(made: Report, *openings: tuple[Section, str]) -> list[tuple[int | None, int | None, str]]:
    speaking = Speaking(made)
    told = [speaking.of(where, opening) for where, opening in openings]
    return [(focus.first, focus.last, focus.basis.value) for focus in told]


def test_a_review_of_a_year_and_of_a_term_in_one_chapter() -> None:
    """As most provincial reports of 2026 do."""
    back = section("一、2025年工作和“十四五”回顾", Role.REVIEW, 2025)
    assert (
        follow(
            report(2026, back),
            (back, "2025年，地区生产总值增长5%。"),
            (back, "经济稳中有进。"),
            (back, "“十四五”时期，综合实力跃上新台阶。"),
            (back, "五年来，民生持续改善。"),
            (back, "创新能力增强。"),
        )
        == [(2025, 2025, "result")] * 2 + [(2021, 2025, "result")] * 3
    )


def test_a_plan_of_a_year_and_of_five() -> None:
    ahead = section("二、“十五五”时期目标和2026年工作", Role.TARGETS, 2026, 2027, 2028, 2029, 2030)
    assert follow(
        report(2026, ahead), (ahead, "主要目标是。"), (ahead, "2026年，地区生产总值增长5%左右。"), (ahead, "抓好就业。")
    ) == [(2026, 2030, "target"), (2026, 2026, "target"), (2026, 2026, "target")]


def test_a_plan_that_begins_with_what_the_last_one_brought() -> None:
    ahead = section("二、关于“十五五”规划纲要的说明", Role.TASKS, 2026)
    assert follow(
        report(2026, ahead), (ahead, "“十四五”时期，发展极不寻常。"), (ahead, "这五年，改革显成效。"), (ahead, "到2030年，迈上新台阶。")
    ) == [(2021, 2025, "result"), (2021, 2025, "result"), (2030, 2030, "target")]  # fmt: skip


def test_a_review_that_goes_on_to_the_next_plan() -> None:
    """As 广西 2026: the review of a term and the targets of the next share a chapter."""
    back = section("二、“十四五”时期发展成就和“十五五”时期主要目标任务", Role.REVIEW, 2021, 2022, 2023, 2024, 2025)
    assert follow(
        report(2026, back),
        (back, "“十四五”时期，广西发展历程极不寻常。"),
        (back, "“十五五”时期是大有可为的关键时期。"),
        (back, "“十五五”开局在望。"),
    ) == [(2021, 2025, "result"), (2026, 2030, "target"), (2026, 2030, "target")]


def test_a_year_set_against_another_speaks_for_what_follows() -> None:
    back = section("一、回顾", Role.REVIEW, 1992)
    speaking = Speaking(report(1993, back))
    assert speaking.of(back, "生活提高。").first == 1992
    speaking.compared(1988, 1992, Basis.RESULT)
    assert (speaking.of(back, "交通发展。").first, speaking.of(back, "交通发展。").last) == (1988, 1992)


def test_a_term_goes_on_where_a_paragraph_begins_with_a_year_of_it() -> None:
    """As 2003 国务院 does: 1998年发生特大洪水后，…."""
    back = section("一、过去五年的回顾", Role.REVIEW, *range(1998, 2003))
    assert (
        follow(report(2003, back), (back, "工作有序。"), (back, "1998年发生洪水后，恢复水面。"))
        == [(1998, 2002, "result")] * 2
    )


def test_years_in_passing_do_not_last() -> None:
    back = section("一、2023年回顾", Role.REVIEW, 2023)
    assert follow(report(2024, back), (back, "近三年，造林50万亩。"), (back, "新建学校12所。")) == [
        (2021, 2023, "result"),
        (2023, 2023, "result"),
    ]


def test_what_a_paragraph_opens_with_counts_where_it_fits() -> None:
    back = section("一、回顾", Role.REVIEW, 2001)
    assert follow(report(2002, back), (back, "2005年，要建成小康。")) == [(2001, 2001, "result")]


@pytest.mark.parametrize(
    ("path", "role", "basis"),
    [
        ("一、回顾", Role.REVIEW, Basis.RESULT),
        ("二、目标", Role.TARGETS, Basis.TARGET),
        ("三、任务", Role.TASKS, Basis.TARGET),
        ("四、自身建设", Role.SELF_BUILDING, Basis.TARGET),
        ("名词解释", Role.OTHER, Basis.NORM),
        ("其他", Role.OTHER, Basis.RESULT),
    ],
)
def test_the_chapter_tells_the_basis(path: str, role: Role, basis: Basis) -> None:
    where = section(path, role, 2023)
    assert Speaking(report(2024, where)).of(where, "").basis is basis


def test_the_term_of_averages() -> None:
    back, ahead = section("一、回顾", Role.REVIEW, 2012), section("二、目标", Role.TARGETS, 2013)
    assert Speaking(report(2013, back)).of(back, "").term == (2008, 2012)
    assert Speaking(report(2013, ahead)).of(ahead, "").term == (2013, 2017)
    assert Speaking(report(2013, back, reviewed=(2009, 2010, 2011, 2012))).of(back, "").term == (2009, 2012)


def test_nothing_is_made_up_for_a_report_without_a_year() -> None:
    where = section("一、回顾", Role.REVIEW)
    focus = Speaking(report(None, where)).of(where, "去年，粮食增产。")
    assert (focus.first, focus.last, focus.term) == (None, None, None)
    assert not focus.several


def test_the_last_year_of_a_term_named_in_passing_changes_nothing() -> None:
    term = section("一、2025年和“十四五”时期工作回顾", Role.REVIEW, 2021, 2022, 2023, 2024, 2025)
    made = report(2026, term)
    told = follow(
        made,
        (term, "五年来，我们坚定不移贯彻新发展理念。"),
        (term, "全省生产总值连跨3个台阶，2025年人均生产总值提升至7.6万元。"),  # 2026 海南
        (term, "2025年四大主导产业占GDP比重较2020年提高约14个百分点。"),
        (term, "2025年，全省上下奋力拼搏。"),
    )
    assert [years[:2] for years in told] == [(2021, 2025), (2021, 2025), (2021, 2025), (2025, 2025)]


def test_what_a_paragraph_announces_is_said_of_those_that_follow() -> None:
    """As 遵义 2021 and 浙江 2026 do; 国务院 2012 announces a year."""
    back = section("一、2020年暨“十三五”工作回顾", Role.REVIEW, 2020)
    told = follow(
        report(2021, back, reviewed=(2016, 2017, 2018, 2019, 2020)),
        (back, "2020年是极不平凡的一年。一年来，我们重点抓了以下工作："),
        (back, "一是决战脱贫攻坚。"),
        (back, "2020年圆满收官，“十三五”主要目标基本完成。五年来："),
        (back, "——综合实力大幅提升。"),
        (back, "——交通枢纽加速成型。"),
    )
    assert told[1:] == [
        (2020, 2020, "result"),
        (2020, 2020, "result"),
        (2016, 2020, "result"),
        (2016, 2020, "result"),
    ]


def test_what_a_sentence_announces_is_said_of_the_dashes_that_follow() -> None:
    """As 陕西 2026 does."""
    back = section("一、2025年工作回顾", Role.REVIEW, 2025)
    told = follow(
        report(2026, back),
        (back, "2025年，民生改善。"),
        (back, "随着2025年各项任务的完成，“十四五”圆满收官。五年来，各项事业取得重大成就。"),
        (back, "——人民生活显著改善。"),
        (back, "——发展基础更为坚实。"),
    )
    assert [years[:2] for years in told] == [(2025, 2025), (2025, 2025), (2021, 2025), (2021, 2025)]
    plain = follow(
        report(2026, back),
        (back, "随着2025年各项任务的完成，“十四五”圆满收官。五年来，事业取得成就。"),
        (back, "财政收入增长5%。"),
    )
    assert plain[-1][:2] == (2025, 2025)


def test_what_a_year_was_for_a_plan_is_said_before_the_years_of_the_plan() -> None:
    """As 山西 2016 does."""
    back = section("一、2015年工作回顾", Role.REVIEW, 2015)
    told = follow(
        report(2016, back, reviewed=(2011, 2012, 2013, 2014, 2015)),
        (back, "过去一年，民生改善。"),
        (back, "各位代表，2015年是“十二五”收官之年。五年来，发电装机由4429万千瓦增加到6966万千瓦。"),
    )
    assert told[-1] == (2011, 2015, "result")


def test_what_is_still_amiss_is_told_of_the_last_year() -> None:
    """As 山东, 重庆, 浙江 and 新疆 tell it in 2026, behind a review of five years."""
    back = section("一、“十四五”时期和2025年工作回顾", Role.REVIEW, 2021, 2022, 2023, 2024, 2025)
    amiss = Section(back.path, 0, 1, Role.OTHER, (2025,))
    told = follow(report(2026, back), (back, "五年来，民生改善。"), (amiss, "我们也清醒看到，固定资产投资下降3.1%。"))
    assert told == [(2021, 2025, "result"), (2025, 2025, "result")]
