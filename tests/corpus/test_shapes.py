"""Reports of many shapes that no rule was made for: what they are, what each sentence speaks of."""

from __future__ import annotations

import pytest

from qa.corpus import Corpus, read_reports
from qa.corpus.clean import clean
from qa.records import Passage, Report, Sentence
from tests.corpus import shapes
from tests.corpus.shapes import Said, Shape

SHAPES = {shape.file: shape for shape in (*shapes.SHAPES, *shapes.MORE_SHAPES, shapes.headless())}
SAID = {f"{shape.file}: {said.text}": (shape.file, said) for shape in SHAPES.values() for said in shape.said}


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Corpus]:
    def read(shape: Shape) -> Corpus:
        path = tmp_path_factory.mktemp("shape") / shape.file
        path.write_bytes(shape.data)
        return read_reports([path], passage_chars=260)

    return {file: read(shape) for file, shape in SHAPES.items()}


def only(corpus: Corpus) -> Report:
    (report,) = corpus.reports
    return report


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_it_is_recognised(corpora: dict[str, Corpus], shape: Shape) -> None:
    report = only(corpora[shape.file])
    assert (report.kind, report.place, report.year) == (shape.kind, shape.place, shape.year)
    assert report.reviewed == shape.reviewed
    assert shape.speaker is None or report.speaker == shape.speaker
    assert shape.date is None or report.date == shape.date


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_what_is_no_report_is_gone_and_cleaning_again_changes_nothing(corpora: dict[str, Corpus], shape: Shape) -> None:
    text = only(corpora[shape.file]).text
    assert [piece for piece in shape.gone if piece in text] == []
    assert clean(text).text == text


@pytest.mark.parametrize(("file", "said"), SAID.values(), ids=SAID)
def test_each_sentence_has_its_years_aspect_and_role(corpora: dict[str, Corpus], file: str, said: Said) -> None:
    passage, sentence = found(corpora[file], said.text)
    assert (sentence.years, sentence.aspect) == (said.years, said.aspect)
    assert said.role is None or passage.role is said.role


def found(corpus: Corpus, text: str) -> tuple[Passage, Sentence]:
    return next(
        (passage, sentence)
        for passage in corpus.passages
        for sentence in passage.sentences
        if text in passage.sentence_text(sentence)
    )
