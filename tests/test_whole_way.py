"""The main job for real: the five files, the real embedder, the real chat model, real HTTP."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from qa.settings import ROOT

pytestmark = pytest.mark.real

READY_SECONDS = 120.0


def run(arguments: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qa", *arguments], env=environ, cwd=ROOT, capture_output=True, text=True, timeout=600
    )


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings of a store of its own, built from the seeds."""
    folder = tmp_path_factory.mktemp("whole")
    values = {
        **os.environ,
        "QA_INDEX_DIR": str(folder / "index"),
        "QA_WEB__FEEDBACK_FILE": str(folder / "feedback.sqlite3"),
    }
    built = run(["ingest", "--json"], values)
    assert built.returncode == 0, built.stderr
    reports = {(report["place"], report["year"]) for report in json.loads(built.stdout)["reports"]}
    assert reports == {("张家口市", 2007), ("张家口市", 2017), ("张家口市", 2024), ("承德市", 2024), ("包头市", 2018)}
    return values


@pytest.fixture(scope="module")
def server(environ: dict[str, str]) -> Iterator[httpx.Client]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "qa", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
        try:
            wait_ready(client, process)
            yield client
        finally:
            process.terminate()
            process.wait(30)


def wait_ready(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    """Until the chat model answers too."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            reply = client.get("/readyz")
            if reply.status_code == 200 and reply.json()["chat_healthy"]:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    pytest.fail("the service did not become ready")


def ask(server: httpx.Client, question: str, **more: Any) -> dict[str, Any]:
    reply = server.post("/v1/ask", json={"question": question, **more})
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.json()
    return answer


def test_fact_is_answered_with_the_sentence_it_stands_in(server: httpx.Client) -> None:
    answer = ask(server, "2023年承德城镇化率有多高？")
    assert "59%" in answer["answer"] and not answer["refused"]
    citation = answer["citations"][0]
    assert (citation["place"], citation["report_year"]) == ("承德市", 2024)
    assert "常住人口城镇化率达到59%" in citation["quote"] and citation["page"]
    text = server.get(
        f"/v1/reports/{citation['report_id']}/text", params={"start": citation["start"], "end": citation["end"]}
    ).json()
    assert citation["quote"] in text["text"]


def test_stream_ends_with_the_same_kind_of_answer(server: httpx.Client) -> None:
    body = {"question": "包头2018年计划引进多少高层次人才？", "stream": True}
    with server.stream("POST", "/v1/ask", json=body) as reply:
        lines = list(reply.iter_lines())
    events = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    assert events[0] == "evidence" and events[-1] == "answer"
    answer = json.loads([line for line in lines if line.startswith("data: ")][-1].removeprefix("data: "))
    assert "1000" in answer["answer"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("保定2023年的GDP是多少？", "no_report_for_place"),
        ("承德2015年的粮食产量是多少？", "no_report_for_year"),
        ("包头2017年接待了多少游客？", "not_stated"),
    ],
)
def test_what_the_reports_do_not_say_is_refused(server: httpx.Client, question: str, reason: str) -> None:
    answer = ask(server, question)
    assert (answer["refused"], answer["refusal_reason"], answer["citations"]) == (True, reason, [])


def test_command_line_gives_the_same_answer(environ: dict[str, str]) -> None:
    asked = run(["ask", "2023年承德城镇化率有多高？", "--json"], environ)
    assert asked.returncode == 0, asked.stderr
    assert "59%" in json.loads(asked.stdout)["answer"]


def test_errors_are_one_line_and_exit_code_1(environ: dict[str, str], tmp_path: Path) -> None:
    asked = run(
        ["ask", "2023年承德城镇化率有多高？"], {**environ, "QA_INDEX_DIR": str(tmp_path), "QA_CHAT__MODE": "none"}
    )
    assert asked.returncode == 1
    assert "qa ingest" in asked.stderr and len(asked.stderr.strip().splitlines()) == 1
    assert run(["ask"], environ).returncode == 2
