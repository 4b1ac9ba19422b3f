"""A store that is replaced again and again while the service answers: no answer mixes two of them."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from qa.index.build import build_store
from qa.models.chat import Chat
from qa.settings import ChatSettings
from qa.web.app import create_app
from tests.answer.fakes import RECIPE, make_assistant, shared_words
from tests.models.scripted import ScriptedServer, speaking
from tests.samples import PairEncoder, make_report
from tests.web.conftest import web_settings
from tests.web.sse import read_events
from tests.web.unharmed import held_here, memory_here, nothing_left
from tests.web.waiting import wait_until

COMPARE = "比较洛阳市和大同市2019年新建农村公路多少公里。"
#: Turns on no figure, so that the model writes.
PROGRESS = "洛阳2019年农村公路建得怎么样？"
FACT = "洛阳2019年新建了多少公里农村公路？"
GENERATIONS, READERS = 25, 4
#: Of the reports; a comparison computes their difference, which begins with a 2.
_LENGTH = re.compile(r"[35](\d{3})公里")


def build(folder: Path, number: int) -> None:
    """Reports in which every length ends in ``number``, of three digits."""
    made = [
        make_report(place, 2020, [f"地区生产总值增长6.6%。新建农村公路{first}{number:03}公里。"], ["新建幼儿园12所。"])
        for place, first in (("洛阳市", 3), ("大同市", 5))
    ]
    passages = tuple(passage for _, some in made for passage in some)
    build_store(folder / "index", RECIPE, tuple(report for report, _ in made), passages, PairEncoder, shared_words())


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    assistant = make_assistant(tmp_path)
    build(tmp_path, 0)
    settings = web_settings(tmp_path, concurrent_answers=READERS, queue=READERS)
    with (
        nothing_left(held_here, memory_here),
        TestClient(create_app(assistant, settings), base_url="http://localhost") as client,
    ):
        yield client


def plain(client: TestClient, question: str) -> list[Any]:
    reply = client.post("/v1/ask", json={"question": question})
    assert reply.status_code == 200
    return [reply.json()]


def streamed(client: TestClient, question: str) -> list[Any]:
    reply = client.post("/v1/ask", json={"question": question, "stream": True})
    events = list(read_events(reply.text.splitlines()))
    assert events[-1][0] == "answer"
    return [data for _, data in events]


def generations_in(*parts: Any) -> set[str]:
    """The last three digits of every length that is written anywhere in ``parts``."""
    return set(_LENGTH.findall(json.dumps(parts, ensure_ascii=False)))


def test_no_answer_mixes_two_generations(client: TestClient, tmp_path: Path) -> None:
    done, failures = threading.Event(), list[Exception]()
    seen: dict[str, set[str]] = {}
    counted: list[str] = []

    def read(ask: Callable[[TestClient, str], list[Any]], question: str) -> None:
        try:
            while not done.is_set():
                parts = ask(client, question)
                (number,) = generations_in(*parts)
                seen.setdefault(parts[-1]["index"], set()).add(number)
                counted.append(number)
        except Exception as exc:  # noqa: BLE001  told by the main thread
            failures.append(exc)

    readers = [
        threading.Thread(target=read, args=(ask, question)) for ask in (plain, streamed) for question in (COMPARE, FACT)
    ]
    for reader in readers:
        reader.start()
    for number in range(1, GENERATIONS + 1):
        before = len(counted)
        build(tmp_path, number)
        wait_until(lambda before=before: len(counted) >= before + READERS or bool(failures), 60)  # type: ignore[misc]
    done.set()
    for reader in readers:
        reader.join(60)
    assert not failures
    # Each generation says one thing, and most were asked.
    assert all(len(numbers) == 1 for numbers in seen.values())
    assert len(seen) > GENERATIONS // 2
    (last,) = plain(client, FACT)
    assert generations_in(last) == {f"{GENERATIONS:03}"}


def test_a_store_that_breaks_meanwhile_leaves_the_old_one_in_use(client: TestClient, tmp_path: Path) -> None:
    pointer = tmp_path / "index" / "CURRENT"
    assert client.get("/readyz").status_code == 200
    for broken in (b"", b"nowhere", b"\xff\xfe", b"../../etc"):
        before = pointer.read_bytes()
        pointer.write_bytes(broken)
        (answer,) = plain(client, FACT)
        assert generations_in(answer) == {"000"}
        assert client.get("/readyz").status_code == 200
        pointer.write_bytes(before)
    build(tmp_path, 7)
    (answer,) = plain(client, FACT)
    assert generations_in(answer) == {"007"}


def test_the_model_is_given_one_generation_and_its_answer_is_checked_against_it(tmp_path: Path) -> None:
    model = ScriptedServer(speaking(["2019年洛阳新建农村公路3000公里[1]。"]))
    chat = Chat("m", ChatSettings(mode="endpoint", base_url=model.url, model="m"))
    assistant = make_assistant(tmp_path, chat)
    build(tmp_path, 0)
    app = create_app(assistant, web_settings(tmp_path))
    with TestClient(app, base_url="http://localhost") as client:
        (answer,) = plain(client, PROGRESS)
        assert (answer["mode"], generations_in(answer)) == ("generated", {"000"})
        build(tmp_path, 1)
        # What was right a generation ago is a figure that the evidence does not hold.
        (answer,) = plain(client, PROGRESS)
        assert (answer["mode"], generations_in(answer)) == ("extractive", {"001"})
    model.close()
