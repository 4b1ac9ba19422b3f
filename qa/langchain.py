"""The store as a LangChain retriever: ``open_retriever()`` goes wherever a chain takes a ``BaseRetriever``.

A question goes the product's whole way: understood, planned with hard filters, searched by both rankings.
"""

from __future__ import annotations

import logging
import os

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from qa.answer.library import Library
from qa.answer.refuse import reason_before_search
from qa.answer.settle import settle
from qa.index.store import Store
from qa.models.embedder import load_embedder
from qa.records import Filters, Hit, Sentence
from qa.settings import Settings, load_settings
from qa.setup import open_library, open_words

log = logging.getLogger(__name__)


class ReportRetriever(BaseRetriever):
    """At the ``top_k`` best passages of the newest store for a question, best first.

    None when the question is none, or asks for a place or year that no report covers: nothing else is offered in
    their stead. ``ainvoke`` runs in a thread of its own. Raises StoreError.

    ``Document.id`` is the passage's id and ``page_content`` its words; ``metadata`` is JSON: ``report_id, title,
    place, report_year, section`` (headings), ``role, data_years, page, start, end`` (offsets in the report's cleaned
    text, of hash ``sha256``), ``score, score_dense, score_words``, ``scope`` (which search of the plan), ``index``,
    ``quote`` (the best sentence) and ``sentences``, best first, each with ``text, start, end, data_years, aspect,
    score``.
    """

    library: Library
    top_k: int = Field(8, ge=1, le=50)
    filters: Filters = Filters()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - the interface passes it
    ) -> list[Document]:
        opened = self.library.current()
        plan = opened.planner.plan(query, filters=self.filters)
        reason = reason_before_search(plan)
        if reason is not None or not any(map(str.isalnum, query)):
            log.info("nothing to search for: %s", reason)
            return []
        _, hits = settle(plan, opened.retriever.run(plan, self.top_k))
        return [_document(hit, opened.store) for hit in hits[: self.top_k]]


def open_retriever(
    settings: Settings | None = None, top_k: int | None = None, filters: Filters = Filters()
) -> ReportRetriever:
    """From ``settings`` (the file and the environment when not given). Raises SettingsError, ModelMissing, StoreError."""
    settings = settings or load_settings(os.environ)
    library = open_library(settings, load_embedder(settings), open_words(settings))
    return ReportRetriever(library=library, top_k=top_k or settings.retrieve.top_k, filters=filters)


def _document(hit: Hit, store: Store) -> Document:
    passage, scores = hit.passage, hit.scores
    sentences = [_sentence(hit, sentence, score) for sentence, score in hit.sentences]
    metadata = {
        "report_id": passage.report_id,
        "title": passage.title,
        "place": passage.place,
        "report_year": passage.report_year,
        "section": list(passage.section),
        "role": passage.role.value,
        "data_years": list(passage.years),
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "sha256": store.report_of(passage).sha256,
        "score": scores.fused,
        "score_dense": scores.dense,
        "score_words": scores.words,
        "scope": hit.scope,
        "index": store.generation,
        "quote": sentences[0]["text"],
        "sentences": sentences,
    }
    return Document(id=passage.id, page_content=passage.text, metadata=metadata)


def _sentence(hit: Hit, sentence: Sentence, score: float) -> dict[str, object]:
    return {
        "text": hit.passage.sentence_text(sentence).strip(),
        "start": sentence.start,
        "end": sentence.end,
        "data_years": list(sentence.years),
        "aspect": sentence.aspect.value,
        "score": score,
    }
