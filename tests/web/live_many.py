"""Several processes on one socket, for real: ``python -m tests.web.live_many WEB_SETTINGS FOLDER``.

Each answers from the store in ``FOLDER`` with fakes for models, and says its number to stdout, one line a question.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Generator, Sequence
from pathlib import Path

from qa.answer.assistant import Assistant
from qa.answer.cost import Purse
from qa.records import AnswerEvent, Filters, Turn, Usage
from qa.settings import Settings, WebSettings
from qa.web.server import run_worker
from qa.web.service import NO_FILTERS
from qa.web.workers import run_workers
from tests.answer.fakes import opened_assistant
from tests.web.live import say

#: Makes the process that is asked end at once, as a crash of native code does.
DIE = "崩溃"
USED = Usage(60, 40)


class Worker(Assistant):
    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = NO_FILTERS,
        top_k: int | None = None,
        purse: Purse | None = None,
    ) -> Generator[AnswerEvent, None, None]:
        say(str(os.getpid()))
        if question.startswith(DIE):
            os._exit(3)
        if purse and purse.allows():
            purse.pay(USED)
        yield from super().stream(question, history, filters, top_k, purse)


def main(web: WebSettings, folder: Path) -> None:
    settings = Settings(web=web)
    assistant = opened_assistant(folder, kind=Worker)

    def work(listening: socket.socket) -> None:
        run_worker(assistant, settings, listening)

    run_workers(web, work)


if __name__ == "__main__":
    main(WebSettings.model_validate_json(sys.argv[1]), Path(sys.argv[2]))
