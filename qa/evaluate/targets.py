"""Which system is measured: what the caller chose, and how it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import StrEnum

from qa.errors import InputError
from qa.evaluate.ablation import Parts
from qa.evaluate.plain import Models, Plain
from qa.evaluate.ranking import DEPTH
from qa.evaluate.remote import AskServer, ChatEndpoint
from qa.evaluate.shelf import Shelf
from qa.evaluate.system import Answering, Ours, Retrieval, System
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Openers:
    """What only the composition root can open; each is called when a command needs it and not before.

    ``assistant`` and ``models`` are given settings whose chat mode is "none" when no model will be asked;
    ``models`` then leaves ``chat`` None.
    """

    settings: Callable[[], Settings]
    shelf: Callable[[Settings], Shelf]
    assistant: Callable[[Settings], AbstractContextManager[Answering]]
    models: Callable[[Settings], AbstractContextManager[Models]]
    search: Callable[[Settings], Parts]


class Pipeline(StrEnum):
    OURS = "ours"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Target:
    """``url`` and ``endpoint`` are servers; without them ``pipeline`` runs in this process.

    ``key_name`` names the environment variable that holds the endpoint's key: keys do not belong on command lines.
    """

    url: str | None = None
    endpoint: str | None = None
    model: str | None = None
    key_name: str = "OPENAI_API_KEY"
    pipeline: Pipeline = Pipeline.OURS
    retrieval_only: bool = False

    def check(self) -> None:
        """Raises InputError when the choices contradict each other."""
        if self.url and self.endpoint:
            raise InputError("--url 与 --openai 只能选一个")
        if (self.url or self.endpoint) and (self.retrieval_only or self.pipeline is not Pipeline.OURS):
            raise InputError("--retrieval-only 与 --pipeline 只用于本机，不能与 --url、--openai 同用")
        if bool(self.endpoint) != bool(self.model):
            raise InputError("--openai 与 --model 要一起给出")


@contextmanager
def open_system(target: Target, settings: Settings, openers: Openers, environ: Mapping[str, str]) -> Iterator[System]:
    """The system that ``target`` names, closed again at the end."""
    if target.url:
        yield AskServer(target.url, DEPTH)
    elif target.endpoint and target.model:
        yield ChatEndpoint(target.endpoint, target.model, environ.get(target.key_name))
    elif target.pipeline is Pipeline.PLAIN:
        with openers.models(settings) as models:
            yield Plain(settings.seeds_dir, models)
    else:
        with openers.assistant(settings) as assistant:
            yield Retrieval(assistant, DEPTH) if target.retrieval_only else Ours(assistant, DEPTH)


def fitted(settings: Settings, target: Target) -> Settings:
    """``settings`` without a chat model when none will be asked, so that none is started."""
    if not target.retrieval_only:
        return settings
    return settings.model_copy(update={"chat": settings.chat.model_copy(update={"mode": "none"})})
