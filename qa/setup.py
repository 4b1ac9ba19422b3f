"""Puts the parts together: settings in, a ready Assistant out."""

from __future__ import annotations

import gc
import logging
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace

from qa.answer.assistant import Assistant
from qa.answer.library import Library
from qa.answer.sufficiency import Estimate, estimated
from qa.errors import ModelError, ModelMissing
from qa.evaluate.ablation import Parts
from qa.evaluate.plain import Models
from qa.evaluate.shelf import Shelf
from qa.index.content import recipe_for
from qa.index.milvus import open_milvus
from qa.index.store import open_store
from qa.models import Chat, open_chat
from qa.models.embedder import Embedder, limit_threads, load_embedder
from qa.models.reranker import load_reranker
from qa.models.shared import SharedServer, shared
from qa.places import load_gazetteer
from qa.profile import SMALL, profile_of
from qa.prompts import Prompt, load_prompts
from qa.settings import Settings
from qa.web.workers import run_workers
from qa.wording.indicators import terms
from qa.words import Words

log = logging.getLogger(__name__)


def open_words(settings: Settings) -> Words:
    return Words(settings.cache / "jieba", terms())


@contextmanager
def assistant_for(settings: Settings) -> Iterator[Assistant]:
    """An assistant that is closed at the end; without a chat model when the settings say so."""
    assistant = open_assistant(settings, chat=settings.chat.mode != "none")
    try:
        yield assistant
    finally:
        assistant.close()


def open_shelf(settings: Settings) -> Shelf:
    store = open_store(settings.index_dir)
    return Shelf(store.reports, store.generation, store.statements)


def open_parts(settings: Settings) -> Parts:
    """The search taken apart, for measuring what each part is worth."""
    embedder, words = load_embedder(settings), open_words(settings)
    opened = open_library(settings, embedder, words).current()
    return Parts(opened.store, opened.planner, words, embedder, settings.retrieve, settings.seeds_dir)


@contextmanager
def models_for(settings: Settings) -> Iterator[Models]:
    """The bare models, for a baseline made of nothing else."""
    chat = open_chat(settings) if settings.chat.mode != "none" else None
    try:
        if chat:
            chat.wait()
        yield Models(load_embedder(settings), chat.model if chat else None)
    finally:
        if chat:
            chat.close()


def open_assistant(settings: Settings, *, wait: bool = True, chat: bool = True) -> Assistant:
    """Everything a question needs. Without a usable chat model the assistant quotes; a local one that is often asked loads
    while the embedder does, to ``wait`` for, and one that is seldom asked when it is first needed.

    Raises PromptError, ModelMissing (embedder), StoreError.
    """
    model = _open_chat(settings) if chat else None
    try:
        assistant = assemble(settings, load(settings), model)
        if model and wait and model.started:
            _wait(model)
    except BaseException:
        if model:
            model.close()
        raise
    return assistant


def open_library(settings: Settings, embedder: Embedder, words: Words, estimate: Estimate = estimated) -> Library:
    """The store with its planner and retriever; ``estimate`` of how likely it is that what was found answers. Raises
    StoreError, and ModelMissing for a re-ranker."""
    recipe = recipe_for(embedder.name, embedder.dimension, settings.split.passage_chars)
    reranker = load_reranker(settings)
    rerank = reranker.score if reranker else None
    milvus = open_milvus(settings.store)
    return Library(
        settings.index_dir,
        recipe,
        embedder.encode_query,
        words,
        load_gazetteer(),
        settings.retrieve,
        rerank,
        milvus.ranking if milvus else None,
        estimate,
    )


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that a question needs but the chat model; processes that are forked share it."""

    prompts: dict[str, Prompt]
    embedder: Embedder
    words: Words
    library: Library


def load(settings: Settings, estimate: Estimate = estimated) -> Loaded:
    """``estimate``: see ``open_library``. Raises PromptError, ModelMissing (embedder), StoreError."""
    prompts = load_prompts(settings.prompts_dir)
    embedder, words = load_embedder(settings), open_words(settings)
    return Loaded(prompts, embedder, words, open_library(settings, embedder, words, estimate))


@contextmanager
def _one_engine(settings: Settings) -> Iterator[SharedServer | None]:
    """Of a local chat model one runs for all processes; None where there is none."""
    with ExitStack() as stack:
        server = None
        if settings.chat.mode == "local":
            with suppress(ModelMissing):  # Each process says so.
                server = stack.enter_context(shared(settings))
        yield server


def serve_workers(settings: Settings, work: Callable[[Assistant, Settings, socket.socket], None]) -> None:
    """Loads everything once and forks the workers, each of which is given an assistant of its own to ``work`` with.

    Raises what ``load`` raises, and SettingsError when the address cannot be had.
    """
    with _one_engine(settings) as server:
        limit_threads(os.cpu_count() or 1)
        loaded = load(_mapped(settings))
        gc.collect()
        # What a collector marks is written to, and no longer shared.
        gc.freeze()

        def begin(listening: socket.socket) -> None:
            limit_threads(settings.web.workers)
            # A client of Milvus does not survive a fork: each process has its own, over the files that all share.
            mine = loaded if settings.store.backend == "local" else replace(loaded, library=_opened(settings, loaded))
            work(assemble(settings, mine, _open_chat(settings, server)), settings, listening)

        run_workers(settings.web, begin)


def _mapped(settings: Settings) -> Settings:
    """``settings`` with the passages ranked by the files of the store."""
    return settings.model_copy(update={"store": settings.store.model_copy(update={"backend": "local"})})


def _opened(settings: Settings, loaded: Loaded) -> Library:
    return open_library(settings, loaded.embedder, loaded.words)


def assemble(settings: Settings, loaded: Loaded, model: Chat | None) -> Assistant:
    """What answers questions in this process."""
    profile = profile_of(settings) or SMALL
    # The local model's tokens cost nothing.
    kept = settings.chat.kept_replies if settings.chat.mode == "endpoint" else 0
    return Assistant(
        loaded.library,
        model,
        loaded.prompts,
        loaded.words,
        settings.retrieve,
        loaded.embedder.name,
        profile,
        kept,
    )


def _open_chat(settings: Settings, server: SharedServer | None = None) -> Chat | None:
    """Begins to load one that most questions are put to, so that the first need not wait for it."""
    try:
        chat = open_chat(settings, server)
    except ModelError as exc:
        log.warning("answers will be quoted: %s", exc)
        return None
    profile = profile_of(settings)
    if chat and profile and not profile.seldom:
        chat.start()
    return chat


def _wait(model: Chat) -> None:
    try:
        model.wait()
    except ModelError as exc:
        log.warning("answers will be quoted until the model is ready: %s", exc)
