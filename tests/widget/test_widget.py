"""The widget in a real browser: one script tag on somebody else's page, from the first question to the last."""

from __future__ import annotations

import csv
import json
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Locator, Page, Route, expect

from qa.settings import Settings, WebSettings
from tests.web.process import Server, free_port
from tests.web.waiting import wait_until
from tests.widget.answers import (
    COMPARE,
    DERIVED,
    FACT,
    FARMLAND,
    NOT_STATED,
    QUOTED,
    REFUSED,
    REPORTS,
    TREND,
    ZHANGJIAKOU,
    LibraryService,
    cite,
    fact,
    growth_of,
)
from tests.widget.browser import PHONE, Reader, Watch, shoot
from tests.widget.conftest import NewPage
from tests.widget.servers import Running, site

FOCUSED = "(chat) => chat.shadowRoot.activeElement?.className || ''"


@pytest.fixture
def visitor(new_page: NewPage, shop: str) -> Reader:
    page = new_page()
    page.goto(shop)
    return Reader(page)


@pytest.fixture
def gate(service: LibraryService) -> Iterator[threading.Event]:
    """Answers stop after their first piece until it is set."""
    service.gate = threading.Event()
    yield service.gate
    service.gate.set()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(free_port(), tmp_path / "f.sqlite3")
    yield server
    server.kill()


def test_one_script_tag_on_another_site_is_all(visitor: Reader, watch: Watch, shop: str, running: Running) -> None:
    visitor.open()
    turn = visitor.answer(FACT)
    expect(turn.locator(".said")).to_contain_text("新增高标准农田34.8万亩")
    expect(visitor.find(".head h2")).to_have_text("问报告")
    shoot(visitor.page, "other-site")
    assert watch.strangers(running.url, shop) == []
    assert watch.errors == []


def test_the_text_is_there_before_the_answer_is(visitor: Reader, gate: threading.Event) -> None:
    visitor.open()
    turn = visitor.ask(FACT)
    expect(turn.locator(".draft")).to_contain_text("2023年张家…")
    expect(turn.locator(".state")).to_have_text("草稿，尚未核对")
    expect(turn.locator(".actions")).to_have_count(0)
    shoot(visitor.page, "streaming")
    gate.set()
    turn.locator(".actions").wait_for()
    expect(turn.locator(".draft")).to_have_count(0)


def test_the_checked_answer_takes_the_place_of_the_draft(reader: Reader, service: LibraryService) -> None:
    service.draft = "张家口新增高标准农田99.9万亩。" * 3
    turn = reader.answer(FACT)
    expect(turn).to_contain_text("34.8万亩")
    expect(turn).not_to_contain_text("99.9")


def test_stop_cancels_the_model_and_retry_asks_again(
    reader: Reader, service: LibraryService, gate: threading.Event
) -> None:
    turn = reader.ask(FACT)
    turn.locator(".draft").wait_for()
    reader.find(".ask").get_by_label("停止").click()
    expect(turn.locator(".failure")).to_have_text("已停止。以上文字未经核对，请勿引用。重试")
    wait_until(service.cancelled.is_set)
    gate.set()
    turn.get_by_role("button", name="重试").click()
    turn.locator(".actions").wait_for()
    assert [asked.question for asked in service.asked] == [FACT, FACT]
    assert service.asked[1].history == ()


def test_follow_ups_carry_the_conversation(reader: Reader, service: LibraryService) -> None:
    reader.answer(FACT)
    reader.answer("那承德呢？")
    history = service.asked[1].history
    assert [turn.role for turn in history] == ["user", "assistant"]
    assert history[0].content == FACT
    assert "34.8万亩" in history[1].content


def test_the_conversation_lasts_as_long_as_the_tab(reader: Reader, service: LibraryService) -> None:
    reader.answer(COMPARE)
    reader.page.reload()
    turn = reader.find(".turn")
    expect(turn.locator("table")).to_be_visible()
    turn.locator("td .mark").first.click()
    expect(reader.find(".source mark")).to_be_visible()
    reader.answer("那承德呢？")
    assert service.asked[-1].history[0].content == COMPARE
    other = reader.page.context.new_page()
    other.goto(reader.page.url)
    other.locator("qa-chat .welcome").wait_for()


