"""Puts the parts together: settings in, a ready Assistant out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from qa.answer.assistant import Assistant
from qa.answer.library import Library
from qa.errors import ModelError
from qa.evaluate.ablation import Parts
from qa.evaluate.plain import Models
from qa.evaluate.shelf import Shelf
from qa.index.content import recipe_for
from qa.index.milvus import open_milvus
from qa.index.store import open_store
from qa.models import Chat, open_chat
from qa.models.embedder import Embedder, load_embedder
from qa.models.reranker import load_reranker
from qa.places import load_gazetteer
from qa.profile import SMALL, profile_of
from qa.prompts import Prompt, load_prompts
from qa.settings import Settings
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
        yield Models(load_embedder(settings), chat.model if chat else None)
    finally:
        if chat:
            chat.close()


def open_assistant(settings: Settings, *, wait: bool = True, chat: bool = True) -> Assistant:
    """Everything a question needs. Without a usable chat model the assistant quotes; ``wait`` for a local one,
    which loads while the embedder does.

    Raises PromptError, ModelMissing (embedder), StoreError.
    """
    prompts = load_prompts(settings.prompts_dir)
    model = _open_chat(settings) if chat else None
    try:
        assistant = _assemble(settings, prompts, model)
        if model and wait:
            _wait(model)
    except BaseException:
        if model:
            model.close()
        raise
    return assistant


def open_library(settings: Settings, embedder: Embedder, words: Words) -> Library:
    """The store with its planner and retriever. Raises StoreError, and ModelMissing for a re-ranker."""
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
    )


def _assemble(settings: Settings, prompts: dict[str, Prompt], model: Chat | None) -> Assistant:
    embedder = load_embedder(settings)
    words = open_words(settings)
    library = open_library(settings, embedder, words)
    profile = profile_of(settings) or SMALL
    # The local model's tokens cost nothing.
    kept = settings.chat.kept_replies if settings.chat.mode == "endpoint" else 0
    return Assistant(library, model, prompts, words, settings.retrieve, embedder.name, profile, kept)


def _open_chat(settings: Settings) -> Chat | None:
    try:
        return open_chat(settings, wait=False)
    except ModelError as exc:
        log.warning("answers will be quoted: %s", exc)
        return None


def _wait(model: Chat) -> None:
    try:
        model.wait()
    except ModelError as exc:
        log.warning("answers will be quoted until the model is ready: %s", exc)
