"""A process of its own for the tests that need real sockets and signals: ``python -m tests.web.live PORT GRACE FEEDBACK_FILE``.

Serves a fake whose answers go on until they are closed; GET /healthz is up when it is. What happens to the
generator is written to stdout, one word a line.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Generator, Sequence
from pathlib import Path

from qa.records import AnswerEvent, Filters, Token, Turn
from qa.settings import Settings, WebSettings
from qa.web.server import serve
from qa.web.service import NO_FILTERS
from tests.web.fakes import FakeService


class EndlessService(FakeService):
    """A question that starts with 短 is answered after a second; one that starts with 长 comes in long tokens,
    one that starts with 静 keeps its reader waiting."""

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = NO_FILTERS,
        top_k: int | None = None,
    ) -> Generator[AnswerEvent, None, None]:
        try:
            yield from super().stream(question, history, filters, top_k)
        finally:
            print("ended", flush=True)

    def wait(self, question: str) -> Generator[AnswerEvent, None, None]:
        end = time.monotonic() + (1.0 if question.startswith("短") else math.inf)
        token = Token({"长": "长" * 100_000, "静": ""}.get(question[0], "…"))
        while time.monotonic() < end:
            time.sleep(self.step)
            yield token

    def close(self) -> None:
        print("closed", flush=True)


def main(port: int, grace: float, feedback_file: Path) -> None:
    web = WebSettings(
        port=port, grace_seconds=grace, concurrent_answers=2, queue=0, send_timeout=1.0, feedback_file=feedback_file
    )
    serve(EndlessService(), Settings(web=web))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]))
