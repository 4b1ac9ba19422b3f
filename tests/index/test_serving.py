"""Answers while stores are built, swapped and damaged under them, and from several processes at once."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.answer.assistant import Assistant
from qa.answer.library import Library
from qa.index.build import build_store
from qa.places import load_gazetteer
from qa.prompts import load_prompts
from qa.records import Answer
from qa.settings import RetrieveSettings, Settings
from tests.answer.fakes import last, shared_words
from tests.estimates import plainly
from tests.index.builder import PLACES, RECIPE, content
from tests.samples import PairEncoder

QUESTION = f"{PLACES[0]}新建农村公路多少公里？"
RELOADS = 100
ASKERS = 3


def publish(root: Path, size: int) -> str:
    return build_store(root, RECIPE, *content(size), PairEncoder, shared_words())


def library_of(root: Path) -> Library:
    encode = PairEncoder().encode_query
    return Library(root, RECIPE, encode, shared_words(), load_gazetteer(), RetrieveSettings(), estimate=plainly)


def assistant_of(library: Library) -> Assistant:
    prompts = load_prompts(Settings().prompts_dir)
    return Assistant(library, None, prompts, shared_words(), RetrieveSettings(), "pairs")


class Askers:
    """Threads that ask until they are stopped; ``answers`` with the seconds each took, and what went wrong."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._stop = threading.Event()
        self.answers: list[tuple[Answer, float]] = []
        self.errors: list[Exception] = []
        self._threads = [threading.Thread(target=self._ask) for _ in range(ASKERS)]

    def during(self, work: Callable[[], None]) -> None:
        for thread in self._threads:
            thread.start()
        try:
            work()
        finally:
            self._stop.set()
            for thread in self._threads:
                thread.join()

    def _ask(self) -> None:
        while not self._stop.is_set():
            started = time.perf_counter()
            try:
                answer = last(self._assistant.stream(QUESTION))
                self.answers.append((answer, time.perf_counter() - started))
            except Exception as exc:  # noqa: BLE001
                self.errors.append(exc)
            # About 50 questions a second together.
            self._stop.wait(0.06)


def assert_of_one_generation(answers: list[tuple[Answer, float]], generations: dict[str, int]) -> None:
    """Figures and ids of the stores differ, so that a passage of another store would show."""
    for answer, _ in answers:
        ids = {passage.id for passage in content(generations[answer.index])[1]}
        assert {hit.passage.id for hit in answer.passages} <= ids
        assert answer.citations and {citation.passage_id for citation in answer.citations} <= ids


def test_answers_during_builds_are_of_one_generation_each(tmp_path: Path) -> None:
    generations = {publish(tmp_path, 1): 1}
    askers = Askers(assistant_of(library_of(tmp_path)))

    def builds() -> None:
        for size in (2, 3, 4, 5, 6, 7):
            generations[publish(tmp_path, size)] = size
            time.sleep(0.3)

    askers.during(builds)
    assert askers.errors == []
    assert_of_one_generation(askers.answers, generations)
    assert len({answer.index for answer, _ in askers.answers}) >= 4
    assert sorted(seconds for _, seconds in askers.answers)[len(askers.answers) * 95 // 100] < 1


def test_a_hundred_reloads_under_load_fail_nowhere_and_keep_nothing(tmp_path: Path) -> None:
    generations = {publish(tmp_path, size): size for size in (1, 2)}
    library = library_of(tmp_path)
    askers = Askers(assistant_of(library))
    seen: list[weakref.ref[object]] = []

    def reloads() -> None:
        for number in range(RELOADS):
            publish(tmp_path, number % 2 + 1)
            seen.append(weakref.ref(library.current().store))

    askers.during(reloads)
    assert askers.errors == []
    assert_of_one_generation(askers.answers, generations)
    gc.collect()
    assert len({id(reference) for reference in seen}) == RELOADS
    assert sum(reference() is not None for reference in seen) == 1, "old generations are held in memory"


def test_a_damaged_publication_is_tried_once_and_a_new_one_taken(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(tmp_path, 1)
    library = library_of(tmp_path)
    before = library.current()
    damaged = tmp_path / publish(tmp_path, 2) / "passages.npy"
    damaged.write_bytes(damaged.read_bytes()[:-3])
    used = library.current()
    assert used.store.generation == before.store.generation
    assert all(library.current() is used for _ in range(5))
    assert caplog.text.count("passages.npy") == 1
    assert library.current().store.generation != publish(tmp_path, 2)
    assert len(library.current().store.reports) == 2


SEARCH = """
import json, sys
from pathlib import Path
from qa.index.store import open_store
from tests.index.builder import RECIPE
from tests.samples import PairEncoder
store = open_store(Path(sys.argv[1]), RECIPE)
found = store.nearest(PairEncoder().encode_query("新建农村公路"), 5, store.select())
print(json.dumps([[store.passages[row].id, score] for row, score in found]))
"""


def test_processes_that_serve_one_store_give_the_same(tmp_path: Path) -> None:
    """Workers begin anew instead of forking: a fork has no threads of FAISS and would wait for them."""
    publish(tmp_path, 5)
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", SEARCH, str(tmp_path)]
    workers = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    first, second = (json.loads(worker.communicate(timeout=60)[0]) for worker in workers)
    assert first == second and len(first) == 5
