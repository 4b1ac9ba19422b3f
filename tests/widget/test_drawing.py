"""The chart of an answer's table, drawn when it is asked for."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from qa.records import Cell, Table
from tests.widget.answers import COMPARE, DRAWN, OUTCOMES, TREND, LibraryService, compare
from tests.widget.browser import PHONE, Reader, Watch, shoot
from tests.widget.conftest import NewPage
from tests.widget.servers import Running
from tests.widget.test_access import Scheme, faults


def test_a_trend_is_also_drawn(reader: Reader) -> None:
    turn = reader.answer(TREND)
    expect(turn.locator(".chart .dot")).to_have_count(3)
    expect(turn.locator(".chart .value")).to_have_text(["7.2%", "6.9%", "5.8%"])
    expect(turn.locator(".chart .tick")).to_contain_text(["2016", "2021", "2023"])
    heights = [float(dot.get_attribute("cy") or 0) for dot in turn.locator(".chart .dot circle:not(.hit)").all()]
    assert heights[0] < heights[1] < heights[2]
    expect(turn.locator("figure")).to_contain_text("虚线处，中间的年份没有数字")
    expect(turn.locator(".chart")).to_have_attribute("aria-label", re.compile("^折线图："))
    turn.locator(".chart").scroll_into_view_if_needed()
    shoot(reader.page, "trend")


def test_a_comparison_is_drawn_when_asked_for(reader: Reader, watch: Watch, running: Running) -> None:
    turn = reader.answer(COMPARE)
    assert not [url for url in watch.requests if url.endswith("/tabled.js")]
    toggle = turn.get_by_role("button", name="画成图")
    toggle.focus()
    reader.page.keyboard.press("Enter")
    expect(turn.locator(".chart .bar .label")).to_have_text(["张家口市", "承德市"])
    expect(toggle).to_have_attribute("aria-expanded", "true")
    turn.locator(".chart .bar").first.focus()
    reader.page.keyboard.press("ArrowDown")
    expect(turn.locator(".told")).to_have_text("承德市2023年：6.1%")
    shoot(reader.page, "comparison-drawn")
    reader.page.keyboard.press("Enter")
    expect(reader.find(".source mark")).to_contain_text("6.1%")
    reader.page.keyboard.press("Escape")
    expect(turn.locator(".chart .bar").nth(1)).to_be_focused()
    with reader.page.expect_download() as download:
        turn.get_by_role("button", name="下载 SVG").click()
    assert "承德市" in download.value.path().read_text(encoding="utf-8")
    toggle.click()
    expect(turn.locator(".chart")).to_be_hidden()
    assert watch.strangers(running.url) == [] and watch.errors == []


def test_ranges_falls_and_scales_stand_on_one_scale(
    new_page: NewPage, running: Running, service: LibraryService
) -> None:
    """The first figure of a range counts; a fall is below zero; 万亿元 and 亿元 are one unit."""
    texts = ("4.5%—5%", "4.5—5.5%", "下降1.2%左右", "6%以上", "未提及")
    service.made = lambda question: replace(
        compare(), table=Table(("对象", "数值"), tuple((Cell(f"{n}省2026年"), Cell(t, 1)) for n, t in enumerate(texts)))
    )
    reader = Reader(new_page())
    reader.page.goto(running.url)
    turn = reader.answer("各省目标")
    turn.get_by_role("button", name="画成图").click()
    expect(turn.locator(".chart .bar .value")).to_have_text(list(texts[:4]))
    assert "单位不同" not in turn.locator("figure").inner_text()
    widths = [float(bar.get_attribute("width") or 0) for bar in turn.locator(".chart .bar rect:not(.hit)").all()]
    assert widths[0] == widths[1] < widths[3] and widths[2] < widths[0]


def test_it_is_drawn_when_a_question_asks_for_it(reader: Reader) -> None:
    reader.answer(COMPARE)
    turn = reader.answer(DRAWN)
    expect(turn.locator(".chart .bar")).to_have_count(2)
    reader.page.reload()
    expect(reader.find(".turn").last.locator(".chart .bar")).to_have_count(2)


def test_targets_beside_results_are_drawn_as_pairs(reader: Reader) -> None:
    turn = reader.answer(OUTCOMES)
    turn.get_by_role("button", name="画成图").click()
    expect(turn.locator(".chart .pair .label")).to_have_text(["张家口市", "承德市"])
    expect(turn.locator(".chart .pair.missed .value")).to_have_text("未达到 低0.2个百分点")
    turn.locator(".chart").scroll_into_view_if_needed()
    shoot(reader.page, "outcomes-drawn")


def test_a_chart_that_cannot_be_fetched_says_so_and_is_asked_for_again(reader: Reader) -> None:
    turn = reader.answer(COMPARE)
    reader.page.route("**/static/tabled.js", lambda route: route.abort())
    turn.get_by_role("button", name="画成图").click()
    expect(turn.locator(".drawn")).to_have_text("图暂时画不出来，请稍后再试。")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_read_on_a_phone(new_page: NewPage, running: Running, scheme: Scheme) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True, color_scheme=scheme)
    page.goto(running.url)
    reader = Reader(page)
    for question in (COMPARE, TREND, OUTCOMES):
        turn = reader.answer(question)
        if question != TREND:
            turn.get_by_role("button", name="画成图").tap()
        turn.locator(".chart").scroll_into_view_if_needed()
        box, own = turn.locator(".chart").bounding_box(), turn.bounding_box()
        assert box and own and box["x"] + box["width"] <= own["x"] + own["width"] + 1
        shoot(page, f"phone-chart-{scheme}-{question[:4]}")
    assert faults(page) == []
    turn.locator(".chart .pair").first.tap()
    expect(reader.find(".source mark")).to_contain_text("5.8%")


def test_it_is_drawn_on_another_site_too(new_page: NewPage, shop: str, watch: Watch) -> None:
    """The site's policy lets in our server's scripts; what is drawn is dressed in the shadow as on our own page."""
    page = new_page()
    page.goto(shop)
    reader = Reader(page)
    reader.open()
    turn = reader.answer(COMPARE)
    assert not [url for url in watch.requests if "/static/" in url]
    turn.get_by_role("button", name="画成图").click()
    expect(turn.locator(".chart .bar")).to_have_count(2)
    assert (
        turn.locator(".chart .bar rect:not(.hit)").first.evaluate("(bar) => getComputedStyle(bar).fill")
        != "rgb(0, 0, 0)"
    )
    shoot(page, "shop-chart")
    assert watch.errors == []
