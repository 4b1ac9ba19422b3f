"""Texts scored against a question by any sentence-transformers CrossEncoder; off unless a setting names one."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa.errors import ModelError, ModelMissing
from qa.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

Scores = NDArray[np.float32]
# Pairs read at a time: sentences are short, and larger batches only pad.
BATCH = 16


class Reranker:
    """Safe to share between threads."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model
        # The tokenizer's padding state is shared, as in the embedder.
        self._lock = threading.Lock()

    def score(self, query: str, texts: Sequence[str]) -> Scores:
        """Relevance 0..1 of each text to ``query``, in the order of ``texts``."""
        import torch

        if not texts:
            return np.zeros(0, np.float32)
        with self._lock:
            scores = self._model.predict(
                [(query, text) for text in texts],
                batch_size=BATCH,
                activation_fn=torch.nn.Sigmoid(),
                show_progress_bar=False,
            )
        return np.asarray(scores, np.float32).reshape(len(texts))


def load_reranker(settings: Settings) -> Reranker | None:
    """From this machine only, never from the network; None when the settings name none.

    Raises ModelMissing when the weights are not here, ModelError when they are no re-ranker with one score.
    """
    name = settings.retrieve.reranker
    if name is None:
        return None
    # Seconds of imports: only those who re-rank wait for them.
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(name, device="cpu", local_files_only=True)
    except OSError as exc:
        raise ModelMissing(f"本机没有重排模型 {name}，请把 retrieve.reranker 设为模型文件夹，或留空不用。") from exc
    except Exception as exc:
        raise ModelError(f"重排模型 {name} 无法加载：{type(exc).__name__}。") from exc
    if model.num_labels != 1:
        raise ModelError(f"重排模型 {name} 给出 {model.num_labels} 个分数，需要只给一个分数的模型。")
    return Reranker(model)
