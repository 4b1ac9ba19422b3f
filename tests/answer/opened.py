"""A small store opened for the steps that make answers of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qa.answer.evidence import Numbered
from qa.answer.library import Library, Opened
from qa.answer.stated import Cell, cells_of
from qa.index.build import build_store
from qa.places import load_gazetteer
from qa.records import Passage, Plan, Report
from qa.settings import RetrieveSettings
from tests.answer.fakes import RECIPE, shared_words
from tests.estimates import plainly
from tests.samples import PairEncoder, make_report

MADE = (
    make_report(
        "洛阳市", 2019,
        ["地区生产总值5000亿元、增长7.9%。", "新建农村公路320公里。"], ["新建农村公路400公里。"],
    ),
    make_report(
        "洛阳市", 2020,
        [
            "地区生产总值5400亿元，增长8%。", "新建农村公路386公里，改造危桥52座。", "全市一般公共预算收入400亿元，税收收入280亿元。",
            "民间投资增长9%。", "外贸出口增长12%。", "单位生产总值能耗下降3%。",
        ],
        ["新建农村公路410公里以上。", "粮食产量240万吨以上。"],
    ),
    make_report("大同市", 2020, ["地区生产总值增长6.6%。", "新建农村公路510公里。"], ["新建幼儿园12所。"]),
    make_report("长治市", 2020, ["地区生产总值增长6.6%。", "新建农村公路投资12亿元。"], ["新建幼儿园12所。"]),
)  # fmt: skip


def open_store(folder: Path, made: Sequence[tuple[Report, tuple[Passage, ...]]] = MADE) -> Opened:
    encoder = PairEncoder()
    passages = tuple(passage for _, some in made for passage in some)
    build_store(folder / "index", RECIPE, tuple(r for r, _ in made), passages, lambda: encoder, shared_words())
    words, gazetteer = shared_words(), load_gazetteer()
    return Library(
        folder / "index", RECIPE, encoder.encode_query, words, gazetteer, RetrieveSettings(), estimate=plainly
    ).current()


def asked(opened: Opened, question: str) -> tuple[Plan, tuple[Cell, ...]]:
    plan = opened.planner.plan(question, ())
    return plan, cells_of(plan, opened.shelf, opened.store, shared_words())


def shown(opened: Opened, sentence: str) -> Numbered:
    """A sentence of the store as evidence."""
    for passage in opened.store.passages:
        for item in passage.sentences:
            if passage.sentence_text(item) == sentence:
                cells = asked(opened, "洛阳2019年新建农村公路多少公里")[1]
                (base,) = (cell.item for cell in cells if cell.item)
                return replace(base, hit=replace(base.hit, passage=passage), sentence=item)
    raise LookupError(sentence)
