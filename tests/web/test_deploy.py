"""docs/deploy: the nginx snippet in a real nginx before a real service, the unit as systemd reads it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.web.conftest import serving
from tests.web.process import ROOT, Server, free_port
from tests.web.sse import read_events

DEPLOY = ROOT / "docs" / "deploy"
NAME = "qa.example.cn"
RATE = 25


def needs(program: str) -> pytest.MarkDecorator:
    """CI installs it; a developer may do without."""
    missing = shutil.which(program) is None and "CI" not in os.environ
    return pytest.mark.skipif(missing, reason=f"{program} is not installed")


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, trusted_hosts=[NAME, "127.0.0.1"], trusted_proxies=["127.0.0.1"]) as server:
        yield server


@pytest.fixture
def proxy(behind: Server, tmp_path: Path) -> Iterator[httpx2.Client]:
    """A client of nginx, which runs the snippet with other ports and a certificate of its own."""
    port = free_port()
    config = _config(tmp_path, behind.port, port)
    command = ["nginx", "-p", str(tmp_path), "-c", str(config), "-e", "stderr", "-g", "daemon off;"]
    assert subprocess.run([*command, "-t"], capture_output=True).returncode == 0
    with (
        subprocess.Popen(command, stderr=subprocess.DEVNULL) as nginx,
        httpx2.Client(
            base_url=f"https://127.0.0.1:{port}", verify=False, headers={"Host": NAME}, trust_env=False, timeout=20
        ) as client,
    ):
        _wait(client)
        try:
            yield client
        finally:
            nginx.terminate()


def _config(folder: Path, service: int, port: int) -> Path:
    certificate, key = folder / "site.pem", folder / "site.key"
    subject = ["-subj", f"/CN={NAME}", "-days", "1", "-nodes"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", *subject, *files], capture_output=True, check=True
    )
    snippet = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for pattern, text in (
        (r"server 127\.0\.0\.1:8000;", f"server 127.0.0.1:{service};"),
        (r"listen 443 ", f"listen 127.0.0.1:{port} "),
        (r"/etc/ssl/\S+\.pem", str(certificate)),
        (r"/etc/ssl/\S+\.key", str(key)),
    ):
        snippet, count = re.subn(pattern, text, snippet)
        assert count == 1, pattern
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"pid {folder}/nginx.pid; worker_processes 1; events {{}}\nhttp {{ access_log off;\n{paths}{snippet}\n}}",
        encoding="utf-8",
    )
    return config


def _wait(client: httpx2.Client) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            assert client.get("/healthz").status_code == 200
            return
        except httpx2.TransportError:
            time.sleep(0.05)
    raise AssertionError("nginx did not start")


@needs("nginx")
def test_streams_pass_at_once_and_who_leaves_is_noticed(proxy: httpx2.Client, behind: Server) -> None:
    with proxy.stream("POST", "/v1/ask", json={"question": "增长多少", "stream": True}) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        # The answer never ends, so nothing would come through a buffer.
        events = read_events(reply.iter_lines())
        assert [next(events)[0] for _ in range(3)] == ["evidence", "token", "token"]
    assert behind.said.get(timeout=20)[0] == "ended"


@needs("nginx")
def test_plain_replies_limits_and_metrics(proxy: httpx2.Client) -> None:
    whole = proxy.post("/v1/ask", json={"question": "快，增长多少"}, headers={"X-Request-ID": "mine"})
    assert (whole.status_code, whole.json()["mode"]) == (200, "generated")
    assert re.fullmatch(r"[0-9a-f]{32}", whole.headers["x-request-id"])
    assert proxy.get("/metrics").status_code == 403
    assert proxy.post("/v1/ask", content=b"x" * 1_500_000).status_code == 413
    statuses = [proxy.get("/v1/models").status_code for _ in range(2 * RATE)]
    assert set(statuses) == {200, 429}


@needs("systemd-analyze")
def test_the_unit_is_read_by_systemd(tmp_path: Path) -> None:
    unit = (DEPLOY / "gov-report-qa.service").read_text(encoding="utf-8")
    # The program is not installed there.
    unit = re.sub(r"^(ExecStart(?:Pre)?)=\S+", r"\1=/bin/true", unit, flags=re.MULTILINE)
    (tmp_path / "gov-report-qa.service").write_text(unit, encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / "gov-report-qa.service")],
        capture_output=True,
        text=True,
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_container_copies_what_there_is() -> None:
    recipe = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (.+) \S+$", recipe, re.MULTILINE)
    assert copied and all((ROOT / name).exists() for line in copied for name in line.split())
    assert re.search(r"^USER (?!root)\w+$", recipe, re.MULTILINE)
    assert "HEALTHCHECK" in recipe and "Untested" in recipe
