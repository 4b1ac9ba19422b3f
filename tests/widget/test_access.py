"""axe-core finds nothing serious, in light and dark, wide and narrow; dark is dark."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.widget.answers import COMPARE, DERIVED, FACT, NOT_STATED, REFUSED, TREND
from tests.widget.browser import DESKTOP, PHONE, Reader, shoot
from tests.widget.conftest import NewPage
from tests.widget.npm import Package
from tests.widget.servers import Running

AXE = Package("axe-core", "4.14.1", "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
Scheme = Literal["light", "dark"]


def faults(page: Page) -> list[str]:
    """Serious and critical ones, with the elements."""
    page.evaluate(AXE.file("axe.min.js").read_text(encoding="utf-8") + ";void 0")
    found: dict[str, Any] = page.evaluate("(rules) => axe.run(document, rules)", RULES)
    assert found["passes"], "axe looked at nothing"
    return [
        f"{fault['id']}: {[node['target'] for node in fault['nodes']]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_serious(new_page: NewPage, running: Running, scheme: Scheme, size: dict[str, int]) -> None:
    page = new_page(color_scheme=scheme, viewport=size)
    page.goto(running.url)
    page.locator("qa-chat .choice").first.wait_for()
    reader = Reader(page)
    assert faults(page) == []
    for question in (FACT, TREND, COMPARE, DERIVED, REFUSED, NOT_STATED):
        reader.answer(question)
    assert faults(page) == []
    reader.find(".cited").first.click()
    reader.find(".source mark").wait_for()
    assert faults(page) == []
    shoot(page, f"axe-{scheme}-{size['width']}")


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.evaluate("document.querySelector('#tab-search').setAttribute('aria-selected', 'vielleicht')")
    page.evaluate("document.querySelector('#held').style.color = 'rgb(230 230 230)'")
    found = " ".join(faults(page))
    assert "aria-valid-attr-value" in found
    assert "color-contrast" in found


def test_axe_on_another_site(new_page: NewPage, shop: str) -> None:
    page = new_page()
    page.goto(shop)
    reader = Reader(page)
    reader.open()
    reader.answer(FACT)
    assert faults(page) == []


def brightness(page: Page, selector: str) -> float:
    colour = page.locator(selector).evaluate("(node) => getComputedStyle(node).backgroundColor")
    return sum(map(float, colour[colour.index("(") + 1 : -1].replace(",", " ").split()[:3])) / 3


@pytest.mark.parametrize(
    ("scheme", "forced", "dark"), [("dark", None, True), ("light", "dark", True), ("dark", "light", False)]
)
def test_dark_is_dark(new_page: NewPage, running: Running, scheme: Scheme, forced: str | None, dark: bool) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(running.url)
    if forced:
        page.locator("qa-chat").evaluate("(chat, theme) => chat.setAttribute('theme', theme)", forced)
    expect(page.locator("qa-chat .panel")).to_be_visible()
    assert (brightness(page, "qa-chat .panel") < 60) is dark


@pytest.mark.parametrize("accent", ["#ff0", "navy", "#e11", "white", "black", "oklch(0.7 0.2 150)"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_accent_stays_legible(new_page: NewPage, running: Running, scheme: Scheme, accent: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(running.url)
    reader = Reader(page)
    reader.chat.evaluate("(chat, accent) => chat.setAttribute('accent', accent)", accent)
    reader.answer(REFUSED)
    assert faults(page) == []
