"""Answers in the making: a bounded number at a time, each in its own thread, read from the event loop.

The service's generator is blocking and heavy, so it never runs on the event loop. Threads are daemons and not
those of a pool: a pool's threads are joined at exit, and one that waits for a model would hold the process.
Everything but ``_work`` and what it calls runs on the event loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable, Generator

from qa.deadline import for_reader
from qa.records import Answer, AnswerEvent, Token
from qa.web import problems

AnswerEvents = Generator[AnswerEvent, None, None]
Start = Callable[[], AnswerEvents]


_STILL_WAITING = Token("")


class NoAnswer(Exception):
    """The service's generator ended without its Answer: a bug below, told as ``internal``."""


class Answering:
    """One answer; its events come out of ``next``."""

    def __init__(self, start: Start, on_end: Callable[[Answering], None]) -> None:
        self._start = start
        self._on_end = on_end
        self._loop = asyncio.get_running_loop()
        self._inbox: asyncio.Queue[AnswerEvent | Exception] = asyncio.Queue()
        self._gone = threading.Event()

    async def next(self) -> AnswerEvent:
        """The last event is the Answer. Raises what the service raised, or the Problem given to ``abort``."""
        item = await self._inbox.get()
        if isinstance(item, Exception):
            raise item
        return item

    async def final(self) -> Answer:
        while not isinstance(event := await self.next(), Answer):
            pass
        return event

    def run(self) -> None:
        threading.Thread(target=self._work, name="qa-answer", daemon=True).start()

    def leave(self) -> None:
        """Nobody reads any more: its deadline passes at once, and the thread closes the generator at its next event."""
        self._gone.set()

    def abort(self, problem: problems.Problem) -> None:
        """End it from outside: ``next`` raises ``problem`` after the events already there."""
        self._inbox.put_nowait(problem)
        self.leave()

    def _work(self) -> None:
        try:
            with for_reader(self._gone.is_set), contextlib.closing(self._start()) as events:
                self._forward(events)
        except Exception as exc:  # noqa: BLE001  the reader's side tells one from another
            self._post(exc)
        finally:
            self._on_loop(lambda: self._on_end(self))

    def _forward(self, events: AnswerEvents) -> None:
        for event in events:
            if self._gone.is_set():
                return
            if event != _STILL_WAITING:
                self._post(event)
            if isinstance(event, Answer):
                return
        raise NoAnswer

    def _post(self, item: AnswerEvent | Exception) -> None:
        self._on_loop(lambda: self._inbox.put_nowait(item))

    def _on_loop(self, call: Callable[[], None]) -> None:
        # The loop may be closed when the process ends under a thread that waits for a model.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(call)


class Answers:
    """Runs at most ``slots`` answers at a time; ``queue`` more may wait, whoever comes then is sent away."""

    def __init__(self, slots: int, queue: int) -> None:
        self._slots = slots
        self._queue = queue
        self._waiting: deque[Answering] = deque()
        self._running: set[Answering] = set()
        self._stopping = False

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def running(self) -> int:
        return len(self._running)

    @property
    def stopping(self) -> bool:
        return self._stopping

    def admit(self, start: Start) -> Answering:
        """Raises Problem 503 ``overloaded`` or ``stopping``. Each admitted answer must be left in the end."""
        if self._stopping:
            raise problems.stopping()
        if len(self._running) >= self._slots and len(self._waiting) >= self._queue:
            raise problems.overloaded()
        answering = Answering(start, self._ended)
        self._waiting.append(answering)
        self._fill()
        return answering

    def leave(self, answering: Answering) -> None:
        """Takes it out of the queue, or cancels it; its slot is free when its thread is. Safe to repeat."""
        answering.leave()
        with contextlib.suppress(ValueError):
            self._waiting.remove(answering)

    def stop(self, grace: float) -> None:
        """Admit no more, and end what is still open after ``grace`` seconds with Problem ``stopping``."""
        if not self._stopping:
            self._stopping = True
            asyncio.get_running_loop().call_later(grace, self._abort_all)

    def _abort_all(self) -> None:
        for answering in (*self._waiting, *self._running):
            answering.abort(problems.stopping())
        self._waiting.clear()

    def _fill(self) -> None:
        while self._waiting and len(self._running) < self._slots:
            answering = self._waiting.popleft()
            self._running.add(answering)
            answering.run()

    def _ended(self, answering: Answering) -> None:
        self._running.discard(answering)
        self._fill()
