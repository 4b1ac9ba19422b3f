"""Texts to vectors: any sentence-transformers model behind LangChain's ``Embeddings``."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from qa.errors import ModelError, ModelMissing
from qa.models import weights
from qa.models.identity import EmbedderIdentity, remember
from qa.settings import EmbedderSettings, Settings

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
# Texts encoded under one hold of the lock: a question waits this long at most while reports are taken in.
CHUNK = 64
CACHED_QUERIES = 256
# Leading values of each weight that go into the identity; a fine-tuned copy differs in all of them.
IDENTITY_VALUES = 64
QUERY_PROMPTS = ("query",)
PASSAGE_PROMPTS = ("document", "passage", "corpus")


class Embedder(Embeddings):
    """Vectors of length ``dimension``, float32, L2-normalised; safe to share between threads.

    ``name`` identifies the weights and the passage prompt: vectors under the same name can be compared.
    """

    def __init__(self, model: SentenceTransformer, label: str, settings: EmbedderSettings, processes: int = 1) -> None:
        self._model = model
        self._processes = processes
        self._batch = settings.batch_size
        self._query_prompt = _prompt(model, settings.query_prompt, QUERY_PROMPTS)
        self._passage_prompt = _prompt(model, settings.passage_prompt, PASSAGE_PROMPTS)
        self._lock = threading.Lock()
        self._queries: OrderedDict[str, Vectors] = OrderedDict()
        self._queries_lock = threading.Lock()
        self.dimension = int(model.get_embedding_dimension() or 0)
        self.name = f"{label}@{_identity(model, self._passage_prompt)}"

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Rows in the order of ``texts``; ``progress`` is told the number of texts done so far. Raises ModelError when one
        of several processes dies."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        # Neighbours of like length waste little padding; the longest first, so that memory fails early if it does.
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        chunks = [order[start : start + CHUNK] for start in range(0, len(order), CHUNK)]
        made = self._encoded([[texts[row] for row in rows] for rows in chunks])
        done = 0
        for rows, own in zip(chunks, made, strict=True):
            vectors[rows] = own
            done += len(rows)
            if progress:
                progress(done)
        return vectors

    def _encoded(self, chunks: Sequence[list[str]]) -> Iterator[Vectors]:
        """Each chunk of passages in turn; by several processes, which share the weights, where there is enough for them."""
        processes = min(self._processes, len(chunks))
        if processes < 2:
            yield from (self._encode(chunk, self._passage_prompt) for chunk in chunks)
            return
        fork = multiprocessing.get_context("fork")
        try:
            with ProcessPoolExecutor(processes, fork, _begin, (self, processes)) as pool:
                yield from pool.map(_encode_here, chunks)
        except BrokenProcessPool as exc:
            raise ModelError(
                "一个计算向量的进程死了（可能内存不足），请减少 embedder.processes 再试；已算好的不必重算。"
            ) from exc

    def encode_query(self, text: str) -> Vectors:
        """One vector (dimension,), read-only; the last questions are remembered."""
        with self._queries_lock:
            if text in self._queries:
                self._queries.move_to_end(text)
                return self._queries[text]
        vector: Vectors = self._encode([text], self._query_prompt)[0]
        vector.setflags(write=False)
        with self._queries_lock:
            self._queries[text] = vector
            if len(self._queries) > CACHED_QUERIES:
                self._queries.popitem(last=False)
        return vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self.encode_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in self.encode_query(text)]

    def _encode(self, texts: list[str], prompt: str) -> Vectors:
        # The tokenizer's padding state is shared: two threads inside at once raise "Already borrowed".
        with self._lock:
            raw = self._model.encode(texts, prompt=prompt, batch_size=self._batch, show_progress_bar=False)
        vectors = np.asarray(raw, np.float32)
        # In bf16 the model's own normalisation is good to two digits only.
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(norms, np.finfo(np.float32).tiny)
        return unit


#: In a process that ``Embedder._encoded`` forked: whose passages it encodes.
_here: list[Embedder] = []


def _begin(embedder: Embedder, processes: int) -> None:
    # A Ctrl-C is for the parent, which ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_threads(processes)
    _here[:] = [embedder]


def _encode_here(texts: list[str]) -> Vectors:
    (embedder,) = _here
    return embedder._encode(texts, embedder._passage_prompt)


def limit_threads(processes: int) -> None:
    """Leaves each of so many processes its share of the cores; more threads than cores wait for one another.

    Before a fork of what has loaded a model, with the number of cores: a fork has no other threads than its own, and would
    wait for those that loading started.
    """
    import torch

    torch.set_num_threads(max(1, (os.cpu_count() or 1) // processes))


def load_embedder(settings: Settings, processes: int = 1) -> Embedder:
    """Loads from this machine only, never from the network; what it is, is noted for those who only need its name.
    Several ``processes`` encode passages, of a process that does nothing else.

    Raises ModelMissing when the weights are not here, ModelError when they cannot be loaded.
    """
    if processes > 1:
        limit_threads(os.cpu_count() or 1)
    embedder = _load_chosen(settings, processes)
    remember(settings, EmbedderIdentity(embedder.name, embedder.dimension))
    return embedder


def _load_chosen(settings: Settings, processes: int) -> Embedder:
    chosen = settings.embedder
    if chosen.model != weights.DEFAULT_EMBEDDER:
        label = Path(chosen.model).name if Path(chosen.model).is_dir() else chosen.model
        return _load(chosen.model, label, chosen, processes)
    folder = weights.e5_folder(settings)
    if not weights.e5_present(settings):
        raise ModelMissing(f"向量模型 {weights.E5_NAME} 还没有下载，请先运行 qa models pull。")
    if not weights.e5_whole(folder):
        raise ModelError(f"向量模型 {weights.E5_NAME} 的文件已损坏，请重新运行 qa models pull。")
    return _load(str(folder), weights.E5_NAME, chosen, processes)


def _load(place: str, label: str, settings: EmbedderSettings, processes: int) -> Embedder:
    # Seconds of imports: only those who embed wait for them.
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(
            place, device="cpu", local_files_only=True, model_kwargs={"dtype": _precision(settings.precision)}
        )
    except OSError as exc:
        raise ModelMissing(
            f"本机没有向量模型 {place}，请先运行 qa models pull，或把 embedder.model 设为模型文件夹。"
        ) from exc
    except Exception as exc:
        raise ModelError(f"向量模型 {place} 无法加载：{type(exc).__name__}。") from exc
    model.eval()
    return Embedder(model, label, settings, processes)


def _precision(wanted: Literal["auto", "bf16", "fp32"]) -> torch.dtype:
    import torch

    if wanted == "auto":
        able = torch.cpu.get_capabilities()
        # AVX-512 or AMX on x86, Neon or SVE on ARM; emulated bf16 is slower than fp32.
        wanted = "bf16" if any(able.get(f) for f in ("avx512_bf16", "amx_bf16", "bf16", "sve_bf16")) else "fp32"
    return torch.bfloat16 if wanted == "bf16" else torch.float32


def _prompt(model: SentenceTransformer, wanted: str | None, names: tuple[str, ...]) -> str:
    if wanted is not None:
        return wanted
    own: dict[str, str] = {name: prompt for name, prompt in model.prompts.items() if prompt}
    return next((own[name] for name in names if name in own), "")


def _identity(model: SentenceTransformer, passage_prompt: str) -> str:
    """Hash of the passage prompt and a sample of every weight.

    The same whatever precision they run in, and whatever names this version of the library gives them.
    """
    import torch

    def sample(values: torch.Tensor) -> bytes:
        return values.flatten()[:IDENTITY_VALUES].to(torch.bfloat16).view(torch.int16).numpy().tobytes()

    samples = sorted(sample(values) for values in model.state_dict().values())
    return hashlib.sha256(passage_prompt.encode() + b"".join(samples)).hexdigest()[:12]
