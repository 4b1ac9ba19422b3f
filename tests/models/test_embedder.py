from __future__ import annotations

import hashlib
import os
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from qa.errors import ModelError, ModelMissing
from qa.models import embedder as embedding
from qa.models import weights
from qa.models.embedder import CACHED_QUERIES, CHUNK, Embedder, load_embedder
from qa.models.hub import fetch_embedder
from qa.settings import EmbedderSettings, Settings


class FakeModel:
    """Vectors that depend on prompt and text alone; remembers the calls and notes two threads inside at once."""

    def __init__(self, weight: float = 1.0, prompts: dict[str, str] | None = None) -> None:
        self.prompts = {"query": "q: ", "document": "d: "} if prompts is None else prompts
        self.calls: list[list[str]] = []
        self.collided = False
        self._weight = weight
        self._inside = False

    def get_embedding_dimension(self) -> int:
        return 8

    def state_dict(self) -> dict[str, torch.Tensor]:
        return {"layer": torch.full((4, 4), self._weight)}

    def encode(self, texts: list[str], prompt: str, batch_size: int, show_progress_bar: bool) -> Any:
        self.collided |= self._inside
        self._inside = True
        self.calls.append([prompt + text for text in texts])
        time.sleep(0.001)
        self._inside = False
        return np.stack([_direction(prompt + text) for text in texts]) * 3


def _direction(text: str) -> Any:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).normal(size=8)


def _unit(text: str) -> Any:
    direction = _direction(text)
    return direction / np.linalg.norm(direction)


def _embedder(model: FakeModel, **values: Any) -> Embedder:
    return Embedder(model, "fake", EmbedderSettings(**values))  # type: ignore[arg-type]


def test_rows_keep_the_order_of_the_texts_and_have_length_one() -> None:
    texts = ["字" * (n * 37 % 101) for n in range(200)]
    vectors = _embedder(FakeModel()).encode_passages(texts)
    assert vectors.shape == (200, 8) and vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, [_unit("d: " + text) for text in texts], atol=1e-6)


def test_texts_of_like_length_go_together() -> None:
    model = FakeModel()
    _embedder(model).encode_passages(["字" * (n % 50) for n in range(150)])
    lengths = [[len(text) for text in call] for call in model.calls]
    assert [len(call) for call in lengths] == [CHUNK, CHUNK, 150 - 2 * CHUNK]
    assert all(min(a) >= max(b) for a, b in pairwise(lengths))


def test_progress_ends_at_the_number_of_texts() -> None:
    seen: list[int] = []
    _embedder(FakeModel()).encode_passages(["x"] * 130, seen.append)
    assert seen == [64, 128, 130]


def test_no_texts_give_no_rows() -> None:
    assert _embedder(FakeModel()).encode_passages([]).shape == (0, 8)


def test_a_question_is_encoded_once_and_cannot_be_changed() -> None:
    model = FakeModel()
    embedder = _embedder(model)
    vector = embedder.encode_query("粮食产量")
    assert embedder.encode_query("粮食产量") is vector and model.calls == [["q: 粮食产量"]]
    np.testing.assert_allclose(vector, _unit("q: 粮食产量"), atol=1e-6)
    with pytest.raises(ValueError, match="read-only"):
        vector[0] = 0


def test_only_the_last_questions_are_remembered() -> None:
    model = FakeModel()
    embedder = _embedder(model)
    embedder.encode_query("first")
    for number in range(CACHED_QUERIES):
        embedder.encode_query(str(number))
    embedder.encode_query("first")
    assert len(model.calls) == CACHED_QUERIES + 2


def test_langchain_interface_gives_plain_floats() -> None:
    embedder = _embedder(FakeModel())
    rows = embedder.embed_documents(["甲", "乙"])
    assert [type(x) for x in rows[0]] == [float] * 8
    np.testing.assert_allclose(rows[1], _unit("d: 乙"), atol=1e-6)
    np.testing.assert_allclose(embedder.embed_query("丙"), _unit("q: 丙"), atol=1e-6)


