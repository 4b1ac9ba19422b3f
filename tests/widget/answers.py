"""A small library of reports and the answers that the widget has to show, one of each kind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace

from qa.records import (
    Answer,
    AnswerEvent,
    Cell,
    CheckedFigure,
    Citation,
    Coverage,
    Evidence,
    Filters,
    Hit,
    Kind,
    Page,
    Passage,
    RefusalReason,
    Report,
    ReportBrief,
    ReportKind,
    Role,
    Scores,
    Section,
    Table,
    Token,
)
from qa.statements.columns import Columns
from qa.statements.extract import statements_of
from qa.statements.stated import Stated
from qa.web.service import NO_FILTERS
from tests.web import fakes
from tests.web.fakes import FakeService

FACT = "2023年张家口新增高标准农田多少万亩？"
DERIVED = "张家口2022年的粮食总产量是多少？"
QUOTED = "2023年张家口粮食总产量是多少？"
COMPARE = "比较张家口市和承德市2023年的地区生产总值增速。"
TREND = "张家口市历年地区生产总值增速怎么变化？"
DRAWN = "画成图"
OUTCOMES = "张家口和承德2023年的增长目标完成得怎么样？"
REFUSED = "2023年石家庄新增高标准农田多少万亩？"
NOT_STATED = "2023年张家口有多少家咖啡馆？"

_REVIEW = "一、2023年工作回顾"
_GOALS = "二、2024年工作安排"
FARMLAND = "新增高标准农田34.8万亩，粮食总产量达到187.5万吨，增长2.1%。"
GROWTH = "地区生产总值增长{rate}%，固定资产投资增长{more}%，城乡居民收入稳步提高。"


def _text(place: str, year: int, rate: str, more: str) -> str:
    """Long enough that a sentence in it has to be scrolled to; 𠮷 is two UTF-16 units, so offsets show."""
    year_review = _REVIEW.replace("2023", str(year - 1))
    year_goals = _GOALS.replace("2024", str(year))
    filler = (
        "我们坚持稳中求进工作总基调，统筹推进稳增长、促改革、调结构、惠民生、防风险各项工作，完成了全年主要目标任务。"
    )
    review = [
        f"过去一年，{place}在𠮷村等地开展试点。" + filler * 3,
        "（一）经济运行稳中有进。" + GROWTH.format(rate=rate, more=more) + filler * 2,
        "（二）农业农村提质增效。" + FARMLAND + filler * 2,
        "（三）民生福祉持续改善。" + filler * 4,
    ]
    goals = ["地区生产总值增长6%左右，一般公共预算收入增长5%以上。" + filler * 4]
    return "\n".join([year_review, *review, year_goals, *goals])


def report(place: str, year: int, rate: str, more: str) -> Report:
    text = _text(place, year, rate, more)
    cut = text.index("二、")
    farm = text.index("（二）")
    people = text.index("（三）")
    review = text[: text.index("\n")]
    goals = text[cut : text.index("\n", cut)]
    return Report(
        id=f"{hashlib.sha256(place.encode()).hexdigest()[:6]}-{year}",
        kind=ReportKind.WORK_REPORT,
        title=f"{place}{year}年政府工作报告",
        place=place,
        year=year,
        reviewed=(year - 1,),
        planned=(year,),
        meeting=None,
        date=None,
        speaker=None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        pages=(Page(1, 0, farm), Page(2, farm, len(text))),
        sections=(
            Section((review,), 0, farm, Role.REVIEW, (year - 1,)),
            Section((review, "（二）农业农村提质增效"), farm, people, Role.REVIEW, (year - 1,)),
            Section((review, "（三）民生福祉持续改善"), people, cut, Role.REVIEW, (year - 1,)),
            Section((goals,), cut, len(text), Role.TARGETS, (year,)),
        ),
        sources=(),
    )


REPORTS = (
    report("张家口市", 2024, "5.8", "7.1"),
    report("张家口市", 2022, "6.9", "8.0"),
    report("张家口市", 2017, "7.2", "9.4"),
    report("承德市", 2024, "6.1", "5.5"),
)
ZHANGJIAKOU, _, _, CHENGDE = REPORTS


def passage(of: Report, quote: str) -> Passage:
    start = of.text.index(quote)
    section = max((each for each in of.sections if each.start <= start < each.end), key=lambda each: each.start)
    page = next(each.number for each in of.pages if each.start <= start < each.end)
    end = of.text.index("\n", start) if "\n" in of.text[start:] else len(of.text)
    return Passage(
        id=f"{of.id}:{start}",
        report_id=of.id,
        title=of.title,
        place=of.place,
        report_year=of.year,
        section=section.path,
        role=section.role,
        years=section.years,
        page=page,
        start=start,
        end=end,
        text=of.text[start:end],
        sentences=(),
    )


def cite(number: int, of: Report, quote: str) -> Citation:
    return fakes.citation(number, passage(of, quote), quote, of.sha256)


def growth_of(of: Report) -> tuple[str, str]:
    """The sentence on growth, and its rate."""
    start = of.text.index("地区生产总值增长")
    sentence = of.text[start : of.text.index("。", start) + 1]
    return sentence, sentence.removeprefix("地区生产总值增长").split("，")[0]


def answer(question: str, text: str, citations: Sequence[Citation] = (), kind: Kind = Kind.FACT) -> Answer:
    hits = tuple(Hit(passage(of, FARMLAND), Scores(0.031, 0.87, 12.4)) for of in (ZHANGJIAKOU, CHENGDE))
    return replace(
        fakes.answer(question, text),
        citations=tuple(citations),
        passages=hits,
        figures=(),
        coverage=Coverage(("张家口市",), (2023,)),
        plan=fakes.plan(question, kind, ("张家口市",)),
        table=None,
    )


def fact() -> Answer:
    text = f"2023年张家口市新增高标准农田34.8万亩[1]。\n依据：\n张家口市2024年报告，2023年结果：“{FARMLAND[:-1]}”[1]。"
    figures = (CheckedFigure("34.8万亩", "quoted", 1), CheckedFigure("187.5万吨", "quoted", 1))
    return replace(answer(FACT, text, [cite(1, ZHANGJIAKOU, FARMLAND)]), figures=figures)


def derived() -> Answer:
    text = (
        f"张家口市2024年报告，2023年结果：“{FARMLAND[:-1]}”[1]。\n"
        "据此反推：187.5万吨÷(1+2.1%)=183.6万吨，上一年约为183.6万吨（按公布增速反推）[1]。另有一处写作190万吨。"
    )
    figures = (
        CheckedFigure("187.5万吨", "quoted", 1),
        CheckedFigure("2.1%", "quoted", 1),
        CheckedFigure("183.6万吨", "derived", 1, "187.5万吨÷(1+2.1%)=183.6万吨"),
        CheckedFigure("190万吨", "unsupported"),
    )
    return replace(answer(DERIVED, text, [cite(1, ZHANGJIAKOU, FARMLAND)]), figures=figures)


def quoted() -> Answer:
    text = f"张家口市2024年报告，2023年结果：“{FARMLAND[:-1]}”[1]。"
    return replace(answer(QUOTED, text, [cite(1, ZHANGJIAKOU, FARMLAND)]), mode="extractive", model=None)


def _rows(question: str, reports: Sequence[Report], conclusion: str, kind: Kind) -> Answer:
    pairs = [growth_of(of) for of in reports]
    citations = [cite(number, of, pair[0]) for number, (of, pair) in enumerate(zip(reports, pairs, strict=True), 1)]
    label = [f"{of.place}{(of.year or 0) - 1}年" for of in reports]
    lines = [f"{of.title}，{label[i]}结果：“{pairs[i][0][:-1]}”[{i + 1}]。" for i, of in enumerate(reports)]
    rows = [(Cell(label[i]), Cell(pairs[i][1], i + 1), Cell(pairs[i][0], i + 1)) for i in range(len(reports))]
    figures = tuple(CheckedFigure(pair[1], "quoted", number) for number, pair in enumerate(pairs, 1))
    reply = answer(question, "\n".join([*lines, conclusion]), citations, kind)
    return replace(
        reply, mode="extractive", model=None, table=Table(("对象", "数值", "原文"), tuple(rows)), figures=figures
    )


def compare() -> Answer:
    conclusion = "从高到低：承德市2023年6.1%[2]，张家口市2023年5.8%[1]；6.1%-5.8%=0.3个百分点，即0.3个百分点[1][2]。"
    reply = _rows(COMPARE, (ZHANGJIAKOU, CHENGDE), conclusion, Kind.COMPARE)
    assert reply.table
    silent = (Cell("唐山市2023年"), Cell("未提及"), Cell("未提及"))
    derived = CheckedFigure("0.3个百分点", "derived", None, "6.1%-5.8%=0.3个百分点")
    return replace(
        reply, table=replace(reply.table, rows=(*reply.table.rows, silent)), figures=(*reply.figures, derived)
    )


def trend() -> Answer:
    conclusion = "从高到低：张家口市2016年7.2%[3]，张家口市2021年6.9%[2]，张家口市2023年5.8%[1]。"
    return _rows(TREND, REPORTS[:3], conclusion, Kind.TREND)


def _brief(of: Report) -> ReportBrief:
    return ReportBrief(of.id, of.kind, of.title, of.place, of.year, of.reviewed, of.planned)


def refused() -> Answer:
    text = "没有收录石家庄市的政府工作报告，无法回答。现有报告：承德市（2024年）；张家口市（2017、2022、2024年）。"
    coverage = Coverage(("石家庄市",), (2023,), ("石家庄市",), (), (_brief(ZHANGJIAKOU), _brief(CHENGDE)))
    reply = answer(REFUSED, text)
    return replace(
        reply, refused=True, refusal_reason=RefusalReason.NO_REPORT_FOR_PLACE, mode="refused", coverage=coverage
    )


def not_stated() -> Answer:
    text = "张家口市2024年报告（讲2023、2024年）里没有找到这一问题的答案，不能用别的地方、年份或指标的数字代替。"
    nearest = (Hit(passage(ZHANGJIAKOU, FARMLAND), Scores(0.02, 0.7, None)),)
    reply = answer(NOT_STATED, text)
    return replace(reply, refused=True, refusal_reason=RefusalReason.NOT_STATED, mode="refused", nearest=nearest)


def drawn() -> Answer:
    return replace(compare(), question=DRAWN, chart=True)


def together() -> Answer:
    """Targets beside results, as they are asked for in words."""
    labels = [f"{of.place}{(of.year or 0) - 1}年" for of in (ZHANGJIAKOU, CHENGDE)]
    quotes = [growth_of(of) for of in (ZHANGJIAKOU, CHENGDE)]
    citations = [
        cite(n, of, quote[0]) for n, (of, quote) in enumerate(zip((ZHANGJIAKOU, CHENGDE), quotes, strict=True), 1)
    ]
    told = (("6%左右", "未达到", "低0.2个百分点"), ("6%", "达到", "高0.1个百分点"))
    rows = tuple(
        (Cell(labels[i]), Cell(told[i][0], i + 1), Cell(quotes[i][1], i + 1), Cell(told[i][1]), Cell(told[i][2]))
        for i in range(2)
    )
    table = Table(("对象", "目标", "结果", "判断", "结果减目标"), rows)
    return replace(
        answer(OUTCOMES, "两个目标，达到一个[1][2]。", citations, Kind.COMPARE), mode="extractive", table=table
    )


ANSWERS: dict[str, Callable[[], Answer]] = {
    FACT: fact,
    DERIVED: derived,
    QUOTED: quoted,
    COMPARE: compare,
    TREND: trend,
    DRAWN: drawn,
    OUTCOMES: together,
    REFUSED: refused,
    NOT_STATED: not_stated,
}


def pieces(text: str, size: int = 7) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


@dataclass
class LibraryService(FakeService):
    """Answers from ``ANSWERS``, else with ``text`` as the answer to anything; the draft is the same text in pieces.

    ``draft`` replaces the draft. ``gate``, ``fail_before`` and ``fail_after`` work as in FakeService.
    """

    text: str | None = None
    draft: str | None = None
    made: Callable[[str], Answer] | None = None
    held: tuple[Report, ...] = field(default=REPORTS)

    def _events(self, question: str) -> Generator[AnswerEvent, None, None]:
        if self.fail_before:
            raise self.fail_before
        reply = self._reply(question)
        yield Evidence(reply.plan, reply.passages)
        first, *rest = [""] if reply.refused else pieces(self.draft or reply.answer)
        yield Token(first)
        self.started.set()
        if self.fail_after:
            raise self.fail_after
        yield from self.wait(question)
        for piece in rest:
            yield Token(piece)
        yield reply

    def _reply(self, question: str) -> Answer:
        if self.made:
            return self.made(question)
        if question in ANSWERS:
            return ANSWERS[question]()
        return answer(
            question,
            self.text or f"关于“{question}”，报告提到新增高标准农田34.8万亩[1]。",
            [cite(1, ZHANGJIAKOU, FARMLAND)],
        )

    def search(self, query: str, k: int, filters: Filters = NO_FILTERS) -> tuple[Hit, ...]:
        self._fail()
        self.searched.append((query, k, filters))
        wanted = [each for each in self.held if not filters.report_id or each.id in filters.report_id]
        return tuple(Hit(passage(each, FARMLAND), Scores(0.0312, 0.871, None)) for each in wanted)[:k]

    def reports(self) -> tuple[Report, ...]:
        self._fail()
        return self.held

    def stated(self) -> Stated:
        self._fail()
        return Stated("gen-1", Columns.of(s for each in self.held for s in statements_of(each)), self.held)

    def check(self) -> None:
        pass

    def passages_of(self, report_id: str) -> int:
        return 5
