"""Comparisons made of a table of indicators that someone read by hand, each with the answer that the table gives.

``python -m tests.asked_of_table TABLE.json OUT.jsonl``, then ``QA_INDEX_DIR=… qa eval OUT.jsonl`` over a store of the
provinces. ``TABLE.json`` has for each place ``targets_2026`` and ``results_2025``, and in them for each indicator null or a
``value`` with its ``clause``; what it calls ``doubtful`` leaves its column without questions over all places. The same seed
gives the same questions. A column is asked for as ``NAMES`` words it.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

_PARTS = {"targets_2026": "2026年", "results_2025": "2025年"}
NAMES = {
    "targets_2026": {
        "地区生产总值增长": ("GDP增长目标", "经济增长目标", "经济增速预期"),
        "城镇新增就业": ("城镇新增就业目标", "打算新增的城镇就业人数"),
        "一般公共预算收入增长": ("一般公共预算收入增长目标", "财政收入预期增速"),
        "固定资产投资增长": ("固定资产投资增长目标", "固投增速目标"),
        "社会消费品零售总额增长": ("社会消费品零售总额增长目标", "社零增速目标"),
        "规上工业增加值增长": ("规上工业增加值增长目标", "规模以上工业增加值预期增速"),
        "进出口增长": ("进出口增长目标", "外贸进出口预期增速"),
    },
    "results_2025": {
        "地区生产总值": ("地区生产总值", "GDP", "经济总量"),
        "地区生产总值增长": ("GDP增速", "经济增速", "地区生产总值增长率"),
        "一般公共预算收入": ("一般公共预算收入", "财政收入"),
        "一般公共预算收入增长": ("一般公共预算收入增速", "一般公共预算收入增幅"),
        "社会消费品零售总额增长": ("社会消费品零售总额增速", "社零增幅"),
        "固定资产投资增长": ("固定资产投资增速", "固投增幅"),
        "规上工业增加值增长": ("规上工业增加值增速", "规模以上工业增加值增幅"),
        "进出口总额": ("进出口总额", "外贸总额"),
        "城镇新增就业": ("城镇新增就业人数", "城镇新增就业"),
        "城镇调查失业率": ("城镇调查失业率", "失业率"),
        "居民人均可支配收入增长": ("居民人均可支配收入增速", "居民收入增幅"),
        "常住人口城镇化率": ("常住人口城镇化率", "城镇化率"),
        "全社会研发投入强度": ("全社会研发投入强度", "研发强度"),
    },
}
_ALL = ("所收录各省", "各省", "收录的省区市")
_VALUE = re.compile(r"(?P<shown>(?P<number>[\d.]+)(?P<scale>万亿|亿|万)?[元人斤吨%]+)(?:左右|以上|以内)?")
_SCALES = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "万": Decimal(10) ** 4, None: Decimal(1)}
_PAIRS, _FEW = 5, 3


@dataclass(frozen=True, slots=True)
class Cell:
    place: str
    size: Decimal
    shown: str
    clause: str

    @property
    def short(self) -> str:
        return self.place[:2]


def cells_of(table: dict[str, Any], part: str, column: str) -> tuple[list[Cell], bool]:
    """The cells with one plain number, and whether all cells that are filled have one."""
    cells, whole = [], True
    for place, told in table.items():
        cell = told[part][column]
        value = _VALUE.fullmatch(cell["value"]) if cell else None
        doubtful = f"{part}.{column}" in told.get("doubtful", {})
        if value and not doubtful:
            size = Decimal(value["number"]) * _SCALES[value["scale"]]
            cells.append(Cell(place, size, value["shown"], cell["clause"]))
        whole = whole and not doubtful and bool(value or not cell)
    return cells, whole


def questions(table: dict[str, Any], draw: random.Random) -> Iterator[dict[str, Any]]:
    for part, columns in NAMES.items():
        for column, wordings in columns.items():
            cells, whole = cells_of(table, part, column)
            names = [f"{_PARTS[part]}{wording}" for wording in wordings]
            if len(cells) >= _FEW:
                yield from _of_pairs(cells, names, draw)
                yield from _of_three(cells, names, draw)
                yield from _of_all(cells, names, draw) if whole else ()


def _of_pairs(cells: list[Cell], names: list[str], draw: random.Random) -> Iterator[dict[str, Any]]:
    pairs = [pair for pair in combinations(cells, 2) if pair[0].size != pair[1].size]
    for a, b in draw.sample(pairs, min(_PAIRS, len(pairs))):
        name = draw.choice(names)
        wording = draw.choice(("{a}和{b}{name}谁更高？", "{a}{name}比{b}高还是低？", "对比一下{a}、{b}{name}"))
        yield _question(wording.format(a=a.short, b=b.short, name=name), [a, b], [a.shown, b.shown])


def _of_three(cells: list[Cell], names: list[str], draw: random.Random) -> Iterator[dict[str, Any]]:
    three = draw.sample(cells, _FEW)
    places = "、".join(cell.short for cell in three)
    top = max(three, key=lambda cell: cell.size)
    if [cell.size for cell in three].count(top.size) == 1:
        yield _question(f"{places}三地，{draw.choice(names)}最高的是哪个？", three, [top.short, top.shown])
    yield _question(f"{places}按{draw.choice(names)}从高到低排一下", three, [cell.shown for cell in three])


def _of_all(cells: list[Cell], names: list[str], draw: random.Random) -> Iterator[dict[str, Any]]:
    ordered = sorted(cells, key=lambda cell: cell.size)
    for end, beside, word in ((ordered[-1], ordered[-2], "最高"), (ordered[0], ordered[1], "最低")):
        if end.size != beside.size:
            yield _question(f"{draw.choice(_ALL)}里{draw.choice(names)}{word}的是哪里？", [end], [end.short, end.shown])
    bound = ordered[len(ordered) // 2]
    above = [cell for cell in cells if cell.size > bound.size]
    if bound.shown.endswith("%") and above:
        yield _question(f"哪些省{draw.choice(names)}高于{bound.shown}？", above, [cell.short for cell in above])


def _question(text: str, cells: list[Cell], shown: list[str]) -> dict[str, Any]:
    docs = [f"{cell.place}2026年政府工作报告" for cell in cells]
    return {
        "category": "compare",
        "question": text,
        "history": [],
        "answerable": True,
        "docs": docs,
        "answer": "、".join(shown),
        "must_include": shown,
        "must_not_include": [],
        "evidence": [{"doc": doc, "quote": cell.clause} for doc, cell in zip(docs, cells, strict=True)],
        "note": "",
    }


def main() -> int:
    table = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    # The same questions each time: nothing here is to be kept secret.
    asked = questions(table, random.Random(7))
    lines = [json.dumps({"id": f"t{at:03d}", **each}, ensure_ascii=False) for at, each in enumerate(asked)]
    Path(sys.argv[2]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} 题")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