def test_prompts_of_the_settings_win_and_a_model_without_any_has_none() -> None:
    model = FakeModel(prompts={"query": "", "s2p": "x"})
    _embedder(model).encode_query("甲")
    _embedder(model, query_prompt="问：").encode_query("甲")
    _embedder(FakeModel(), query_prompt="").encode_query("甲")
    assert model.calls == [["甲"], ["问：甲"]]


def test_the_name_tells_weights_and_passage_prompts_apart_and_nothing_else() -> None:
    names = [
        _embedder(FakeModel()).name,
        _embedder(FakeModel(weight=1.5)).name,
        _embedder(FakeModel(), passage_prompt="").name,
    ]
    assert len(set(names)) == 3 and all(name.startswith("fake@") for name in names)
    assert _embedder(FakeModel(), query_prompt="x", batch_size=3).name == names[0]


def test_threads_take_turns() -> None:
    model = FakeModel()
    embedder = _embedder(model)
    threads = [threading.Thread(target=embedder.encode_passages, args=([str(n)] * 80,)) for n in range(4)]
    threads += [threading.Thread(target=embedder.encode_query, args=(str(n),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not model.collided


def test_missing_weights_name_the_cure(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="qa models pull"):
        load_embedder(Settings(cache_dir=tmp_path))


def test_a_damaged_default_is_refused(tmp_path: Path) -> None:
    settings = Settings(cache_dir=tmp_path)
    folder = weights.e5_folder(settings)
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / weights.SUMS).write_text(f"{'0' * 64}  config.json\n")
    with pytest.raises(ModelError, match=r"已损坏.*qa models pull"):
        load_embedder(settings)


@pytest.mark.parametrize("name", ["no-such/model", "./no/such/folder"])
def test_a_model_that_is_not_here_is_not_looked_for_elsewhere(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    with pytest.raises(ModelMissing):
        load_embedder(Settings(embedder=EmbedderSettings(model=name)))


def test_a_hub_that_cannot_be_reached_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("sentence_transformers.SentenceTransformer.__init__", refuse)
    with pytest.raises(ModelError, match="no-such/model 下载失败"):
        fetch_embedder("no-such/model")


def test_a_folder_that_is_no_model_is_an_error_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError):
        load_embedder(Settings(embedder=EmbedderSettings(model=str(tmp_path))))


@pytest.mark.parametrize(
    ("able", "wanted", "chosen"),
    [
        ({"avx512_bf16": True}, "auto", torch.bfloat16),
        ({"amx_bf16": True}, "auto", torch.bfloat16),
        ({"avx512_f": True, "avx512_bf16": False}, "auto", torch.float32),
        ({}, "bf16", torch.bfloat16),
        ({"avx512_bf16": True}, "fp32", torch.float32),
    ],
)
def test_bf16_only_where_the_processor_has_it(
    able: dict[str, bool], wanted: Any, chosen: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)
    assert embedding._precision(wanted) is chosen


def test_several_processes_give_the_same_rows_and_tell_as_they_go() -> None:
    texts = ["字" * (n * 37 % 101) for n in range(200)]
    seen: list[int] = []
    model = FakeModel()
    embedder = Embedder(model, "fake", EmbedderSettings(), processes=2)  # type: ignore[arg-type]
    vectors = embedder.encode_passages(texts, seen.append)
    np.testing.assert_array_equal(vectors, _embedder(FakeModel()).encode_passages(texts))
    assert seen == [64, 128, 192, 200]
    # This process has encoded none of them; a single question it does itself.
    assert not model.calls
    embedder.encode_query("问")
    assert model.calls == [["q: 问"]]


class DyingModel(FakeModel):
    def encode(self, texts: list[str], prompt: str, batch_size: int, show_progress_bar: bool) -> Any:
        os._exit(1)


def test_a_process_that_dies_is_told_in_a_sentence() -> None:
    embedder = Embedder(DyingModel(), "fake", EmbedderSettings(), processes=2)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match=r"embedder\.processes"):
        embedder.encode_passages(["字"] * 200)
