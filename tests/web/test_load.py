"""Overload, many streams, busy processors, floods and signals, in small; ``tests.bench_service`` does the same at size."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.web import fakes
from tests.web.conftest import OpenClient, serving
from tests.web.load import gauge, get, load, open_stream
from tests.web.process import ROOT, Server
from tests.web.sse import read_events


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, concurrent_answers=4, queue=4, heartbeat_seconds=0.2) as server:
        yield server


def test_overload_is_shed_and_the_rest_is_answered(busy: Server) -> None:
    # Refused callers come back ten times a second, so these are more than ten times what can be answered.
    seen = asyncio.run(load(busy.port, 24, 2.0))
    assert set(seen.seconds) == {200, 503}
    assert len(seen.answered()) >= 8
    # What the code costs, without what else the machine does; ``tests.bench_service`` looks at the slowest.
    assert min(seen.refused()) < 0.1
    calm = asyncio.run(load(busy.port, 2, 1.0))
    assert set(calm.seconds) == {200}


def test_streams_come_and_go_and_leave_nothing(tmp_path: Path) -> None:
    async def scene(server: Server) -> None:
        for _ in range(3):
            opened = await asyncio.gather(*(open_stream(server.port) for _ in range(60)))
            assert (await get(server.port, "/healthz"))[0] == 200
            assert await gauge(server.port, "qa_answers_running") == 60
            for writer in opened:
                writer.close()
            deadline = time.monotonic() + 10
            while await gauge(server.port, "qa_answers_running"):
                assert time.monotonic() < deadline
                await asyncio.sleep(0.05)

    with serving(tmp_path, concurrent_answers=100, queue=0) as server:
        asyncio.run(scene(server))


def test_a_busy_processor_does_not_stop_heartbeats_and_health(busy: Server) -> None:
    with busy.ask("忙，增长多少？") as reply:
        began, beats, took = time.monotonic(), 0, []
        for name, _ in read_events(reply.iter_lines()):
            beats += name == "comment"
            if time.monotonic() - began < 0.9:
                asked = time.monotonic()
                assert busy.client.get("/healthz").status_code == 200
                took.append(time.monotonic() - asked)
            if name == "answer":
                break
    assert beats >= 3
    # A second of its own is what health would take behind the busy one.
    assert sorted(took)[len(took) // 2] < 0.5


def test_a_flood_of_ratings_is_bounded(open_client: OpenClient) -> None:
    client = open_client(address_per_minute=20, kept_answers=3)
    began = time.monotonic()
    for number in range(6):
        client.post("/v1/ask", json={"question": f"增长{number}？"})
    statuses = [
        client.post("/v1/feedback", json={"answer_id": fakes.answer_id("增长5？"), "rating": "up"}).status_code
        for _ in range(30)
    ]
    # What a minute allows, and what comes free while the test itself takes its time.
    freed = 20 * (time.monotonic() - began) / 60 + 1
    assert set(statuses) == {201, 429}
    assert 14 <= statuses.count(201) <= 14 + freed


def test_metrics_do_not_grow_with_what_is_asked(open_client: OpenClient) -> None:
    client = open_client(api_keys={"site": "k" * 16})

    def series() -> int:
        text = client.get("/metrics", headers={"X-API-Key": "k" * 16}).text
        return sum(len(family.samples) for family in text_string_to_metric_families(text))

    def ask_oddly(number: int) -> None:
        headers = {"X-API-Key": f"wrong-{number}", "Origin": f"https://{number}.cn", "X-Request-ID": str(number)}
        client.get(f"/x/{number}", headers=headers)
        client.get(f"/v1/reports/{number}", headers={"X-API-Key": "k" * 16})
        client.get(f"/docs/{number}")

    ask_oddly(0)
    series()
    before = series()
    for number in range(1, 300):
        ask_oddly(number)
    assert series() == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_everything_is_still_loading_ends_it(tmp_path: Path, number: signal.Signals) -> None:
    script = "import tests.web.live, time; print('up', flush=True); time.sleep(60)"
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout
    process.stdout.readline()
    process.send_signal(number)
    # It would sleep for a minute.
    assert process.wait(timeout=20) != 0
    process.stdout.close()
