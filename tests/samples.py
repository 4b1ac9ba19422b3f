"""Small reports and a small encoder for tests; both behave like the real ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import sha256

import numpy as np

from qa.index.vectors import Vectors
from qa.records import Aspect, Passage, Report, ReportKind, Role, Section, Sentence, Source

DIMENSION = 256


def make_report(
    place: str, year: int, review: Sequence[str], targets: Sequence[str], reviewed: tuple[int, ...] = ()
) -> tuple[Report, tuple[Passage, ...]]:
    """A report with one passage of results and one of targets, each a few sentences."""
    reviewed = reviewed or (year - 1,)
    text = "".join(review) + "\n" + "".join(targets)
    cut = len("".join(review)) + 1
    sections = (
        Section(("一、工作回顾",), 0, cut, Role.REVIEW, reviewed),
        Section(("二、目标任务",), cut, len(text), Role.TARGETS, (year,)),
    )
    report = Report(
        id=f"{sha256(place.encode()).hexdigest()[:6]}-{year}",
        kind=ReportKind.WORK_REPORT,
        title=f"{place}{year}年政府工作报告",
        place=place,
        year=year,
        reviewed=reviewed,
        planned=(year,),
        meeting=None,
        date=None,
        speaker=None,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        pages=(),
        sections=sections,
        sources=(Source(f"{place}{year}.txt", "0" * 64),),
    )
    parts = ((review, 0, sections[0], Aspect.RESULT), (targets, cut, sections[1], Aspect.TARGET))
    return report, tuple(_passage(report, *part) for part in parts if part[0])


def _passage(report: Report, texts: Sequence[str], start: int, section: Section, aspect: Aspect) -> Passage:
    sentences, position = [], start
    for text in texts:
        named = tuple(int(year) for year in re.findall(r"(\d{4})年", text))
        sentences.append(Sentence(position, position + len(text), named or section.years, aspect))
        position += len(text)
    return Passage(
        id=f"{report.id}-{start}",
        report_id=report.id,
        title=report.title,
        place=report.place,
        report_year=report.year,
        section=section.path,
        role=section.role,
        years=tuple(sorted({year for sentence in sentences for year in sentence.years})),
        page=None,
        start=start,
        end=position,
        text="".join(texts),
        sentences=tuple(sentences),
    )


class PairEncoder:
    """Unit vectors of hashed character pairs: texts that share words are near. Remembers what it was given."""

    name = "pairs"
    dimension = DIMENSION

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.seen += texts
        if progress is not None:
            progress(len(texts))
        return np.stack([self._vector(text) for text in texts])

    def encode_query(self, text: str) -> Vectors:
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        vector = np.full(DIMENSION, 1e-3, dtype=np.float32)
        for i in range(len(text) - 1):
            vector[int(sha256(text[i : i + 2].encode()).hexdigest()[:6], 16) % DIMENSION] += 1
        return vector / np.float32(np.linalg.norm(vector))


def two_reports() -> tuple[tuple[Report, ...], tuple[Passage, ...]]:
    """临江市 2021 and 东港市 2022, with figures that look alike."""
    first = make_report(
        "临江市",
        2021,
        ["地区生产总值增长6.1%。", "新建农村公路320公里。", "森林覆盖率达到41.2%。"],
        ["地区生产总值增长6.5%左右。", "新建农村公路400公里。"],
    )
    second = make_report(
        "东港市",
        2022,
        ["地区生产总值增长7.3%。", "新建农村公路280公里。", "接待游客突破900万人次。"],
        ["地区生产总值增长7%以上。", "新建幼儿园12所。"],
    )
    return (first[0], second[0]), (*first[1], *second[1])