def test_clearing_forgets(reader: Reader) -> None:
    reader.answer(FACT)
    reader.find(".fine").get_by_text("清空对话").click()
    reader.page.reload()
    reader.find(".welcome").wait_for()
    expect(reader.find(".turn")).to_have_count(0)


def test_a_mark_shows_where_it_stands(reader: Reader) -> None:
    mark = reader.answer(FACT).locator(".said .mark")
    mark.hover()
    card = reader.find(".card")
    expect(card).to_be_visible()
    for said in ("张家口市2024年报告", "第2页", "一、2023年工作回顾", "（二）农业农村提质增效", FARMLAND):
        expect(card).to_contain_text(said)
    shoot(reader.page, "card")
    reader.page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_the_panel_highlights_the_sentence_in_the_report(reader: Reader) -> None:
    reader.answer(FACT).locator(".said .mark").click()
    mark = reader.find(".source mark")
    expect(mark).to_have_text(FARMLAND)
    expect(mark).to_be_in_viewport()
    around = reader.find(".report").inner_text()
    assert around.index("（二）农业农村提质增效。") < around.index(FARMLAND) < around.index("（三）")
    shoot(reader.page, "source")


def test_a_page_read_from_its_picture_is_told(reader: Reader, service: LibraryService) -> None:
    recognised = replace(cite(1, ZHANGJIAKOU, FARMLAND), recognised=True)
    service.made = lambda question: replace(fact(), question=question, citations=(recognised,))
    turn = reader.answer(FACT)
    expect(turn.locator(".sources")).to_contain_text("第2页（识别文字，请核对原件）")
    turn.locator(".said .mark").first.click()
    expect(reader.find(".source .facts")).to_contain_text("第2页（识别文字，请核对原件）")
    shoot(reader.page, "recognised")


def test_more_of_the_report_can_be_read_on_both_sides(reader: Reader) -> None:
    reader.answer(FACT).locator(".said .mark").click()
    reader.find(".source mark").wait_for()
    text = reader.find(".report")
    for label in ("下文", "上文"):
        while reader.find(".report").get_by_text(label, exact=True).count():
            before = text.text_content() or ""
            text.get_by_text(label, exact=True).click()
            expect(text).not_to_have_text(before)
    assert text.inner_text().replace("\n", "") == ZHANGJIAKOU.text.replace("\n", "")
    expect(text.locator("mark")).to_have_text(FARMLAND)


def test_citations_are_walked_through(reader: Reader) -> None:
    reader.answer(TREND).locator("td .mark").first.click()
    panel = reader.find(".source")
    seen = []
    for number in (1, 2, 3):
        expect(panel.locator(".count")).to_have_text(f"{number} / 3")
        panel.locator("mark").wait_for()
        seen.append(panel.locator("mark").inner_text())
        panel.get_by_label("下一处").click(force=True) if number < 3 else None
    assert seen == [growth_of(of)[0] for of in REPORTS[:3]]
    expect(panel.get_by_label("下一处")).to_be_disabled()


def test_the_link_to_a_citation_opens_the_report_there(reader: Reader, running: Running) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.answer(FACT).locator(".said .mark").click()
    reader.find(".source mark").wait_for()
    reader.find(".source").get_by_text("复制链接").click()
    link = reader.page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{running.url}/#report=")
    other = reader.page.context.new_page()
    other.goto(link)
    expect(other.locator("qa-chat .source mark")).to_have_text(FARMLAND)
    expect(other.locator("qa-chat .path")).to_contain_text("农业农村")


def test_the_answer_is_copied_with_its_citations(reader: Reader) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.answer(FACT).get_by_label("复制回答").click()
    expect(reader.find(".toast")).to_have_text("已复制")
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert "新增高标准农田34.8万亩[1]。" in copied
    assert (
        f"[1] 《张家口市2024年政府工作报告》，张家口市2024年报告，一、2023年工作回顾 › （二）农业农村提质增效，第2页：“{FARMLAND}”"
        in copied
    )


