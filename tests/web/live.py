"""A process of its own for the tests that need real sockets and signals: ``python -m tests.web.live WEB_SETTINGS``.

Serves a fake whose answers go on until they are closed; GET /healthz is up when it is. What happens to the
generator is written to stdout, one word a line; on SIGUSR1, a line of JSON on what the process holds.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
import time
from collections.abc import Generator, Sequence

from qa.answer.cost import Purse
from qa.records import AnswerEvent, Filters, Token, Turn
from qa.settings import Settings, WebSettings
from qa.web.server import serve, start_logs
from qa.web.service import NO_FILTERS
from tests.web.fakes import FakeService
from tests.web.unharmed import open_tasks, open_threads, tidy


def say(line: str) -> None:
    """In one piece: threads and a signal say theirs at the same time."""
    os.write(1, f"{line}\n".encode())


class EndlessService(FakeService):
    """A question that starts with 短 is answered after a second, one with 快 after a twentieth of one; one that
    starts with 长 comes in long tokens, 静 keeps its reader waiting, 忙 keeps a processor busy meanwhile."""

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = NO_FILTERS,
        top_k: int | None = None,
        purse: Purse | None = None,
    ) -> Generator[AnswerEvent, None, None]:
        try:
            yield from super().stream(question, history, filters, top_k, purse)
        finally:
            say("ended")

    def wait(self, question: str) -> Generator[AnswerEvent, None, None]:
        end = time.monotonic() + {"短": 1.0, "忙": 1.0, "快": 0.05}.get(question[0], math.inf)
        token = Token({"长": "长" * 100_000, "静": ""}.get(question[0], "…"))
        while question[0] == "忙" and time.monotonic() < end:
            sum(range(1000))
        # A silent model is asked as seldom as the real one, so that hundreds can be held at once.
        step = 0.4 if question[0] == "静" else self.step
        while time.monotonic() < end:
            time.sleep(step)
            yield token

    def close(self) -> None:
        say("closed")


def tell(*_: object) -> None:
    """Runs between two steps of the event loop."""
    tidy()
    held = {"tasks": open_tasks(), "threads": open_threads()}
    say(json.dumps(held))


def main(web: WebSettings) -> None:
    signal.signal(signal.SIGUSR1, tell)
    settings = Settings(web=web)
    start_logs(settings)
    serve(EndlessService(), settings)


if __name__ == "__main__":
    main(WebSettings.model_validate_json(sys.argv[1]))
