from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from qa.errors import ModelError, ModelMissing
from qa.models.hub import fetch_reranker
from qa.models.reranker import Reranker, load_reranker
from qa.settings import ChatSettings, EmbedderSettings, RetrieveSettings, Settings

# The package offers the function under the module's name.
pulling = sys.modules["qa.models.pull"]
ALPHABET = "农村公路教育医院多少新建"


class FakeCrossEncoder:
    """Scores by shared characters; remembers the pairs and notes two threads inside at once."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []
        self.collided = self._inside = False

    def predict(self, pairs: list[tuple[str, str]], activation_fn: Any, **_: Any) -> Any:
        self.collided |= self._inside
        self._inside = True
        self.pairs += pairs
        time.sleep(0.001)
        self._inside = False
        return activation_fn(torch.tensor([float(len(set(a) & set(b))) for a, b in pairs])).numpy()


def reranker(model: FakeCrossEncoder) -> Reranker:
    return Reranker(model)  # type: ignore[arg-type]


def settings(name: str | None) -> Settings:
    return Settings(retrieve=RetrieveSettings(reranker=name))


def save_model(folder: Path, labels: int = 1) -> Path:
    """A CrossEncoder of one small layer with random weights, whose words are single characters."""
    vocabulary = {token: i for i, token in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *dict.fromkeys(ALPHABET)])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(folder)
    torch.manual_seed(0)
    shape: dict[str, Any] = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    shape |= {"intermediate_size": 16, "max_position_embeddings": 64, "num_labels": labels}
    config = BertConfig(vocab_size=len(vocabulary), **shape)
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_scores_keep_the_order_of_the_texts() -> None:
    model = FakeCrossEncoder()
    scores = reranker(model).score("新建农村公路", ["教育", "农村公路", "新建医院"])
    assert scores.dtype == np.float32
    assert scores.argmax() == 1 and scores.argmin() == 0
    assert ((scores >= 0) & (scores <= 1)).all()
    assert model.pairs[0] == ("新建农村公路", "教育")


def test_nothing_to_score_asks_nothing() -> None:
    model = FakeCrossEncoder()
    assert len(reranker(model).score("问", [])) == 0
    assert model.pairs == []


def test_threads_take_turns() -> None:
    model = FakeCrossEncoder()
    shared = reranker(model)
    threads = [threading.Thread(target=shared.score, args=("公路", ["农村公路"])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(model.pairs) == 8 and not model.collided


def test_none_is_loaded_unless_a_setting_names_one() -> None:
    assert load_reranker(settings(None)) is None


def test_a_folder_is_loaded_and_scores_as_the_library_does(tmp_path: Path) -> None:
    folder = str(save_model(tmp_path / "m"))
    loaded = load_reranker(settings(folder))
    assert loaded is not None
    texts = ["农村公路", "医院多少", "新建"]
    wanted = CrossEncoder(folder, device="cpu", activation_fn=torch.nn.Sigmoid()).predict([("公路", t) for t in texts])
    assert loaded.score("公路", texts) == pytest.approx(wanted, abs=1e-6)
    assert len(set(loaded.score("公路", texts).tolist())) == 3


def test_a_model_with_several_scores_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="给出 3 个分数"):
        load_reranker(settings(str(save_model(tmp_path / "m", labels=3))))


def test_a_missing_model_is_named_with_the_cure() -> None:
    with pytest.raises(ModelMissing, match=r"no-such/reranker.*retrieve\.reranker"):
        load_reranker(settings("no-such/reranker"))


def test_a_damaged_folder_is_a_model_error(tmp_path: Path) -> None:
    (save_model(tmp_path / "m") / "model.safetensors").write_bytes(b"nonsense")
    with pytest.raises(ModelError, match="无法加载"):
        load_reranker(settings(str(tmp_path / "m")))


def test_a_hub_that_cannot_be_reached_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("sentence_transformers.CrossEncoder.__init__", refuse)
    with pytest.raises(ModelError, match="重排模型 no-such/model 下载失败"):
        fetch_reranker("no-such/model")


def test_a_name_is_pulled_and_a_folder_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(pulling, "fetch_reranker", asked.append)
    here = Settings(cache_dir=tmp_path, chat=ChatSettings(mode="none"), embedder=EmbedderSettings(model=str(tmp_path)))
    for name in (None, str(tmp_path), "BAAI/bge-reranker-v2-m3"):
        pulling.pull(here.model_copy(update={"retrieve": RetrieveSettings(reranker=name)}), lambda *_, **__: None)
    assert asked == ["BAAI/bge-reranker-v2-m3"]
