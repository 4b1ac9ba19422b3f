from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer.enumeration import Enumeration, counts_in, enumerations
from qa.corpus.clean import clean
from qa.corpus.identify import identify
from qa.corpus.read import report_of
from qa.records import Report, Source

HEAD = "临江市2020年政府工作报告\n各位代表：\n现在，我向大会报告工作，请予审议。\n"


def report(body: str) -> Report:
    cleaned = clean(HEAD + body)
    return report_of(cleaned, identify(cleaned.text, "a.txt"), Source("a.txt", "0" * 64))


def shown(source: Report, enumeration: Enumeration) -> tuple[str, list[str]]:
    intro = enumeration.intro
    items = [source.text[item.start : item.end].rstrip("。；，") for item in enumeration.items]
    return source.text[intro.start : intro.end] if intro else "", items


def announced(body: str, intro: str) -> list[str]:
    """The items of the one enumeration announced by a sentence with ``intro``."""
    source = report(body)
    found = [items for text, items in (shown(source, each) for each in enumerations(source)) if intro in text]
    assert len({tuple(items) for items in found}) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("body", "intro", "items"),
    [
        (
            "今年重点抓好三件事：\n一是稳粮食。全年稳在百万吨。\n二是保就业。\n三是兴产业。新建园区两个。",
            "三件事",
            ["一是稳粮食", "二是保就业", "三是兴产业"],
        ),
        (
            "做好工作要把握以下原则：一是稳字当头，稳中求进；二是系统观念，统筹兼顾。其他工作照常。",
            "以下原则",
            ["一是稳字当头，稳中求进", "二是系统观念，统筹兼顾"],
        ),
        (
            "要抓好两个方面工作。\n（一）建设新城。把规划做好。\n一是修路。\n二是架桥。\n（二）改造旧城。把管网换新。",
            "两个方面",
            ["（一）建设新城", "（二）改造旧城"],
        ),
        (
            "市政府已经决定：第一、控制投资规模。第二、压缩行政开支，减少会议。第三、清理欠款。",
            "已经决定",
            ["第一、控制投资规模", "第二、压缩行政开支，减少会议", "第三、清理欠款"],
        ),
        (
            "重点要抓好两个方面的工作：\n——更加注重创新，建设科技新城。投入翻番。\n——更加注重民生，建设幸福家园。",
            "两个方面",
            ["更加注重创新，建设科技新城", "更加注重民生，建设幸福家园"],
        ),
        (
            "重点实施三项工程，即：以环路为重点的路网工程；以热电厂为重点的供热工程；以公园为重点的绿化工程。做好搬迁。",
            "三项工程",
            ["以环路为重点的路网工程", "以热电厂为重点的供热工程", "以公园为重点的绿化工程"],
        ),
        (
            "改革的主要内容是：\n一、调整粮食收购价格；\n二、提高短途运价；\n三、拉开质量差价。\n这个方案是稳妥的。",
            "主要内容",
            ["一、调整粮食收购价格", "二、提高短途运价", "三、拉开质量差价"],
        ),
        (
            "当前主要有两大任务：\n1.修好水库。年底蓄水。\n2.通好公路。\n另外做好防汛。",
            "两大任务",
            ["1.修好水库", "2.通好公路"],
        ),
    ],
    ids=["是", "inline", "nested", "第", "dash", "semicolons", "lines", "digits"],
)
def test_items_follow_what_announces_them(body: str, intro: str, items: list[str]) -> None:
    assert announced(body, intro) == items


def test_the_number_announced_says_when_it_is_complete() -> None:
    source = report("今年抓好五件事：\n一是稳粮食。\n二是保就业。\n明年再抓两件事：\n一是修路。\n二是架桥。")
    complete = {shown(source, each)[0]: each.complete for each in enumerations(source) if each.intro}
    assert complete == {"今年抓好五件事：": False, "明年再抓两件事：": True}


def test_a_number_inside_a_long_sentence_announces_nothing() -> None:
    source = report(
        "统筹规划、建设、管理三大环节，全面增强城市发展的系统性和宜居性。\n一是修路。\n二是架桥。\n三是种树。"
    )
    (found,) = [each for each in enumerations(source) if "一是修路" in shown(source, each)[1]]
    assert found.intro is None


def test_sentences_that_begin_alike_are_items_the_first_inside_a_sentence_too() -> None:
    body = (
        "五年的历程让我们体会到：推动发展，必须坚持党的领导。这是根本。必须坚持工业强市。工业是根基。必须坚持生态优先。"
    )
    source = report(body)
    items = [shown(source, each)[1] for each in enumerations(source)]
    assert ["必须坚持党的领导", "必须坚持工业强市", "必须坚持生态优先"] in items


def test_headings_below_a_heading_are_its_items() -> None:
    body = (
        "一、过去一年工作回顾\n全年工作完成。\n二、今年工作安排\n做好以下工作。\n（一）兴产业\n加快建设园区，引进企业二十家。\n"
        "（二）惠民生\n新建学校三所，改造医院两所。\n（三）优生态\n造林十万亩，治理河道三十公里。"
    )
    source = report(body)
    found = dict(shown(source, each) for each in enumerations(source))
    assert found["二、今年工作安排"] == ["（一）兴产业", "（二）惠民生", "（三）优生态"]


def test_first_sentences_of_paragraphs_are_the_items_of_a_heading() -> None:
    body = (
        "一、去年工作回顾\n完成了目标。\n二、打好三大攻坚战\n防范化解重大风险。清理不良贷款，处置到期债务。\n"
        "加大精准脱贫力度。落实产业项目，搬迁两千户。\n推进污染防治。关停小锅炉，治理三条河。"
    )
    source = report(body)
    found = [items for text, items in (shown(source, each) for each in enumerations(source)) if "攻坚战" in text]
    assert ["防范化解重大风险", "加大精准脱贫力度", "推进污染防治"] in found


def test_salutations_and_running_text_announce_nothing() -> None:
    source = report("各位代表：\n过去一年成绩很大。\n粮食增产。\n一、二、三产业协调发展，第一产业增长3%。")
    assert not enumerations(source)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("重点推进十个方面工作", [(10, "个方面")]),
        ("抓好以下五项工作", [(5, "项")]),
        ("十二件民生实事和两大工程", [(12, "件"), (2, "大")]),
        ("3个方面", [(3, "个方面")]),
        ("一百二十个大型项目", []),
        ("增长0.5个百分点，历时六个月，惠及八个县", []),
        ("第三项议程", []),
    ],
)
def test_counts_of_things(text: str, counts: list[tuple[int, str]]) -> None:
    assert list(counts_in(text)) == counts


def test_a_colon_with_nothing_of_its_own_section_behind_it_announces_nothing() -> None:
    source = report("五年来，转型发展迈出坚实步伐：\n——综合实力提升。完成投资5427亿元；完成收入805亿元。\n")
    behind = source.text.index("——")
    sections = (
        replace(source.sections[0], path=("一、回顾",), start=0, end=behind),
        replace(source.sections[0], path=("二、安排",), start=behind, end=len(source.text)),
    )
    found = enumerations(replace(source, sections=sections))
    assert all(each.items for each in found)
