"""What an answer costs: all that is asked of the model is counted, paid for by whoever asks, and kept for who asks the same."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Generator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from qa.answer.material import tokens_of
from qa.answer.write import ChatModel
from qa.errors import BudgetSpent, ModelError
from qa.question.understand import Structured
from qa.records import Usage

#: Longer replies are no answers, and not kept.
_LONGEST = 8000
#: Tokens around a prompt: who speaks, where it ends.
_AROUND = 8


class Asked(ChatModel, Structured, Protocol):
    """What an answer needs of a chat model."""


class Purse(Protocol):
    """Whoever pays for an answer; called from the answer's own thread, also when its reader has left."""

    def allows(self) -> bool:
        """Whether anything may be spent."""
        ...

    def pay(self, usage: Usage) -> None: ...


class Replies:
    """What a model said to what it was asked word for word, evidence and question, the latest ``most``; for all threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._said: OrderedDict[str, str] = OrderedDict()

    def find(self, key: str) -> str | None:
        with self._lock:
            if key in self._said:
                self._said.move_to_end(key)
            return self._said.get(key)

    def keep(self, key: str, reply: str) -> None:
        if len(reply) > _LONGEST:
            return
        with self._lock:
            self._said[key] = reply
            while len(self._said) > self._most:
                self._said.popitem(last=False)

    def forget(self, key: str) -> None:
        with self._lock:
            self._said.pop(key, None)


class Metered:
    """A chat model as one answer sees it. Besides ModelUnavailable it raises BudgetSpent where ``purse`` is empty."""

    def __init__(self, chat: Asked, replies: Replies, purse: Purse | None) -> None:
        self.name = chat.name
        self._chat = chat
        self._replies = replies
        self._purse = purse
        self._asked: list[str] = []
        self._reused = self._limited = False
        self._spent = Usage()

    @property
    def usage(self) -> Usage:
        """Of the answer so far."""
        cached = self._reused and self._spent == Usage()
        return replace(self._spent, cached=cached, limited=self._limited)

    def stream(self, system: str, user: str, *, max_tokens: int | None = None) -> Generator[str, None, Usage | None]:
        pieces = self._chat.stream(system, user, max_tokens=max_tokens)
        return self._counted(pieces, system, user, f"{max_tokens}")

    def structured(
        self, system: str, user: str, schema: Mapping[str, Any], *, max_tokens: int | None = None
    ) -> Generator[str, None, Usage | None]:
        pieces = self._chat.structured(system, user, schema, max_tokens=max_tokens)
        return self._counted(pieces, system, user, f"{max_tokens} {json.dumps(schema)}")

    def forget(self) -> None:
        """What it said for this answer was of no use, and may be better another time."""
        for key in self._asked:
            self._replies.forget(key)

    def _counted(
        self, pieces: Generator[str, None, Usage | None], system: str, user: str, form: str
    ) -> Generator[str, None, Usage | None]:
        key = hashlib.sha256("\0".join((self.name, system, user, form)).encode()).hexdigest()
        self._asked.append(key)
        known = self._replies.find(key)
        if known is not None:
            self._reused = True
            yield known
            return None
        if self._purse is not None and not self._purse.allows():
            self._limited = True
            raise BudgetSpent("今天的模型用量已满。")
        said: list[str] = []
        used, begun = None, True
        try:
            used = yield from _noted(pieces, said)
            self._replies.keep(key, "".join(said))
        except ModelError as exc:
            begun = exc.begun or any(said)
            raise
        finally:
            if begun:
                self._pay(used or _estimated(f"{system}{user}", "".join(said)))
        return used

    def _pay(self, usage: Usage) -> None:
        self._spent = self._spent.plus(usage)
        if self._purse is not None:
            self._purse.pay(usage)


def _noted(pieces: Generator[str, None, Usage | None], said: list[str]) -> Generator[str, None, Usage | None]:
    try:
        while True:
            piece = next(pieces)
            said.append(piece)
            yield piece
    except StopIteration as end:
        used: Usage | None = end.value
        return used
    finally:
        pieces.close()


def _estimated(asked: str, said: str) -> Usage:
    return Usage(round(tokens_of(asked)) + _AROUND, round(tokens_of(said)), estimated=True)
