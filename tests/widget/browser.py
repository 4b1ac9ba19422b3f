"""Debian's Chromium under Playwright, cut off from every host but this one, and a watch over what a page does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Locator, Page, sync_playwright

ARTEFACTS = Path(__file__).parent / "artefacts"
ARGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--expose-gc",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
DESKTOP = {"width": 1366, "height": 820}
PHONE = {"width": 390, "height": 780}


def required(command: str, cure: str) -> str:
    """The path of ``command``; without it the test is skipped, in CI it fails."""
    path = shutil.which(command)
    if path is None:
        told = f"{command} 未安装，浏览器测试无法进行：{cure}"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    path = required("chromium", "apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page did that its reader would not see."""

    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    opened: int = 0

    def over(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("dialog", self._on_dialog)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("page", self._on_page)

    def _on_dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _on_page(self, _page: Page) -> None:
        self.opened += 1

    def strangers(self, *origins: str) -> list[str]:
        """Requests to any but ``origins``."""
        known = tuple(f"{origin}/" for origin in origins)
        return [url for url in self.requests if not url.startswith(known)]


class Reader:
    """Someone who uses the widget on ``page``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.chat = page.locator("qa-chat")

    def find(self, selector: str) -> Locator:
        return self.chat.locator(selector)

    def open(self) -> None:
        self.find(".launcher").click()

    def ask(self, question: str) -> Locator:
        """Types and sends; the turn that appears."""
        self.find(".ask textarea").fill(question)
        self.find(".ask textarea").press("Enter")
        return self.find(".turn").last

    def answer(self, question: str) -> Locator:
        """The turn when its answer is complete."""
        turn = self.ask(question)
        turn.locator(".actions").wait_for()
        return turn

    def evaluate(self, script: str) -> Any:
        """``script`` is a function of the element."""
        return self.chat.evaluate(script)


def shoot(page: Page, name: str) -> None:
    """A screenshot among the artefacts, for eyes."""
    ARTEFACTS.mkdir(exist_ok=True)
    page.wait_for_timeout(150)
    page.screenshot(path=ARTEFACTS / f"{name}.png")