def test_a_changed_report_is_told_and_the_cited_passage_shown(reader: Reader, running: Running) -> None:
    def changed(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, json={**reply.json(), "sha256": "0" * 64})

    reader.page.route("**/text?*", changed)
    reader.answer(FACT).locator(".said .mark").click()
    expect(reader.find(".source .notice")).to_have_text("报告在作答后有更新，以下是作答时的段落。")
    expect(reader.find(".source mark")).to_have_text(FARMLAND)


def test_the_passage_is_shown_when_the_report_cannot_be_read(reader: Reader) -> None:
    reader.page.route("**/text?*", lambda route: route.abort())
    reader.answer(FACT).locator(".said .mark").click()
    expect(reader.find(".source .notice")).to_have_text("全文暂时读取不到，以下是所引段落。")
    expect(reader.find(".source mark")).to_have_text(FARMLAND)


def test_figures_carry_their_status(reader: Reader) -> None:
    turn = reader.answer(DERIVED)
    expect(turn.locator(".said .figure.derived").first).to_have_attribute(
        "title", "由原文推算：187.5万吨÷(1+2.1%)=183.6万吨"
    )
    expect(turn.locator(".said .figure.unsupported")).to_have_text("190万吨（原文未见）")
    rows = turn.locator(".figures li")
    expect(rows).to_contain_text(
        ["187.5万吨原文所有", "2.1%原文所有", "算式：187.5万吨÷(1+2.1%)", "190万吨原文未见，请勿采用"]
    )
    expect(rows.first).to_be_visible()
    shoot(reader.page, "figures")


