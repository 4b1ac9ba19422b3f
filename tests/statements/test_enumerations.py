"""What a report counts off, and the words that announce it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.corpus import read_reports
from qa.records import Report, Role, Section
from qa.settings import ROOT
from qa.statements.enumerations import Enumeration, Form, dump_enumerations, enumerations_of, load_enumerations
from tests.samples import make_report


def report(text: str, *sections: Section) -> Report:
    made, _ = make_report("甘肃省", 2026, [text], [])
    return replace(made, sections=sections or (Section(("三、工作",), 0, len(text), Role.TASKS, (2026,)),))


def found(text: str, *sections: Section) -> list[Enumeration]:
    return list(enumerations_of(report(text, *sections)))


def heads(text: str, each: Enumeration) -> list[str]:
    return [text[item.start : item.head] for item in each.items]


def test_items_behind_a_short_sentence() -> None:
    """As 2026 甘肃 does: the sentence that opens the paragraph is the title, the last item no longer than the others."""
    text = "每年办成3件为民实事。\n持续办好为民实事。一是支持20所高中。二是建设100个中心。三是开展活动。民生无小事，我们将继续努力。\n"
    (each,) = found(text)
    assert (each.title, each.count, each.names, each.form) == ("持续办好为民实事", 3, ("3件为民实事",), Form.ORDINALS)
    assert [text[item.start : item.end] for item in each.items] == ["支持20所高中。", "建设100个中心。", "开展活动。"]
    assert each.complete


def test_a_list_named_elsewhere_is_followed_to_its_items() -> None:
    """As 2026 宁夏 does."""
    text = (
        "倾力推进“三项民生工程”，水平提升。\n（一）着力办好实事\n一是深化就业增收工程。稳岗。\n二是深化教育扩优工程。建校。扩班。\n"
        "三是深化医疗强基工程。建院。\n"
    )
    at = text.index("（一）")
    (each,) = found(
        text,
        Section(("二、成就",), 0, at, Role.REVIEW, (2025,)),
        Section(("三、工作", "（一）着力办好实事"), at, len(text), Role.TASKS, (2026,)),
    )
    assert (each.title, each.names, each.count) == ("（一）着力办好实事", ("三项民生工程",), 3)
    assert each.path == ("三、工作",)
    assert heads(text, each) == ["深化就业增收工程", "深化教育扩优工程", "深化医疗强基工程"]


def test_an_announced_word_and_the_sentences_that_begin_with_it() -> None:
    """As 2026 海南 does: each has a paragraph of its own below it."""
    text = "必须做到“三个聚焦”：\n聚焦开放，建好港。\n落实方案。\n聚焦质量，兴产业。\n发挥优势。\n聚焦民生，增福祉。\n办好实事。\n"
    each = next(each for each in found(text) if each.form is Form.ALIKE)
    assert (each.title, each.count) == ("必须做到“三个聚焦”", 3)
    assert heads(text, each) == ["聚焦开放，建好港", "聚焦质量，兴产业", "聚焦民生，增福祉"]


def test_parts_behind_a_colon() -> None:
    text = "主要预期目标是：生产总值增长5%；粮食产量1300万吨；新增就业30万人。\n"
    (each,) = found(text)
    assert (each.title, each.form) == ("主要预期目标是", Form.PARTS)
    assert heads(text, each) == ["生产总值增长5%", "粮食产量1300万吨", "新增就业30万人"]


def test_numbered_lines() -> None:
    text = "着力办好三件实事：\n1．新建学校30所；\n2．新增床位200张；\n3．改造公路15公里。\n各位代表！\n"
    (each,) = [each for each in found(text) if each.form is Form.ORDINALS]
    assert (each.count, heads(text, each)) == (3, ["新建学校30所", "新增床位200张", "改造公路15公里"])


def test_lists_inside_items_end_with_them() -> None:
    text = "（一）抓工业。一是强链。二是补链。\n（二）抓农业。一是种好地。二是养好猪。三是修好渠。\n"
    lists = sorted((len(each.items), heads(text, each)[0]) for each in found(text))
    assert lists == [(2, "强链"), (2, "抓工业"), (3, "种好地")]


def test_headings_below_a_heading() -> None:
    text = "二、工作\n稳就业。多措并举。\n惠民生。办好实事。\n"
    cut = text.index("惠民生")
    sections = (
        Section(("二、工作", "稳就业"), 5, cut, Role.TASKS, (2026,)),
        Section(("二、工作", "惠民生"), cut, len(text), Role.TASKS, (2026,)),
    )
    (each,) = found(text, *sections)
    assert (each.form, each.title, heads(text, each)) == (Form.HEADINGS, "二、工作", ["稳就业", "惠民生"])


def test_names_counted_together() -> None:
    text = "培育集成电路、生物医药、人工智能三大产业。\n"
    (each,) = found(text)
    assert (each.form, each.count, heads(text, each)) == (Form.NAMES, 3, ["集成电路", "生物医药", "人工智能"])


def test_explanations_behind_the_report_are_none() -> None:
    text = "一是稳。二是进。\n名词解释\n1.灯塔工厂：先进。\n2.专精特新：中小。\n"
    at = text.index("名词解释")
    sections = (
        Section(("一、工作",), 0, at, Role.TASKS, (2026,)),
        Section(("名词解释",), at, len(text), Role.OTHER, ()),
    )
    assert [heads(text, each) for each in found(text, *sections)] == [["稳", "进"]]


@pytest.mark.parametrize("text", ["", "没有列举。", "一是只有一项。", "各位代表：\n现在；将来。\n"])
def test_what_is_no_enumeration(text: str) -> None:
    assert [each for each in found(text) if len(each.items) < 2] == []


def test_written_and_read_again() -> None:
    made = enumerations_of(report("一是稳。二是进。\n目标是：甲一；乙二。\n"))
    assert made
    assert load_enumerations(dump_enumerations(made)) == made


PIECES = st.lists(
    st.sampled_from(["一是", "二是", "（一）", "1.", "2.", "——", "三大产业", "稳增长", "、", "。", "；", "：", "\n", "聚焦", "八个聚焦"]),
    max_size=40,
)  # fmt: skip


@given(PIECES)
def test_spans_stay_inside_and_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    for each in enumerations_of(report(text)):
        spans = [(item.start, item.head, item.end) for item in each.items]
        assert all(0 <= a <= head <= b <= len(text) for a, head, b in spans)
        assert [a for a, _, _ in spans] == sorted(a for a, _, _ in spans)


@pytest.mark.parametrize(
    ("place", "wanted", "count"),
    [
        ("甘肃省", "为民实事", 10),
        ("宁夏回族自治区", "八项民生工程", 8),
        ("海南省", "八个聚焦", 8),
        ("广东省", "十件民生实事", 10),
    ],
)
def test_lists_of_the_provinces_are_whole(place: str, wanted: str, count: int) -> None:
    (file,) = (ROOT / "tests" / "reports" / "provinces").glob(f"{place}*")
    made = max(read_reports([file], passage_chars=10_000).reports, key=lambda report: len(report.text))
    assert any(
        len(each.items) == count and each.complete and wanted in (each.title + "".join(each.names))
        for each in enumerations_of(made)
    )


def test_numbers_go_on_in_one_line() -> None:
    """As 2024 青岛 does."""
    text = "集中力量办好3件实事：1.新建学校50所，新增学位4.6万个；2.开展培训10万人次；3.城乡低保标准提高5.5%以上。\n"
    each = next(each for each in found(text) if each.form is Form.ORDINALS)
    assert (each.count, heads(text, each)[1:]) == (3, ["开展培训10万人次", "城乡低保标准提高5.5%以上"])


@pytest.mark.parametrize("mark", ["①②③", ("（1）", "（2）", "（3）"), ("一是", "二是", "三是")])
def test_however_the_deeds_are_numbered(mark: tuple[str, str, str]) -> None:
    """As 2023 兰考, 2026 内蒙古 and 2026 甘肃 do."""
    first, second, third = mark
    text = f"安排37件民生实事，其中重点办好以下3件：{first}接种疫苗30万剂次；{second}新增托位6200个；{third}新建公园2个。\n"
    each = next(each for each in found(text) if each.form is Form.ORDINALS)
    assert (each.count, heads(text, each)) == (3, ["接种疫苗30万剂次", "新增托位6200个", "新建公园2个"])
