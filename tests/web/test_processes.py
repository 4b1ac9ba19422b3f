"""The documented way to more processes, for real: one local model, several services."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import httpx2
import pytest

from tests.web.process import ROOT, free_port

pytestmark = pytest.mark.real
READY_SECONDS = 300.0
QUESTION = "2023年承德城镇化率有多高？"


@contextmanager
def running(arguments: list[str], environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "qa", *arguments]
    with subprocess.Popen(
        command, env=environ, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def test_two_services_share_one_model_and_one_feedback_file(tmp_path: Path) -> None:
    environ = os.environ | {
        "QA_INDEX_DIR": str(tmp_path / "index"),
        "QA_WEB__FEEDBACK_FILE": str(tmp_path / "feedback.sqlite3"),
        "QA_CHAT__SLOTS": "2",
    }
    ingest = [sys.executable, "-m", "qa", "ingest", str(next((ROOT / "seeds").glob("003_*")))]
    subprocess.run(ingest, env=environ, cwd=ROOT, capture_output=True, check=True)
    with ExitStack() as stack:
        model = stack.enter_context(running(["models", "serve", "--port", str(free_port())], environ))
        assert model.stdout
        environ |= _said(model.stdout)
        ports = [free_port(), free_port()]
        for port in ports:
            stack.enter_context(running(["serve", "--port", str(port)], environ))
        one, other = (
            stack.enter_context(httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=120, trust_env=False))
            for port in ports
        )
        for client in (one, other):
            _wait_ready(client)
            answer = client.post("/v1/ask", json={"question": QUESTION}).json()
            assert "59%" in answer["answer"]
        rating = {"answer_id": answer["id"], "rating": "up"}
        assert one.post("/v1/feedback", json=rating).status_code == 201


def _said(lines: IO[str]) -> dict[str, str]:
    """The settings that ``qa models serve`` says to those who use it; the key comes last."""
    said: dict[str, str] = {}
    while "QA_CHAT__API_KEY" not in said:
        line = lines.readline()
        assert line, "the model ended before it said its key"
        name, _, value = line.strip().partition("=")
        said[name] = value
    return said


def _wait_ready(client: httpx2.Client) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            reply = client.get("/readyz")
            if reply.status_code == 200 and reply.json()["chat_healthy"]:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.5)
    pytest.fail("the service did not become ready")
