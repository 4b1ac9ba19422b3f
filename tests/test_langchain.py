"""The retriever inside LangChain: a chain with a prompt and a chat model, and what each document carries."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough
from pydantic import Field

from qa.answer.library import Library
from qa.index.build import build_store
from qa.intake.ingest import ingest
from qa.langchain import ReportRetriever, ask_tool, open_retriever
from qa.models.embedder import load_embedder
from qa.places import load_gazetteer
from qa.records import Filters
from qa.settings import ROOT, RetrieveSettings, Settings
from tests.answer.fakes import RECIPE, reports, shared_words
from tests.corpus.test_read import made
from tests.estimates import plainly
from tests.samples import PairEncoder
from tests.web import fakes
from tests.web.fakes import FakeService


class QuotingModel(BaseChatModel):
    """Answers with the first line of the material it was given, and remembers what it was asked."""

    asked: list[str] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "quoting"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        text = str(messages[-1].content)
        self.asked.append(text)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text.splitlines()[1]))])


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> ReportRetriever:
    root, encoder = tmp_path_factory.mktemp("index"), PairEncoder()
    build_store(root, RECIPE, *reports(), lambda: encoder, shared_words())
    library = Library(
        root, RECIPE, encoder.encode_query, shared_words(), load_gazetteer(), RetrieveSettings(), estimate=plainly
    )
    return ReportRetriever(library=library)


def quotes(documents: Sequence[Document]) -> str:
    return "\n".join(f"{document.metadata['quote']}（{document.metadata['title']}）" for document in documents)


def test_a_chain_answers_from_the_right_place_and_year(retriever: ReportRetriever) -> None:
    model = QuotingModel()
    prompt = ChatPromptTemplate.from_template("资料：\n{context}\n问题：{question}")
    chain = {"context": retriever | quotes, "question": RunnablePassthrough()} | prompt | model | StrOutputParser()
    assert (
        chain.invoke("洛阳市2019年新建了多少公里农村公路？")
        == "新建农村公路386公里，改造危桥52座。（洛阳市2020年政府工作报告）"
    )
    assert "大同" not in model.asked[0]


def test_async_gives_the_same(retriever: ReportRetriever) -> None:
    question = "大同2019年地区生产总值增长多少？"
    assert asyncio.run(retriever.ainvoke(question)) == retriever.invoke(question)


def test_a_document_says_where_it_stands(retriever: ReportRetriever) -> None:
    best = retriever.invoke("洛阳市2019年改造了多少座危桥？")[0]
    report = next(report for report in reports()[0] if report.id == best.metadata["report_id"])
    meta = best.metadata
    assert best.page_content == report.text[meta["start"] : meta["end"]]
    assert json.loads(json.dumps(meta)) == meta
    assert (meta["place"], meta["report_year"], meta["data_years"], meta["role"]) == ("洛阳市", 2020, [2019], "review")
    assert (meta["section"], meta["sha256"], meta["page"]) == (["一、工作回顾"], report.sha256, None)
    first = meta["sentences"][0]
    assert first["text"] == meta["quote"] == report.text[first["start"] : first["end"]]
    assert (first["aspect"], first["data_years"]) == ("result", [2019])
    assert meta["score"] == first["score"] >= meta["sentences"][-1]["score"]
    assert meta["score_dense"] > 0 and meta["score_words"] > 0
    assert best.id and meta["index"]


def test_every_key_is_documented(retriever: ReportRetriever) -> None:
    text = (ROOT / "docs" / "langchain.md").read_text(encoding="utf-8")
    (best, *_) = retriever.invoke("洛阳市2019年改造了多少座危桥？")
    keys = {*best.metadata, *best.metadata["sentences"][0]}
    assert {key for key in keys if f"`{key}`" not in text} == set()


def test_a_comparison_searches_each_place(retriever: ReportRetriever) -> None:
    found = retriever.invoke("2019年洛阳和大同的地区生产总值增速分别是多少？")
    assert [document.metadata["place"] for document in found[:2]] == ["洛阳市", "大同市"]


@pytest.mark.parametrize(
    "question", ["2019年深圳新建了多少公里农村公路？", "洛阳2035年新建农村公路多少？", "？？！", ""]
)
def test_what_no_report_covers_brings_nothing(retriever: ReportRetriever, question: str) -> None:
    assert retriever.invoke(question) == []


def test_filters_and_size_are_kept(retriever: ReportRetriever) -> None:
    limited = retriever.model_copy(update={"filters": Filters(place=("大同市",)), "top_k": 1})
    (document,) = limited.invoke("新建农村公路多少公里？")
    assert document.metadata["place"] == "大同市"


@pytest.mark.real
def test_one_call_opens_it(tmp_path: Path) -> None:
    for place, year in (("珠海市", 2015), ("佛山市", 2014)):
        (tmp_path / f"{place}.txt").write_text(made(place, year), encoding="utf-8")
    settings = Settings(index_dir=tmp_path / "index", seeds_dir=tmp_path)
    ingest(settings, [], lambda *_: None, lambda: load_embedder(settings))
    (first, *_) = open_retriever(settings, top_k=4).invoke("珠海市2014年地区生产总值增长多少？")
    assert (first.metadata["place"], first.metadata["report_year"]) == ("珠海市", 2015)
    assert "地区生产总值" in first.metadata["quote"]


def test_the_whole_product_is_a_tool() -> None:
    service = FakeService()
    tool = ask_tool(service)
    assert tool.description and set(tool.args) == {"question", "place", "report_year"}
    arguments = {"question": "地区生产总值增长多少？", "place": ["河北省"]}
    message = tool.invoke({"name": tool.name, "args": arguments, "id": "1", "type": "tool_call"})
    assert fakes.QUOTE in message.content and message.artifact["citations"][0]["quote"] == fakes.QUOTE
    assert service.asked[0].filters.place == ("河北省",)
    assert "增长5.5%" in tool.invoke({"question": "增长多少？"})
