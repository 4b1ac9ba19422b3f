"""How far a stated figure is of what is asked."""

from __future__ import annotations

import pytest

from qa.question.wanted import wanted_of
from qa.statements.match import SURE, Likeness, facet_fits, likeness
from tests.answer.fakes import shared_words
from tests.samples import make_report
from tests.statements.read import tellings


def like(asked: str, sentence: str) -> Likeness:
    told = tellings(make_report("张家口市", 2024, [sentence], [])[0])[0]
    return likeness(wanted_of(asked, shared_words()), told.statement, told.sentence)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("地区生产总值增速", "全市生产总值增长5.1%。"),
        ("GDP增长多少", "国内生产总值增长9.2%。"),
        ("新建农村公路多少公里", "新建农村公路320公里。"),
        ("城镇新增就业多少人", "城镇新增就业4.3万人。"),
        ("森林覆盖率", "森林覆盖率达到41.2%。"),
        ("粮食产量", "粮食总产量126万吨。"),
    ],
)
def test_the_same_thing_in_other_words(asked: str, sentence: str) -> None:
    found = like(asked, sentence)
    assert found.score >= SURE and not found.missing


@pytest.mark.parametrize(
    ("asked", "sentence", "missing"),
    [
        ("葡萄出口增长多少", "外贸出口增长12%。", "葡萄"),
        ("芯片收入", "旅游收入增长12%。", "芯片"),
        ("高速公路里程", "农村公路里程320公里。", "高速公路"),
    ],
)
def test_a_word_that_nothing_says_is_missing(asked: str, sentence: str, missing: str) -> None:
    assert missing in like(asked, sentence).missing


def test_a_narrower_thing_says_more_than_was_asked() -> None:
    assert like("投资增长多少", "民间投资增长5%。").further == 1
    assert like("民间投资增长多少", "民间投资增长5%。").further < 0.5


def test_what_is_said_beside_the_name_counts_less() -> None:
    inside, beside = like("葡萄出口", "葡萄出口12亿元。"), like("葡萄出口", "葡萄获得丰收，外贸出口12亿元。")
    assert inside.score > beside.score > 0
    assert not beside.missing


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("策克口岸货运量", "口岸货运量1.23亿吨，其中策克口岸2680万吨。"),
        ("鲜花出口额", "出口额320亿元，鲜花占七成。"),
        ("钒钛产业产值", "工业总产值900亿元，钒钛产业占一半。"),
    ],
)
def test_what_is_told_behind_the_figure_is_none_of_its_own(asked: str, sentence: str) -> None:
    found = like(asked, sentence)
    assert found.missing or found.score < SURE


def test_a_wording_tells_of_the_words_it_has_alone() -> None:
    # 装机容量 means 新能源装机, too; the 风电 before it does not.
    assert "风电" in like("风电装机容量多少", "新能源总装机达到1.68亿千瓦。").missing
    assert like("风电装机多少", "风电装机达到4200万千瓦。").score >= SURE


def test_a_verb_alone_says_nothing_by_what_it_may_mean() -> None:
    assert like("盖起来多少栋", "新改续建道路49条。").score < SURE


def test_what_has_but_begun_is_not_what_there_is() -> None:
    begun = like("高速公路里程", "新开工高速公路318公里。")
    assert begun.further == 1 and not begun.listed
    assert like("新开工高速公路多少公里", "新开工高速公路318公里。").score >= SURE