def test_a_table_is_copied_and_downloaded_with_where_it_stands(reader: Reader) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = reader.answer(COMPARE)
    turn.get_by_text("复制表格").click()
    expect(reader.find(".toast")).to_have_text("已复制")
    copied = reader.page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[0].split("\t") == ["对象", "数值", "原文", "出处"]
    assert copied[3].split("\t") == ["唐山市2023年", "未提及", "未提及", ""]
    with reader.page.expect_download() as download:
        turn.get_by_text("下载 CSV").click()
    rows = list(csv.reader(download.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1][:2] == ["张家口市2023年", "5.8%"]
    assert rows[1][3] == f"《张家口市2024年政府工作报告》：{growth_of(ZHANGJIAKOU)[0]}"
    shoot(reader.page, "table-tools")


def test_a_comparison_is_a_table_with_a_mark_in_each_cell(reader: Reader) -> None:
    turn = reader.answer(COMPARE)
    expect(turn.locator("thead th")).to_have_text(["对象", "数值", "原文"])
    expect(turn.locator("tbody tr")).to_have_count(3)
    expect(turn.locator("tbody tr").nth(1).locator("td").first).to_have_text("6.1%2")
    expect(turn.locator("tbody td .mark")).to_have_count(4)
    expect(turn.locator("tbody td.silent")).to_have_text(["未提及", "未提及"])
    expect(turn.locator("svg.chart, .chart")).to_have_count(0)
    expect(turn.locator(".said")).to_contain_text("从高到低")
    shoot(reader.page, "comparison")


def test_a_refusal_says_why_and_what_there_is(reader: Reader, service: LibraryService) -> None:
    turn = reader.answer(REFUSED)
    expect(turn.locator(".reason")).to_have_text("没有收录这个地方的报告")
    expect(turn.locator(".held")).to_contain_text("张家口市2017、2022、2024承德市2024")
    shoot(reader.page, "refusal")
    turn.get_by_text("2023年张家口市新增高标准农田多少万亩？").click()
    wait_until(lambda: len(service.asked) == 2)
    assert service.asked[1].question == "2023年张家口市新增高标准农田多少万亩？"


def test_a_refusal_offers_passages_to_read(reader: Reader) -> None:
    turn = reader.answer(NOT_STATED)
    expect(turn.locator(".sources")).to_have_count(0)
    turn.locator(".passage").click()
    expect(reader.find(".source mark")).to_contain_text(FARMLAND)


def test_quoted_answers_say_so(reader: Reader) -> None:
    expect(reader.answer(QUOTED).locator(".notice")).to_have_text("以下为报告原句的摘录，未经模型改写。")


def test_ratings_and_comments_are_kept(reader: Reader, web: WebSettings) -> None:
    turn = reader.answer(FACT)
    turn.get_by_label("没帮助").click()
    expect(turn.get_by_label("没帮助")).to_have_attribute("aria-pressed", "true")
    turn.get_by_label("哪里好，哪里不对").fill("年份不对")
    turn.get_by_text("提交说明").click()
    expect(turn.locator(".verdict")).to_have_text("已记录，谢谢。")
    with sqlite3.connect(web.feedback_file) as connection:
        assert connection.execute("SELECT rating, comment FROM feedback").fetchall() == [("down", "年份不对")]


def test_offline_is_told(reader: Reader) -> None:
    reader.page.context.set_offline(True)
    turn = reader.ask(FACT)
    expect(turn.locator(".failure")).to_contain_text("网络已断开，连上后再试。")
    reader.page.context.set_offline(False)
    turn.get_by_role("button", name="重试").click()
    turn.locator(".actions").wait_for()


@pytest.mark.parametrize(
    ("status", "headers", "body", "told"),
    [
        (429, {"Retry-After": "7"}, {"error": {"code": "rate_limited", "message": "慢"}}, "请在 7 秒后再试"),
        (503, {}, {"error": {"code": "overloaded", "message": "提问的人太多，请稍后再试。"}}, "提问的人太多"),
        (422, {}, {"error": {"code": "x", "message": "此前的对话太长。"}}, "此前的对话太长。"),
        (502, {}, "<html>Bad Gateway</html>", "服务出错，请稍后再试。"),
        (200, {}, "<html>not ours</html>", "回答中断了，请重试。"),
    ],
)
def test_failures_are_told(reader: Reader, status: int, headers: dict[str, str], body: object, told: str) -> None:
    text = body if isinstance(body, str) else json.dumps(body)
    reader.page.route("**/v1/ask", lambda route: route.fulfill(status=status, headers=headers, body=text))
    expect(reader.ask(FACT).locator(".failure")).to_contain_text(told)


@pytest.fixture
def locked(service: LibraryService, web: WebSettings) -> Iterator[Running]:
    keys = {"api_keys": {"reader": "a-key-of-sixteen-or-more"}}
    running = Running(service, Settings(web=WebSettings.model_validate({**web.model_dump(), **keys})))
    yield running
    running.stop()


def test_a_key_is_asked_for_and_used(locked: Running, new_page: NewPage, service: LibraryService) -> None:
    page = new_page()
    page.goto(locked.url)
    expect(page.locator("#told")).to_have_text("浏览报告需要访问密钥。")
    reader = Reader(page)
    turn = reader.ask(FACT)
    expect(turn.locator(".failure.key")).to_be_visible()
    shoot(page, "key")
    turn.get_by_label("访问密钥").fill("a-key-of-sixteen-or-more")
    turn.get_by_text("继续").click()
    turn.locator(".actions").wait_for()
    expect(page.locator("#list h2")).to_have_text(["张家口市", "承德市"])
    page.reload()
    expect(page.locator("#list h2")).to_have_text(["张家口市", "承德市"])


def test_a_server_that_dies_in_mid_answer(server: Server, new_page: NewPage) -> None:
    page = new_page()
    page.goto(server.url)
    turn = Reader(page).ask("增长多少")
    expect(turn.locator(".draft")).to_contain_text("2023年河北省")
    server.process.kill()
    expect(turn.locator(".failure")).to_contain_text("回答中断了，请重试。以上文字未经核对，请勿引用。")
    expect(turn.locator(".actions")).to_have_count(0)
    shoot(page, "broken-off")
    turn.get_by_role("button", name="重试").click()
    expect(turn.locator(".failure")).to_contain_text("连不上服务，请稍后再试。")


def test_keyboard_alone_is_enough(visitor: Reader) -> None:
    keys = visitor.page.keyboard
    keys.press("Tab")
    assert visitor.evaluate(FOCUSED) == "launcher"
    keys.press("Enter")
    keys.type(FACT)
    keys.press("Enter")
    visitor.find(".actions").wait_for()
    for _ in range(20):
        keys.press("Shift+Tab")
        if visitor.evaluate(FOCUSED) == "mark":
            break
    expect(visitor.find(".card")).to_be_visible()
    keys.press("Enter")
    expect(visitor.find(".source mark")).to_have_text(FARMLAND)
    keys.press("Escape")
    expect(visitor.find(".source")).to_be_hidden()
    assert visitor.evaluate(FOCUSED) == "mark"
    keys.press("Escape")
    keys.press("Escape")
    expect(visitor.find(".panel")).to_be_hidden()
    assert visitor.evaluate(FOCUSED) == "launcher"


def test_enter_that_ends_a_composition_sends_nothing(reader: Reader, service: LibraryService) -> None:
    reader.find(".ask textarea").focus()
    devtools = reader.page.context.new_cdp_session(reader.page)
    devtools.send("Input.imeSetComposition", {"text": "zhangjiakou", "selectionStart": 11, "selectionEnd": 11})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    devtools.send("Input.insertText", {"text": "张家口种了多少粮食"})
    expect(reader.find(".ask textarea")).to_have_value("张家口种了多少粮食")
    expect(reader.find(".turn")).to_have_count(0)
    reader.page.keyboard.press("Shift+Enter")
    expect(reader.find(".turn")).to_have_count(0)
    reader.page.keyboard.press("Enter")
    wait_until(lambda: len(service.asked) == 1)
    assert service.asked[0].question == "张家口种了多少粮食"


def test_typing_does_not_trigger_the_pages_shortcuts(visitor: Reader) -> None:
    visitor.page.evaluate("addEventListener('keydown', (e) => (window.pressed = (window.pressed || '') + e.key))")
    visitor.open()
    visitor.find(".ask textarea").press("s")
    assert visitor.page.evaluate("window.pressed") is None


def test_a_screen_reader_hears_the_answer(reader: Reader) -> None:
    reader.answer(FACT)
    voice = reader.find("[role=status]")
    expect(voice).to_contain_text("回答完成。2023年张家口市新增高标准农田34.8万亩")
    expect(reader.find(".said .mark")).to_have_attribute("aria-label", "出处1：张家口市2024年报告")


def test_on_a_phone(new_page: NewPage, shop: str) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(shop)
    reader = Reader(page)
    reader.find(".launcher").tap()
    turn = reader.answer(COMPARE)
    shoot(page, "phone-comparison")
    wide = turn.locator(".scroll").evaluate("(node) => node.scrollWidth > node.clientWidth")
    assert wide
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    turn.locator("td .mark").first.tap()
    expect(reader.find(".card")).to_be_visible()
    expect(reader.find(".source")).to_be_hidden()
    shoot(page, "phone-card")
    reader.find(".card").get_by_text("查看原文").tap()
    expect(reader.find(".source mark")).to_be_in_viewport()
    shoot(page, "phone-source")
    reader.find(".source").get_by_label("关闭").tap()
    expect(turn).to_be_visible()


def test_attributes_are_obeyed(new_page: NewPage, running: Running, page: Page) -> None:
    page.evaluate(
        """() => {
          const chat = document.createElement("qa-chat");
          const set = {heading: "Reports", lang: "en", greeting: "Hello.", examples: "一问|二问", accent: "#ff0", position: "left", mode: "float"};
          for (const [name, value] of Object.entries(set)) chat.setAttribute(name, value);
          document.querySelector("qa-chat").replaceWith(chat);
        }"""
    )
    reader = Reader(page)
    reader.open()
    expect(reader.find("h2")).to_have_text("Reports")
    expect(reader.find(".welcome > p")).to_have_text("Hello.")
    expect(reader.find(".choice")).to_have_text(["一问", "二问"])
    expect(reader.find(".ask textarea")).to_have_attribute("aria-label", "Your question")
    box = reader.find(".panel").bounding_box()
    assert box and box["x"] < 100
    shoot(page, "attributes")
    reader.evaluate("(chat) => chat.setAttribute('lang', 'zh')")
    expect(reader.find(".ask textarea")).to_have_attribute("aria-label", "输入问题")


def test_an_element_of_ones_own(new_page: NewPage, running: Running, site_port: int) -> None:
    html = f'<!doctype html><body><p>上文</p><qa-chat endpoint="{running.url}"></qa-chat><script src="{running.url}/widget.js"></script>'
    with site({"/": html}, port=site_port) as url:
        page = new_page()
        page.goto(url)
        reader = Reader(page)
        expect(reader.answer(FACT).locator(".said")).to_contain_text("34.8万亩")
        expect(page.locator("qa-chat")).to_have_count(1)
        shoot(page, "inline")


def test_twenty_answers_leave_nothing_behind(reader: Reader) -> None:
    devtools = reader.page.context.new_cdp_session(reader.page)
    devtools.send("Performance.enable")
    reader.answer(TREND)
    reader.evaluate("(chat) => chat.clear()")
    before = _measured(reader, devtools)
    for number in range(20):
        turn = reader.answer((TREND, FACT, COMPARE, REFUSED)[number % 4])
        if turn.locator(".mark").count():
            turn.locator(".mark:visible").first.click()
            reader.find(".source mark").wait_for()
            reader.page.keyboard.press("Escape")
    reader.evaluate("(chat) => chat.clear()")
    after = _measured(reader, devtools)
    assert after["JSEventListeners"] <= before["JSEventListeners"] + 5
    assert after["Nodes"] <= before["Nodes"] + 100
    assert after["JSHeapUsedSize"] <= before["JSHeapUsedSize"] + 1_000_000


def test_an_element_that_is_taken_away_lets_go(reader: Reader) -> None:
    devtools = reader.page.context.new_cdp_session(reader.page)
    devtools.send("Performance.enable")
    script = """() => { const chat = document.querySelector("qa-chat"); const parent = chat.parentNode;
                        for (let i = 0; i < 30; i += 1) { chat.remove(); parent.append(chat); } }"""
    reader.page.evaluate(script)
    before = _measured(reader, devtools)
    reader.page.evaluate(script)
    after = _measured(reader, devtools)
    assert after["JSEventListeners"] <= before["JSEventListeners"] + 5
    expect(reader.find(".log")).to_have_count(1)


def _measured(reader: Reader, devtools: CDPSession) -> dict[str, float]:
    reader.page.wait_for_timeout(300)
    for _ in range(3):
        reader.page.evaluate("gc()")
        devtools.send("HeapProfiler.collectGarbage")
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return {metric["name"]: metric["value"] for metric in metrics}


def _at_the_top(reader: Reader, turn: Locator) -> bool:
    log, box = reader.find(".log").bounding_box(), turn.locator(".question").bounding_box()
    return bool(log and box and 0 <= box["y"] - log["y"] < 40)


def test_a_new_question_goes_to_the_top(reader: Reader) -> None:
    for question in (TREND, COMPARE, REFUSED):
        turn = reader.answer(question)
        wait_until(partial(_at_the_top, reader, turn))


def test_a_mark_stays_with_what_it_proves(reader: Reader) -> None:
    """At every width the mark and the character before it are on one line."""
    reader.answer(COMPARE)
    for width in range(900, 1400, 23):
        reader.page.set_viewport_size({"width": width, "height": 800})
        lines = reader.find(".said .glue").evaluate_all("(nodes) => nodes.map((node) => node.getClientRects().length)")
        assert lines
        assert set(lines) == {1}
