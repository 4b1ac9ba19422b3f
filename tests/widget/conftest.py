from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from qa.settings import Settings, WebSettings
from tests.web.process import free_port
from tests.widget.answers import LibraryService
from tests.widget.browser import DESKTOP, Reader, Watch, chromium
from tests.widget.servers import Running, site

NewPage = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """For these tests only: while it is open no other test could run an event loop in this thread."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def new_page(browser: Browser, watch: Watch) -> Iterator[NewPage]:
    with ExitStack() as stack:

        def new(**options: Any) -> Page:
            context = browser.new_context(**{"viewport": DESKTOP, "locale": "zh-CN", **options})
            stack.callback(context.close)
            watch.over(context)
            return context.new_page()

        yield new


@pytest.fixture
def service() -> LibraryService:
    return LibraryService()


@pytest.fixture
def site_port() -> int:
    return free_port()


@pytest.fixture
def web(tmp_path: Path, site_port: int) -> WebSettings:
    return WebSettings(
        port=free_port(),
        feedback_file=tmp_path / "feedback.sqlite3",
        cors_origins=(f"http://127.0.0.1:{site_port}",),
        address_per_minute=0,
    )


@pytest.fixture
def running(service: LibraryService, web: WebSettings) -> Iterator[Running]:
    running = Running(service, Settings(web=web))
    yield running
    running.stop()


@pytest.fixture
def page(new_page: NewPage, running: Running) -> Page:
    """Our own page at ``/``."""
    page = new_page()
    page.goto(running.url)
    page.locator("qa-chat .choice").first.wait_for()
    return page


@pytest.fixture
def reader(page: Page) -> Reader:
    return Reader(page)


@pytest.fixture
def shop(running: Running, site_port: int) -> Iterator[str]:
    """A page of another origin with the one script tag, under a policy that allows our server and nothing else."""
    tag = f'<script src="{running.url}/widget.js" data-endpoint="{running.url}" data-title="问报告"></script>'
    pages = {
        "/": f'<!doctype html><html lang="zh"><meta name="viewport" content="width=device-width"><title>别家网站</title><body><main><h1>别家网站</h1></main>{tag}</body>'
    }
    policy = f"default-src 'none'; script-src {running.url}; connect-src {running.url}; require-trusted-types-for 'script'; trusted-types 'none'"
    with site(pages, policy, site_port) as url:
        yield url
