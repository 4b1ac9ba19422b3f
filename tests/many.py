"""A store of many synthetic reports, a place each, and questions that compare them; no model."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from qa.answer.assistant import Assistant
from qa.answer.library import Library
from qa.index.build import build_store
from qa.places import load_gazetteer
from qa.prompts import load_prompts
from qa.records import Answer
from qa.settings import RetrieveSettings, Settings
from tests.answer.fakes import RECIPE, last, shared_words
from tests.estimates import plainly
from tests.samples import PairEncoder, make_report

YEAR = 2025
#: More than any question takes: what is measured are the steps, not where the budget cuts them off.
UNLIMITED = RetrieveSettings(budget_seconds=60)
#: Name, what is said of growth and level, and the unit of the level; the level grows with the number of the place.
_STATED = (
    ("地区生产总值", "{name}达到{level}亿元，增长{rate}%。", 1000),
    ("规模以上工业增加值", "{name}{level}亿元，增长{rate}%。", 200),
    ("固定资产投资", "{name}完成{level}亿元，增长{rate}%。", 300),
    ("社会消费品零售总额", "{name}{level}亿元，增长{rate}%。", 400),
    ("进出口总额", "外贸稳中提质，{name}{level}亿元，增长{rate}%。", 500),
    ("一般公共预算收入", "{name}{level}亿元，增长{rate}%。", 100),
    ("粮食产量", "粮食再获丰收，全年{name}{level}万吨，增长{rate}%。", 150),
    ("城镇新增就业", "{name}{level}万人。", 10),
)
_ALONE = (
    "新建改建农村公路{n}公里，建成充电桩{m}个。",
    "常住人口城镇化率达到{r}%，森林覆盖率{s}%。",
    "居民人均可支配收入达到{m}00元，增长{q}%。",
    "新认定高新技术企业{n}家，技术合同成交额{m}亿元。",
)
_TARGETS = (
    "地区生产总值增长{q}%左右，规模以上工业增加值增长{q}%左右。",
    "城镇新增就业{n}万人以上，居民消费价格涨幅{p}%左右，城镇调查失业率控制在{q}%以内。",
    "粮食产量稳定在{n}万吨以上，固定资产投资增长{q}%。",
)
_GROUPS = ("西北五省", "东北三省", "长三角", "各省", "所有地方")
_INDICATORS = ("GDP", "规上工业增加值", "固定资产投资", "社会消费品零售总额", "一般公共预算收入")
_FRAMES = (
    "{group}2025年{indicator}增速从低到高排一排",
    "{group}2025年{indicator}增速谁最高，谁最低？",
    "{group}2025年{indicator}总量合计多少亿元？",
    "{group}2025年{indicator}增速超过6%的有几个？",
)


@dataclass(frozen=True, slots=True)
class Timed:
    """``seconds`` by the clock that was handed in."""

    question: str
    answer: Answer
    seconds: float


def questions() -> tuple[str, ...]:
    """A hundred comparisons: five groups, five indicators, four things to do with them."""
    return tuple(
        frame.format(group=group, indicator=indicator)
        for frame in _FRAMES
        for group in _GROUPS
        for indicator in _INDICATORS
    )


def places(count: int) -> list[str]:
    """The provinces first, then prefectures."""
    lines = files("qa.data").joinpath("divisions.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    names = [row[1] for length in (2, 4) for row in rows if len(row[0]) == length]
    return [name for name in dict.fromkeys(names) if load_gazetteer().get(name)][:count]


def rate(number: int, indicator: int = 0) -> str:
    """Growth in the report of the ``number``-th place: from 3.0 up, each place its own."""
    return f"{3 + ((number * 7 + indicator * 3) % 41) / 10:.1f}"


def assistant_over(folder: Path, count: int) -> Assistant:
    """Over a store of ``count`` reports of 2026."""
    made = [make_report(place, YEAR + 1, *_sentences(number)) for number, place in enumerate(places(count))]
    words, encoder = shared_words(), PairEncoder()
    reports = tuple(report for report, _ in made)
    passages = tuple(passage for _, some in made for passage in some)
    build_store(folder / "index", RECIPE, reports, passages, lambda: encoder, words)
    library = Library(
        folder / "index", RECIPE, encoder.encode_query, words, load_gazetteer(), UNLIMITED, estimate=plainly
    )
    return Assistant(library, None, load_prompts(Settings().prompts_dir), words, UNLIMITED, "pairs")


def _sentences(number: int) -> tuple[list[str], list[str]]:
    values = {
        "n": 20 + number,
        "m": 130 + number * 3,
        "p": 2,
        "q": 4 + number % 4,
        "r": 50 + number % 40,
        "s": 10 + number % 60,
    }
    stated = [
        text.format(name=name, level=base + number * 17 + place, rate=rate(number, place))
        for place, (name, text, base) in enumerate(_STATED)
    ]
    # What one report alone names is looked for in all the others.
    alone = [f"第{number}号园区葡萄出口{number + 1}亿元。"] if number % 400 in (31, 399) else []
    return [*stated, *alone, *(text.format(**values) for text in _ALONE)], [text.format(**values) for text in _TARGETS]


def asked(
    assistant: Assistant, texts: tuple[str, ...], clock: Callable[[], float] = time.process_time
) -> Iterator[Timed]:
    for text in texts:
        began = clock()
        answer = last(assistant.stream(text))
        yield Timed(text, answer, clock() - began)
