"""The store as a LangChain retriever: ``open_retriever()`` goes wherever a chain takes a ``BaseRetriever``; and the
whole product as a tool: ``open_tool()`` goes wherever an agent takes a ``BaseTool``.

A question goes the product's whole way: understood, planned with hard filters, searched by both rankings.
"""

from __future__ import annotations

import logging
import os
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import StructuredTool
from pydantic import BaseModel, Field

from qa.answer.library import Library
from qa.answer.refuse import reason_before_search
from qa.answer.settle import settle
from qa.index.store import Store
from qa.models.embedder import load_embedder
from qa.records import Answer, Filters, Hit, Sentence
from qa.settings import Settings, load_settings
from qa.setup import open_assistant, open_library, open_words
from qa.web.convert import answer_out, with_footnotes
from qa.web.service import Service

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
        _, hits = settle(plan, opened.retriever.run(plan, self.top_k), opened.sufficiency.answers)
        return [_document(hit, opened.store) for hit in hits[: self.top_k]]


def open_retriever(
    settings: Settings | None = None, top_k: int | None = None, filters: Filters = Filters()
) -> ReportRetriever:
    """From ``settings`` (the file and the environment when not given). Raises SettingsError, ModelMissing, StoreError."""
    settings = settings or load_settings(os.environ)
    library = open_library(settings, load_embedder(settings), open_words(settings))
    return ReportRetriever(library=library, top_k=top_k or settings.retrieve.top_k, filters=filters)


class AskArguments(BaseModel):
    """提问。"""

    question: str = Field(description="问题，说明地区与年份，如：河北省2023年地区生产总值增长多少？")
    place: list[str] = Field([], description="只在这些地区的报告里找，地区全名；不限则空")
    report_year: list[int] = Field([], description="只在这些年份的报告里找；不限则空")


def ask_tool(service: Service) -> StructuredTool:
    """A tool that answers; its content is the answer with the sentences cited, its artifact the reply of ``/v1/ask``."""

    def ask(question: str, place: list[str], report_year: list[int]) -> tuple[str, dict[str, Any]]:
        filters = Filters(place=tuple(place), report_year=tuple(report_year))
        events = service.stream(question, (), filters, None)
        answer = next(event for event in events if isinstance(event, Answer))
        return with_footnotes(answer), answer_out(answer).model_dump(mode="json")

    return StructuredTool.from_function(
        ask,
        name="ask_government_reports",
        description="根据收录的政府工作报告回答问题，每句话注明出处；报告没有说的会说没有，不要代填",
        args_schema=AskArguments,
        response_format="content_and_artifact",
    )


def open_tool(settings: Settings | None = None) -> StructuredTool:
    """From ``settings`` (the file and the environment when not given). Raises SettingsError, ModelMissing, StoreError."""
    return ask_tool(open_assistant(settings or load_settings(os.environ)))


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
