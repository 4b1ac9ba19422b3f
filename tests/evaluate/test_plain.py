from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from qa.errors import InputError
from qa.evaluate.plain import TOP, Models, Plain
from qa.records import Turn
from tests.evaluate.fakes import NORTH, SOUTH


class CharacterEmbeddings(Embeddings):
    """A text is where its characters fall: texts that share characters are near each other."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = [0.0] * 64
        for char in text:
            vector[hashlib.sha256(char.encode()).digest()[0] % 64] += 1 / len(text)
        return vector


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "000_aa.txt").write_text("\n\n".join([NORTH * 4] * 3), encoding="utf-8")
    (tmp_path / "001_bb.txt").write_text("\n\n".join([SOUTH * 4] * 3), encoding="utf-8")
    return tmp_path


def chat(*replies: str) -> GenericFakeChatModel:
    return GenericFakeChatModel(messages=iter(AIMessage(reply) for reply in replies))


def test_the_textbook_answers_from_four_passages_of_the_raw_files(folder: Path) -> None:
    plain = Plain(folder, Models(CharacterEmbeddings(), chat("126.5 万吨")))
    found = plain.answer("中小学和幼儿园学位？", (Turn("user", "早"),))
    assert (plain.name, found.answer, found.error) == ("plain", "126.5 万吨", None)
    assert (found.refused, found.citations) == (None, None)
    assert found.passages is not None
    assert len(found.passages) == TOP
    assert found.passages[0].report == "001_bb.txt"
    assert found.seconds.evidence is not None
    assert found.seconds.first_token is not None
    assert found.seconds.evidence <= found.seconds.first_token <= found.seconds.total


def test_without_a_chat_model_it_only_retrieves(folder: Path) -> None:
    plain = Plain(folder, Models(CharacterEmbeddings(), None))
    found = plain.answer("粮食总产", ())
    assert (plain.name, found.answer) == ("plain retrieval", None)
    assert found.passages is not None
    assert found.passages[0].report == "000_aa.txt"


def test_a_model_that_fails_is_a_failed_call(folder: Path) -> None:
    found = Plain(folder, Models(CharacterEmbeddings(), chat())).answer("粮食总产", ())
    assert found.error


def test_no_files_is_an_error_the_reader_understands(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"没有 \.txt 文件"):
        Plain(tmp_path, Models(CharacterEmbeddings(), None))
