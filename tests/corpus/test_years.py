import pytest

from qa.corpus.years import Base, explicit_years, sentence_aspect, sentence_years
from qa.records import Aspect, Role
from qa.wording.times import plan_years

REVIEW = Base(2020, (2019,), (2019,), Role.REVIEW)
TASKS = Base(2020, (2019,), (2020,), Role.TASKS)
TERM = Base(2017, (2013, 2014, 2015, 2016), (2013, 2014, 2015, 2016), Role.REVIEW)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2016年完成1461亿元", {2016}),
        ("二〇二三年和一九八四年", {2023, 1984}),
        ("2013—2016年累计", {2013, 2014, 2015, 2016}),
        ("2012、2013年两年", {2012, 2013}),
        ("八十年代、2020年代", set()),
        ("落实《规划（2016—2022年）》", set()),
        ("入选“2024年冰雪旅游十佳城市”", set()),
        ("城市总体规划（2011—2020）获批", set()),
        ("实施中国制造2025", set()),
        ("建成公路2016公里", set()),
        ("人均2300元（2010年不变价）", set()),
    ],
)
def test_explicit(text: str, years: set[int]) -> None:
    assert explicit_years(text) == years


@pytest.mark.parametrize(
    ("text", "base", "years"),
    [
        ("地区生产总值增长7%", REVIEW, (2019,)),
        ("比上年增长13.6%", REVIEW, (2019,)),
        ("较去年下降2%", TASKS, (2020,)),
        ("去年全市实际利用外资3514万美元", TASKS, (2019,)),
        ("今年计划投资30亿元", REVIEW, (2020,)),
        ("2020年要开工，明年建成", TASKS, (2020, 2021)),
        ("从2012年的47.5%提高到54.2%", TERM, (2012, 2016)),
        ("增长9.2%，是1997年以来增长最快的一年", REVIEW, (2019,)),
        ("增长9.2%，是近五年来增长最快的一年", REVIEW, (2019,)),
        ("完成投资800亿元，是“十一五”时期的1.3倍", REVIEW, (2019,)),
        ("“十二五”时期完成投资800亿元", REVIEW, (2011, 2012, 2013, 2014, 2015)),
        ("2014年以来，1800万人实现了再就业", TERM, (2014, 2015, 2016)),
        ("以2300元（2010年不变价）为标准，比2015年提高92%", REVIEW, (2015, 2019)),
        ("年均增长8.8%，2016年完成1631.3亿元", TERM, (2013, 2014, 2015, 2016)),
        ("四年来累计投资90亿元", TERM, (2013, 2014, 2015, 2016)),
        ("三年来连续增长", REVIEW, (2017, 2018, 2019)),
        ("今后五年翻一番", TASKS, (2020, 2021, 2022, 2023, 2024)),
        ("“十三五”时期年均增长6%", TASKS, (2016, 2017, 2018, 2019, 2020)),
        ("到“十四五”末达到60%", TASKS, (2025,)),
        ("实施“十三五”规划", TASKS, (2020,)),
        ("比2015年增长1.5倍", REVIEW, (2015, 2019)),
        ("是2012年的1.8倍", TERM, (2012, 2016)),
        ("近三年投资年均增长9%", TERM, (2014, 2015, 2016)),
        ("过去5年新增就业20万人", TERM, (2012, 2013, 2014, 2015, 2016)),
        ("十三五以来，累计减贫20万人", REVIEW, (2016, 2017, 2018, 2019)),
        ("力争三年内建成投用", TASKS, (2020, 2021, 2022)),
        ("用3年时间完成改造", TASKS, (2020, 2021, 2022)),
        ("年内建成投用", TASKS, (2020,)),
        ("对2019年新增的12家企业给予奖励", TASKS, (2019, 2020)),
        ("在去年增长12%的基础上，再增长8%以上", TASKS, (2019, 2020)),
        ("新增高标准农田220万亩，去年已建成的要验收", TASKS, (2019, 2020)),
    ],
)
def test_sentence(text: str, base: Base, years: tuple[int, ...]) -> None:
    assert sentence_years(text, base) == years


def test_without_a_report_year_nothing_is_guessed() -> None:
    base = Base(None, (), (), Role.REVIEW)
    assert sentence_years("今年比去年好，五年来都好", base) == ()


@pytest.mark.parametrize(
    ("ordinal", "first"), [("一", 1953), ("二", 1958), ("三", 1966), ("十", 2001), ("十一", 2006), ("十五", 2026)]
)
def test_five_year_plans(ordinal: str, first: int) -> None:
    assert plan_years(ordinal) == tuple(range(first, first + 5))


@pytest.mark.parametrize(
    ("text", "base", "aspect"),
    [
        ("新增就业3万人", REVIEW, Aspect.RESULT),
        ("继续实施技改，完成投资20亿元", REVIEW, Aspect.RESULT),
        ("今年将力争再建10所", REVIEW, Aspect.TARGET),
        ("到2022年建成高铁", REVIEW, Aspect.TARGET),
        ("新增就业3万人", TASKS, Aspect.TARGET),
        ("推动已落户企业达产", TASKS, Aspect.TARGET),
        ("2018年已建成12所", TASKS, Aspect.RESULT),
        ("确保2018年已开工项目建成", TASKS, Aspect.TARGET),
        ("2019年全省工业投资增长11.6%，要保持好这一势头", TASKS, Aspect.RESULT),
        ("去年接待游客460万人次，今年要突破520万人次", TASKS, Aspect.TARGET),
        ("2018年建成的527个新寨要完善配套", TASKS, Aspect.TARGET),
        ("疫情期间已为1.1万户企业减免租金", TASKS, Aspect.RESULT),
        ("推动已落户企业落地项目30个以上", TASKS, Aspect.TARGET),
        ("在去年增长12%的基础上，再增长8%以上", TASKS, Aspect.TARGET),
    ],
)
def test_aspect(text: str, base: Base, aspect: Aspect) -> None:
    assert sentence_aspect(text, base) is aspect