@pytest.mark.parametrize(
    ("asked", "sentence", "fits"),
    [
        ("粮食产量增长多少", "粮食产量增长5%。", True),
        ("粮食产量增长多少", "粮食产量126万吨。", False),
        ("粮食产量多少万吨", "粮食产量126万吨。", True),
        ("粮食产量多少万吨", "粮食产量增长5%。", False),
        ("粮食产量多少亩", "粮食产量126万吨。", False),
        ("经济总量排第几", "经济总量居全省第2位。", True),
        ("经济总量排第几", "经济总量1200亿元。", False),
        ("税收占财政收入的比重", "税收占财政收入比重达到70%。", True),
        ("税收多少", "税收占财政收入比重达到70%。", False),
        ("失业率是多少", "城镇登记失业率4%。", True),
        ("新建学校几所", "新建学校12所。", True),
        ("新建学校几所", "新建学校投资12亿元。", False),
        ("来旅居的人有多少", "旅居人数超550万。", True),
    ],
)
def test_the_kind_of_figure(asked: str, sentence: str, fits: bool) -> None:
    told = tellings(make_report("张家口市", 2024, [sentence], [])[0])[0]
    assert facet_fits(wanted_of(asked, shared_words()), told.statement) is fits


def test_another_measure_of_what_is_named_says_more_than_was_asked() -> None:
    assert like("规上工业增速", "工业投资增长7.3%。").further == 1
    assert like("规上工业增速", "规模以上工业增加值增长7.3%。").further == 0


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("农牧民人均能支配多少钱", "城乡居民人均可支配收入分别达到44230元和15870元。"),
        ("乡下人人均能支配多少钱", "农村居民人均可支配收入23184元。"),
        ("城里人和乡下人的收入倍数", "城乡居民收入比缩小至2.93。"),
    ],
)
def test_incomes_in_everyday_words(asked: str, sentence: str) -> None:
    told = tellings(make_report("张家口市", 2024, [sentence], [])[0])
    best = max(
        (likeness(wanted_of(asked, shared_words()), t.statement, t.sentence) for t in told),
        key=lambda found: found.score,
    )
    assert best.score >= SURE and not best.missing


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("城镇固定资产投资增长多少", "全社会固定资产投资增长42.5%。"),
        ("民间固定资产投资增长多少", "固定资产投资增长8%。"),
        ("农村用电量多少", "用电量120亿千瓦时。"),
    ],
)
def test_a_word_that_narrows_counts_whatever_the_dictionary_says(asked: str, sentence: str) -> None:
    assert like(asked, sentence).score < SURE


def test_a_measure_said_of_another_figure_of_the_sentence_is_not_said() -> None:
    told = tellings(make_report("张家口市", 2024, ["市属企业资产总额达到2.7万亿元，旅游收入突破1万亿元。"], [])[0])
    found = likeness(wanted_of("市属企业旅游收入", shared_words()), told[0].statement, told[0].sentence)
    assert found.score < SURE


def test_visitors_from_abroad_are_none_from_the_country() -> None:
    assert like("接待入境游客多少人次", "接待国内游客4亿人次。").further == 1
    assert like("接待国内外游客多少人次", "接待国内外游客4亿人次。").further < 0.5


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("城镇老旧小区改造多少", "改造城镇老旧小区1700个。"),
        ("农村公路新建多少公里", "新建农村公路320公里。"),
        ("危桥改造多少座", "改造公路危桥32座。"),
    ],
)
def test_a_deed_may_stand_before_its_thing(asked: str, sentence: str) -> None:
    found = like(asked, sentence)
    assert found.score >= SURE and not found.missing


def test_a_whole_name_that_stands_in_the_question_says_most() -> None:
    outright = like("留抵退税目标是多少", "留抵退税1.5万亿元。")
    assert outright.literal > like("留抵退税目标是多少", "退税减税2.5万亿元。").literal


def test_a_part_of_a_year_is_asked_for_itself() -> None:
    assert like("四季度地区生产总值增速", "地区生产总值下降4.7%。").further == 1
    assert like("四季度地区生产总值增速", "四季度地区生产总值增长6.4%。").further < 0.5


def test_a_deed_alone_says_no_word_that_measures_it() -> None:
    # 完成 and a 率 of something else are no 完成率.
    assert like("投资完成率是多少", "完成投资12亿元，增长率达到95%。").missing == ("完成率",)
