"""A run in its own process, slow enough to be killed: ``slow_run.py QUESTIONS FOLDER`` starts or goes on."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from qa.evaluate.questions import load
from qa.evaluate.record import create, reopen
from qa.evaluate.run import ask, describe
from qa.evaluate.system import Outcome
from qa.records import Turn
from qa.settings import Settings
from tests.evaluate.fakes import SHELF


class Slow:
    name = "slow"

    def answer(self, question: str, history: tuple[Turn, ...]) -> Outcome:
        time.sleep(0.02)
        return Outcome(answer=question)


def main(path: Path, folder: Path) -> None:
    numbered = load(path)
    questions = tuple(item.question for item in numbered)
    meta = describe(path, numbered, questions, "slow", Settings(), SHELF)
    run = reopen(folder, meta) if folder.exists() else create(folder, meta, questions)
    ask(run, Slow(), lambda _question, _outcome: None)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
