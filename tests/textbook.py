"""The search that LangChain's documentation puts together: FAISS and BM25, all in memory, by equal parts."""

from __future__ import annotations

from collections.abc import Callable

import jieba
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.embeddings import Embeddings

from qa.index.store import Store
from qa.index.vectors import Vectors


class Known(Embeddings):
    """Embeds from memory, so that neither side's time holds any embedding."""

    def __init__(self, encode: Callable[[str], Vectors]) -> None:
        self._encode = encode

    def embed_query(self, text: str) -> list[float]:
        return [float(value) for value in self._encode(text)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


def ensemble(store: Store, encode: Callable[[str], Vectors], most: int) -> EnsembleRetriever:
    """FAISS and BM25 over the passages by equal parts, as its documentation puts them together; words by jieba."""
    texts = [passage.text for passage in store.passages]
    rows = store.vectors.vectors().tolist()
    dense = FAISS.from_embeddings(list(zip(texts, rows, strict=True)), Known(encode))
    jieba.initialize()
    words = BM25Retriever.from_texts(texts, preprocess_func=jieba.lcut, k=most)
    return EnsembleRetriever(retrievers=[words, dense.as_retriever(search_kwargs={"k": most})], weights=[0.5, 0.5])
