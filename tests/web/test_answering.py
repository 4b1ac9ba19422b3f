from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Generator

import pytest

from qa.deadline import Deadline
from qa.records import Answer, AnswerEvent, Token
from qa.web.answering import AnswerEvents, Answering, Answers
from qa.web.problems import Problem
from tests.web import fakes


class Script:
    """An answer that writes until it is released, then ends."""

    def __init__(self) -> None:
        self.release = threading.Event()
        self.begun = threading.Event()
        self.closed = threading.Event()

    def __call__(self) -> AnswerEvents:
        return self._events()

    def _events(self) -> Generator[AnswerEvent, None, None]:
        self.begun.set()
        try:
            while not self.release.wait(0.01):
                yield Token("…")
            yield fakes.answer("问", "答")
        finally:
            self.closed.set()


async def ended(answering: Answering) -> Answer:
    return await asyncio.wait_for(answering.final(), 5)


def test_who_leaves_the_queue_is_never_started_and_the_next_moves_up() -> None:
    async def scene() -> None:
        answers = Answers(slots=1, queue=2)
        first, second, third = Script(), Script(), Script()
        one, two, three = answers.admit(first), answers.admit(second), answers.admit(third)
        with pytest.raises(Problem, match="503"):
            answers.admit(Script())
        answers.leave(two)
        answers.leave(two)
        assert (answers.running, answers.waiting) == (1, 1)
        for script in (first, third):
            script.release.set()
        assert (await ended(one)).answer == (await ended(three)).answer == "答"
        assert not second.begun.is_set()

    asyncio.run(scene())


def test_leaving_closes_the_generator_and_frees_the_slot() -> None:
    async def scene() -> None:
        answers = Answers(slots=1, queue=0)
        script = Script()
        answering = answers.admit(script)
        assert isinstance(await answering.next(), Token)
        answers.leave(answering)
        while answers.running:
            await asyncio.sleep(0.005)
        assert script.closed.is_set()
        after = Script()
        after.release.set()
        await ended(answers.admit(after))

    asyncio.run(asyncio.wait_for(scene(), 5))


def test_a_stop_ends_the_waiting_and_the_running() -> None:
    async def scene() -> None:
        answers = Answers(slots=1, queue=1)
        script = Script()
        admitted = [answers.admit(script), answers.admit(Script())]
        answers.stop(grace=0)
        for answering in admitted:
            with pytest.raises(Problem) as caught:
                await ended(answering)
            assert caught.value.code == "stopping"
        with pytest.raises(Problem):
            answers.admit(Script())
        assert await asyncio.to_thread(script.closed.wait, 5)

    asyncio.run(scene())


def test_leaving_ends_the_work_between_two_events() -> None:
    """A long search looks at its deadline and at nothing else: that passes when the client is gone."""
    begun, over = threading.Event(), threading.Event()

    def searching() -> Generator[AnswerEvent, None, None]:
        deadline = Deadline(60.0)
        begun.set()
        while not deadline.passed:
            time.sleep(0.001)
        over.set()
        yield fakes.answer("问", "答")

    async def scene() -> None:
        answers = Answers(slots=1, queue=0)
        answering = answers.admit(searching)
        assert await asyncio.to_thread(begun.wait, 5)
        answers.leave(answering)
        assert await asyncio.to_thread(over.wait, 5)

    asyncio.run(scene())
