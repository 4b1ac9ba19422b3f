"""Puts the parts together: settings in, a ready Assistant out; and reports in, a published store out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qa.answer.assistant import Assistant
from qa.answer.library import Library
from qa.corpus import Corpus, read_reports
from qa.errors import InputError, ModelError
from qa.evaluate.plain import Models
from qa.evaluate.shelf import Shelf
from qa.index.build import build_store, generation_of, is_current, recipe_for
from qa.index.store import open_store
from qa.models import load_embedder, open_chat
from qa.places import load_gazetteer
from qa.prompts import load_prompts
from qa.question.indicators import terms
from qa.settings import Settings
from qa.words import Words

Progress = Callable[[str, int, int], None]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ingested:
    """``generation`` names the store now in use; ``changed`` is False when it held just this before."""

    corpus: Corpus
    generation: str
    changed: bool


def open_words(settings: Settings) -> Words:
    return Words(settings.cache / "jieba", terms())


def ingest(settings: Settings, paths: Sequence[Path], progress: Progress) -> Ingested:
    """Read ``paths`` (default: the seeds folder) and publish a store of just these reports.

    Raises InputError when no file is a report; files that cannot be read are listed in ``corpus.problems``.
    """
    corpus = read_reports(
        paths or [settings.seeds_dir],
        passage_chars=settings.split.passage_chars,
        progress=lambda name: progress(f"读取 {name}", 0, 0),
    )
    if not corpus.passages:
        raise InputError("没有读到任何报告：" + "；".join(f"{p.file}：{p.message}" for p in corpus.problems))
    embedder = load_embedder(settings)
    recipe = recipe_for(embedder.name, embedder.dimension, settings.split.passage_chars)
    generation = generation_of(recipe, corpus.reports, corpus.passages)
    if is_current(settings.index_dir, generation):
        return Ingested(corpus, generation, changed=False)
    build_store(
        settings.index_dir, recipe, corpus.reports, corpus.passages, lambda: embedder, open_words(settings), progress
    )
    return Ingested(corpus, generation, changed=True)


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
    return Shelf(store.reports, store.generation)


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
    """Everything a question needs. Without a usable chat model the assistant quotes; ``wait`` for a local one.

    Raises PromptError, ModelMissing (embedder), StoreError.
    """
    prompts = load_prompts(settings.prompts_dir)
    embedder = load_embedder(settings)
    words = open_words(settings)
    recipe = recipe_for(embedder.name, embedder.dimension, settings.split.passage_chars)
    library = Library(settings.index_dir, recipe, embedder.encode_query, words, load_gazetteer(), settings.retrieve)
    try:
        model = open_chat(settings, wait=wait) if chat else None
    except ModelError as exc:
        log.warning("answers will be quoted: %s", exc)
        model = None
    return Assistant(library, model, prompts, words, settings.retrieve, embedder.name)
