"""Fetching an embedder or a re-ranker from its hub; all that goes there."""

from __future__ import annotations

from qa.errors import ModelError


def fetch_embedder(name: str) -> None:
    """Downloads a model from its hub (``HF_ENDPOINT`` and the hub's own cache apply), unless it is here already.

    Raises ModelError when the hub cannot be reached or does not have it.
    """
    from sentence_transformers import SentenceTransformer

    try:
        SentenceTransformer(name, device="cpu")
    except Exception as exc:
        raise ModelError(f"向量模型 {name} 下载失败：请检查模型名和网络（镜像可用 HF_ENDPOINT 设置）。") from exc


def fetch_reranker(name: str) -> None:
    """As ``fetch_embedder``, for a CrossEncoder."""
    from sentence_transformers import CrossEncoder

    try:
        CrossEncoder(name, device="cpu")
    except Exception as exc:
        raise ModelError(f"重排模型 {name} 下载失败：请检查模型名和网络（镜像可用 HF_ENDPOINT 设置）。") from exc
