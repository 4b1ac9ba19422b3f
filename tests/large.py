"""A store of as many passages as are wanted: real sentences mixed, their vectors near those of real passages, of many
places and years; the same every time. No statements: ``bench_statements`` has those."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from qa.index import layout
from qa.index.arrays import write_array
from qa.index.content import REPORTS, TEXTS, dump_reports
from qa.index.layout import FIRST, Held, Manifest
from qa.index.lexical import LexicalIndex
from qa.index.part import (
    ENUMERATIONS,
    INDICATORS,
    SENTENCE_VECTORS,
    SENTENCE_WORDS,
    STATEMENTS,
    WORDS,
    sentence_list,
)
from qa.index.passages import Passages
from qa.index.store import Store
from qa.index.texts import sentence_text
from qa.index.vectors import VectorIndex, Vectors
from qa.records import Aspect, Passage, Report, Section, Sentence
from qa.statements.parquet import dump
from qa.words import Words

FIRST_YEAR, YEARS = 2000, 26
#: Passages of a report.
EACH = 104
#: Share of a passage's sentences that are another's, and spread of its vector: a passage's nearest neighbour is then
#: at cosine 0.985, as among the real ones (0.978 among 400, closer among more).
MIXED, SPREAD = 0.4, 0.1
_BLOCK = 50_000


def write(store: Store, words: Words, size: int, root: Path) -> None:
    """Publishes ``size`` passages made of those of ``store`` in ``root``."""
    large = _Large(store, size)
    generation = f"{size:016x}"
    root.mkdir(parents=True, exist_ok=True)
    draft = layout.draft_folder(root, generation)
    for file, data in zip((REPORTS, TEXTS), dump_reports(large.reports), strict=True):
        (draft / file).write_bytes(data)
    Passages.of(large.reports, large.passages()).save(draft)
    (draft / STATEMENTS).write_bytes(dump([]))
    (draft / ENUMERATIONS).write_bytes(b"")
    write_array(draft / INDICATORS, store.indicator_vectors.whole()[:0])
    cut = [words.cut(sentence_text(*each)) for each in large.pool]
    heads = {report.id: words.cut(f"{report.place}{report.year}年政府工作报告") for report in large.reports}
    LexicalIndex.build(
        [*heads[report.id], *(word for row in rows for word in cut[row])] for report, _, rows in large.drawn()
    ).save(draft / WORDS)
    LexicalIndex.build(cut[row] for _, _, rows in large.drawn() for row in rows).save(draft / SENTENCE_WORDS)
    used = np.fromiter((row for _, _, rows in large.drawn() for row in rows), np.int32)
    shape = (len(used), store.vectors.dimension)
    real = store.sentence_vectors.whole()
    to = np.lib.format.open_memmap(draft / SENTENCE_VECTORS, "w+", np.float16, shape)
    for start in range(0, len(used), _BLOCK):
        to[start : start + _BLOCK] = real[used[start : start + _BLOCK]]
    to.flush()
    VectorIndex.build(large.vectors()).save(draft)
    counts = {"reports": len(large.reports), "passages": size, "sentences": len(used)}
    reports = {report.id: report.id for report in large.reports}
    parts = (Held(folder=FIRST, reports=tuple(reports), counts=counts),)
    manifest = Manifest(recipe=store.manifest.recipe, counts=counts, reports=reports, files={}, parts=parts)
    layout.write_manifest(draft, manifest)
    layout.seal(root, draft, generation)
    layout.point_to(root, generation, None)


@dataclass(frozen=True)
class _Large:
    store: Store
    size: int

    @cached_property
    def pool(self) -> list[tuple[Passage, Sentence]]:
        return sentence_list(self.store.passages)

    def drawn(self) -> Iterator[tuple[Report, int, Sequence[int]]]:
        """Of each passage its report, the real one it is made from, and the real sentences that it has."""
        for number, (base, rows) in enumerate(self._draws()):
            yield self.reports[number // EACH], base, rows

    def _draws(self) -> Iterator[tuple[int, Sequence[int]]]:
        draw, pool = random.Random(1), len(self.pool)
        firsts = self.store.passages.first_sentence.tolist()
        for _ in range(self.size):
            base = draw.randrange(len(firsts) - 1)
            own = range(firsts[base], firsts[base + 1])
            yield base, [draw.randrange(pool) if draw.random() < MIXED else row for row in own]

    @cached_property
    def reports(self) -> list[Report]:
        """With texts and sections; a place and a year each."""
        count = -(-self.size // EACH)
        known = [report.place for report in self.store.reports if report.place]
        places = list(dict.fromkeys(known)) + [f"第{number}市" for number in range(count // YEARS + 1)]
        texts: list[list[str]] = [[] for _ in range(count)]
        sections: list[dict[Section, None]] = [{} for _ in range(count)]
        bases = [Section(each.section, 0, 0, each.role, each.years) for each in self.store.passages]
        for number, (base, rows) in enumerate(self._draws()):
            texts[number // EACH].append("".join(map(self._text, rows)))
            sections[number // EACH][bases[base]] = None
        like = self.store.reports[0]
        return [
            _report(like, places[number // YEARS], FIRST_YEAR + number % YEARS, "".join(parts), tuple(own))
            for number, (parts, own) in enumerate(zip(texts, sections, strict=True))
        ]

    def passages(self) -> Iterator[Passage]:
        bases, position, of = self.store.passages, 0, ""
        for report, base, rows in self.drawn():
            position = position if report.id == of else 0
            of = report.id
            made = _passage(report, position, bases[base], [self.pool[row] for row in rows])
            position = made.end
            yield made

    def vectors(self) -> Vectors:
        """Near the passage that each was made from, and as far towards its new sentences as they are part of it."""
        noise = np.random.default_rng(1)
        real, sentences = self.store.vectors.vectors(), self.store.sentence_vectors.whole().astype(np.float32)
        made = np.empty((self.size, real.shape[1]), dtype=np.float32)
        for row, (_, base, rows) in enumerate(self.drawn()):
            made[row] = (1 - MIXED) * real[base] + MIXED * sentences[rows].mean(axis=0)
        for start in range(0, self.size, _BLOCK):
            block = made[start : start + _BLOCK]
            block += (SPREAD / real.shape[1] ** 0.5) * noise.standard_normal(block.shape, dtype=np.float32)
            block /= np.linalg.norm(block, axis=1, keepdims=True)
        return made

    def _text(self, row: int) -> str:
        passage, sentence = self.pool[row]
        return passage.sentence_text(sentence)


def _report(like: Report, place: str, year: int, text: str, sections: tuple[Section, ...]) -> Report:
    return replace(
        like,
        id=f"{place}-{year}",
        title=f"{place}{year}年政府工作报告",
        place=place,
        year=year,
        reviewed=(year - 1,),
        planned=(year,),
        text=text,
        pages=(),
        sections=sections,
        facts=(),
        differing=(),
    )


def _passage(report: Report, start: int, base: Passage, parts: Sequence[tuple[Passage, Sentence]]) -> Passage:
    sentences, position = [], start
    for _, sentence in parts:
        end = position + sentence.end - sentence.start
        years = report.reviewed if sentence.aspect is Aspect.RESULT else report.planned
        sentences.append(Sentence(position, end, years, sentence.aspect))
        position = end
    return replace(
        base,
        id=f"{report.id}-{start}-{position}",
        report_id=report.id,
        title=report.title,
        place=report.place,
        report_year=report.year,
        page=None,
        years=tuple(sorted({year for sentence in sentences for year in sentence.years})),
        start=start,
        end=position,
        text=report.text[start:position],
        sentences=tuple(sentences),
    )
