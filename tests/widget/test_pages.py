"""How the page's files are sent: no browser needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import qa.web.pages
from qa.settings import Settings, WebSettings
from qa.web.app import create_app
from tests.web.fakes import FakeService

MAX_WIDGET_BYTES = 60_000
MAX_CHART_BYTES = 24_000
STATIC = Path(qa.web.pages.__file__).parent / "static"


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    web = WebSettings(
        feedback_file=tmp_path / "f.sqlite3",
        cors_origins=("https://site.example",),
        trusted_hosts=("testserver",),
        api_keys={"a": "a-key-of-sixteen-or-more"},
    )
    return TestClient(create_app(FakeService(), Settings(web=web)))


def test_the_widget_is_small(client: TestClient) -> None:
    reply = client.get("/widget.js")
    assert reply.headers["content-type"] == "text/javascript; charset=utf-8"
    assert len(reply.content) <= MAX_WIDGET_BYTES


def test_what_draws_charts_is_small(client: TestClient) -> None:
    """It is fetched when the first chart is asked for."""
    assert sum(len(client.get(f"/static/{name}.js").content) for name in ("tabled", "chart", "dom")) <= MAX_CHART_BYTES
    assert "tabled.js" in client.get("/widget.js").text


@pytest.mark.parametrize(
    "path",
    ["/", "/widget.js", "/static/page.js", "/static/data.js", "/static/data.css", "/static/icon.svg", "/static/embed"],
)
def test_files_are_open_and_checked_for_news(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-cache"
    assert reply.headers["x-content-type-options"] == "nosniff"
    again = client.get(path, headers={"If-None-Match": reply.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/static/index.html", "/static/nothing", "/static/%2e%2e/pages.py", "/static/widget/chat.js"]
)
def test_nothing_else_is_sent(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_pages_allow_nothing_but_their_own(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_only_the_frame_may_be_framed_and_only_by_known_sites(client: TestClient) -> None:
    reply = client.get("/static/embed")
    assert "frame-ancestors 'self' https://site.example;" in reply.headers["content-security-policy"]
    assert '<meta name="qa-origins" content="https://site.example">' in reply.text


def test_nothing_is_loaded_from_elsewhere() -> None:
    for file in STATIC.rglob("*.*"):
        outside = re.findall(r"https?://[^\s\"'`)…]+", file.read_text(encoding="utf-8"))
        assert set(outside) <= {"http://www.w3.org/2000/svg", "https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."}, file


def test_no_way_of_turning_text_into_elements_is_used() -> None:
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|createContextualFragment|setHTML|\.href\s*=|\.src\s*="
    for file in STATIC.rglob("*.js"):
        assert not re.findall(ways, file.read_text(encoding="utf-8")), file


def test_what_is_left_out_of_the_widget_is_not_missed() -> None:
    """No string holds what leaning takes away, and no line ends in a comment that would take the next one along."""
    for file in (STATIC / "widget").glob("*.js"):
        script = file.read_text(encoding="utf-8")
        for literal in re.findall(r'"(?:[^"\\\n]|\\.)*"', script):
            assert not re.search(r" (?:=>|[!=]==|&&|\|\||[=?:+]) | \}|\{ |\) \{", literal), (file, literal)
        assert not re.search(r"[;{,(\[] +//", script), file
