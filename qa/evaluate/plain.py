"""The textbook pipeline, the baseline that every published figure stands beside.

LangChain's own parts put together as its tutorial does: text loader, recursive splitter at 500/50, FAISS, the
four nearest passages, one prompt (its ``rlm/rag-prompt`` in Chinese), over the files as they were found. The
embedder and the chat model are the product's own, so that what differs is the pipeline. This is the one place
outside ``qa.models`` and ``qa.index`` that imports LangChain's parts and FAISS (through LangChain): built from
ours, the baseline would measure us twice; and no other room may come to depend on it.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.errors import InputError
from qa.evaluate.system import Clock, Outcome, Shown, Stopwatch
from qa.records import Turn

if TYPE_CHECKING:
    from langchain_community.vectorstores import FAISS
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel

PROMPT = Path(__file__).with_name("plain_prompt.txt")
CHUNK, OVERLAP, TOP = 500, 50, 4


@dataclass(frozen=True, slots=True)
class Models:
    """``chat`` is None where only retrieval is measured."""

    embeddings: Embeddings
    chat: BaseChatModel | None


class Plain:
    """Deaf to the history when it searches, as the textbook is; the model is shown it."""

    def __init__(self, folder: Path, models: Models, clock: Clock = time.perf_counter) -> None:
        """Embeds every ``*.txt`` of ``folder``. Raises InputError when there is none or a part is not installed."""
        self._chat, self._clock = models.chat, clock
        self._prompt = _part("langchain_core.prompts").ChatPromptTemplate.from_template(
            PROMPT.read_text(encoding="utf-8")
        )
        self._store = _store(_documents(folder), models.embeddings)

    @property
    def name(self) -> str:
        return "plain" if self._chat is not None else "plain retrieval"

    def answer(self, question: str, history: tuple[Turn, ...]) -> Outcome:
        watch = Stopwatch(self._clock)
        try:
            found = self._store.similarity_search(question, k=TOP)
            watch.evidence()
            text = "".join(self._write(self._chat, question, history, found, watch)) if self._chat else None
        except Exception as exc:  # noqa: BLE001 - whatever the baseline's parts raise, the call failed
            return Outcome(error=f"{type(exc).__name__}：{exc}", seconds=watch.read())
        return Outcome(answer=text, mode=self.name, passages=tuple(map(_shown, found)), seconds=watch.read())

    def _write(
        self,
        chat: BaseChatModel,
        question: str,
        history: tuple[Turn, ...],
        found: Sequence[Document],
        watch: Stopwatch,
    ) -> Iterator[str]:
        context = "\n\n".join(document.page_content for document in found)
        said = [(turn.role, turn.content) for turn in history]
        messages = self._prompt.format_messages(question=question, context=context)
        for piece in chat.stream([*said, *messages]):
            if piece.text:
                watch.token()
                yield piece.text


def _documents(folder: Path) -> list[Document]:
    loaders = _part("langchain_community.document_loaders")
    splitters = _part("langchain_text_splitters")
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise InputError(f"{folder} 中没有 .txt 文件，基线无从检索")
    splitter = splitters.RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    documents = [document for file in files for document in loaders.TextLoader(file, encoding="utf-8").load()]
    return list(splitter.split_documents(documents))


def _store(documents: list[Document], embeddings: Embeddings) -> FAISS:
    """As ``from_documents``, but a text that comes again (a file may hold eight copies of a report) is embedded once."""
    texts = [document.page_content for document in documents]
    distinct = list(dict.fromkeys(texts))
    vectors = dict(zip(distinct, embeddings.embed_documents(distinct), strict=True))
    store: FAISS = _part("langchain_community.vectorstores").FAISS.from_embeddings(
        [(text, vectors[text]) for text in texts], embeddings, [document.metadata for document in documents]
    )
    return store


def _part(module: str) -> Any:
    """Imported when a baseline is asked for: the product itself runs without these packages."""
    try:
        return importlib.import_module(module)
    except ImportError as exc:
        raise InputError(f"基线需要 {module.partition('.')[0]}；请运行 pip install 'gov-report-qa[dev]'") from exc


def _shown(document: Document) -> Shown:
    return Shown(Path(str(document.metadata["source"])).name, document.page_content)
