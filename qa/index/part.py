"""One part of a store on disk: a self-contained set of reports with everything that is searched of them.

A store is mostly one part. Reports that are added later make parts of their own beside it, so that what is there need not
be written again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from qa.index.arrays import RowFile, mapped, write_array
from qa.index.content import REPORTS, TEXTS, dump_reports, load_reports
from qa.index.lexical import Building, LexicalIndex
from qa.index.passages import Passages
from qa.index.texts import passage_text, sentence_text
from qa.index.unfinished import Unfinished
from qa.index.vectors import VectorIndex, Vectors
from qa.records import Passage, Report, Sentence, Statement
from qa.statements.enumerations import Enumeration, dump_enumerations, enumerations_of, load_enumerations
from qa.statements.extract import statements_of
from qa.statements.parquet import dump, indicator_names_in
from qa.words import Words

STATEMENTS, ENUMERATIONS = "statements.parquet", "enumerations.jsonl"
INDICATORS, SENTENCE_VECTORS = "indicators.npy", "sentence-vectors.npy"
WORDS, SENTENCE_WORDS = "words", "sentence-words"
#: Passages from one word of how far the words are to the next.
_TOLD = 100

Progress = Callable[[str, int, int], None]
#: Vectors by embedded text.
Known = Mapping[str, npt.NDArray[np.floating[Any]]]


class PassageEncoder(Protocol):
    """What the build needs of an embedder; vectors are unit length, (n, dimension)."""

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class Part:
    """As opened; the statements of all parts are read together. ``files``: the hashes of what it was opened from."""

    files: Mapping[str, str]
    reports: tuple[Report, ...]
    passages: Passages
    enumerations: tuple[Enumeration, ...]
    vectors: VectorIndex
    sentence_vectors: RowFile
    indicator_vectors: npt.NDArray[np.float16]
    words: LexicalIndex
    sentence_words: LexicalIndex


def open_part(folder: Path, files: Mapping[str, str]) -> Part:
    """Raises OSError, KeyError or ValueError when the files are not those that a ``Writer`` wrote."""
    reports = load_reports(folder)
    return Part(
        files,
        reports,
        Passages.load(folder, reports),
        tuple(load_enumerations((folder / ENUMERATIONS).read_bytes())),
        VectorIndex.load(folder),
        RowFile(folder / SENTENCE_VECTORS),
        mapped(folder / INDICATORS),
        LexicalIndex.load(folder / WORDS),
        LexicalIndex.load(folder / SENTENCE_WORDS),
    )


def vectors_in(folder: Path, part: Part) -> dict[str, npt.NDArray[np.floating[Any]]]:
    """The vectors of a part by embedded text."""
    known: dict[str, npt.NDArray[np.floating[Any]]] = {}
    known |= zip(map(passage_text, part.passages), part.vectors.vectors(), strict=True)
    texts = (sentence_text(*each) for each in sentence_list(part.passages))
    known |= zip(texts, part.sentence_vectors.whole(), strict=True)
    known |= zip(indicator_names_in((folder / STATEMENTS).read_bytes()), part.indicator_vectors, strict=True)
    return known


def sentence_list(passages: Iterable[Passage]) -> list[tuple[Passage, Sentence]]:
    """Every sentence under its passage, in row order."""
    return [(passage, sentence) for passage in passages for sentence in passage.sentences]


@dataclass(frozen=True, slots=True)
class Writer:
    """``averages``: of the words of passages and sentences of the part that others join, None for one that stands alone."""

    dimension: int
    open_encoder: Callable[[], PassageEncoder]
    words: Words
    progress: Progress
    known: Known
    unfinished: Unfinished
    averages: tuple[float, float] | None = None

    def write(self, folder: Path, reports: Sequence[Report], passages: Sequence[Passage]) -> dict[str, int]:
        """How many rows of each kind were written. The encoder is opened only for texts without a known vector."""
        for file, data in zip((REPORTS, TEXTS), dump_reports(reports), strict=True):
            (folder / file).write_bytes(data)
        Passages.of(reports, passages).save(folder)
        stated = _Counted(reports, self.progress)
        columns = dump(stated)
        (folder / STATEMENTS).write_bytes(columns)
        enumerations = [each for report in reports for each in enumerations_of(report)]
        (folder / ENUMERATIONS).write_bytes(dump_enumerations(enumerations))
        self._write_vectors(folder, passages, indicator_names_in(columns))
        self._write_words(folder, passages)
        return {
            "reports": len(reports),
            "passages": len(passages),
            "sentences": sum(len(passage.sentences) for passage in passages),
            "statements": stated.count,
            "enumerations": len(enumerations),
        }

    def _write_vectors(self, folder: Path, passages: Sequence[Passage], names: Sequence[str]) -> None:
        of_passages = [passage_text(passage) for passage in passages]
        of_sentences = [sentence_text(*each) for each in sentence_list(passages)]
        known = self.known
        new = [text for text in dict.fromkeys([*of_passages, *of_sentences, *names]) if text not in known]
        if new:
            # Opened for what is not there from a build that was broken off.
            vectors = self.unfinished.encode(
                new,
                lambda texts, told: self.open_encoder().encode_passages(texts, told),
                lambda done, total: self.progress("计算向量", done, total),
            )
            known = {**known, **dict(zip(new, vectors, strict=True))}
        VectorIndex.build(self._stack(of_passages, known, np.float32)).save(folder)
        for file, texts in ((SENTENCE_VECTORS, of_sentences), (INDICATORS, names)):
            write_array(folder / file, self._stack(texts, known, np.float16))

    def _stack(self, texts: Sequence[str], known: Known, kind: type[np.floating[Any]]) -> npt.NDArray[Any]:
        stacked = np.zeros((len(texts), self.dimension), dtype=kind)
        for row, text in enumerate(texts):
            stacked[row] = known[text]
        return stacked

    def _write_words(self, folder: Path, passages: Sequence[Passage]) -> None:
        """Each passage with its sentences: what was just cut need not be cut again."""
        of_passages, of_sentences = self.averages or (None, None)
        whole, single = Building(of_passages), Building(of_sentences)
        for done, passage in enumerate(passages, start=1):
            whole.add(self.words.cut(passage_text(passage)))
            for sentence in passage.sentences:
                single.add(self.words.cut(sentence_text(passage, sentence)))
            if done % _TOLD == 0 or done == len(passages):
                self.progress("切词", done, len(passages))
        whole.built().save(folder / WORDS)
        single.built().save(folder / SENTENCE_WORDS)


class _Counted:
    """The statements of ``reports``, read as they are asked for and counted."""

    def __init__(self, reports: Sequence[Report], progress: Progress) -> None:
        self._reports = reports
        self._progress = progress
        self.count = 0

    def __iter__(self) -> Iterator[Statement]:
        for done, report in enumerate(self._reports, start=1):
            statements = statements_of(report)
            self.count += len(statements)
            yield from statements
            self._progress("读取指标", done, len(self._reports))
