"""Nothing that a model or a report says becomes more than text: a corpus of attacks, in a real browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from qa.records import (
    Answer,
    Cell,
    CheckedFigure,
    Coverage,
    Hit,
    RefusalReason,
    Report,
    ReportBrief,
    Scores,
    Section,
    Table,
)
from tests.widget.answers import FARMLAND, ZHANGJIAKOU, LibraryService, answer, cite, passage, report
from tests.widget.browser import Reader, Watch
from tests.widget.conftest import NewPage
from tests.widget.servers import Running, site

PAYLOADS = tuple(dict.fromkeys((Path(__file__).parent / "payloads.txt").read_text(encoding="utf-8").splitlines()))
BATCH = 26

ELEMENTS = set(
    "article aside b blockquote button circle dd details div dl dt figure footer form g h2 h3 h4 header input li line mark p path rect"
    " section small span summary svg table tbody td text textarea th thead title tr ul".split()
)
ATTRIBUTES = set(
    "aria-busy aria-controls aria-expanded aria-hidden aria-label aria-live aria-pressed autocomplete class cx cy d"
    " data-citation data-nearest data-rating disabled enterkeyhint height hidden id lang maxlength open placeholder"
    " popover r required role rows scope tabindex text-anchor title type viewBox width x x1 x2 y y1 y2".split()
)
# The card alone is placed by script; a style attribute elsewhere is somebody else's.
STYLED = {"card"}

SEEN = """(chat) => [...chat.shadowRoot.querySelectorAll("*")].map((node) => ({
  tag: node.localName, type: node.type || "", class: node.getAttribute("class"), attributes: node.getAttributeNames(),
}))"""
# What the page's own world would show if an attack had worked.
TRAP = "() => { window.pwned = false; window.pwn = () => { window.pwned = true; }; }"


def test_the_corpus_is_large_enough() -> None:
    assert len(PAYLOADS) >= 200


def poisoned(payload: str) -> Report:
    """A report whose every text is the attack, around one sentence to cite."""
    clean = report("张家口市", 2024, "5.8", "7.1")
    text = f"{payload}\n{FARMLAND}{payload}\n{payload}"
    section = Section((payload, payload), 0, len(text), clean.sections[0].role, (2023,))
    return replace(clean, id="p", title=payload, place=payload, text=text, sections=(section,), pages=())


def answered(question: str, payload: str) -> Answer:
    """The attack in every field that the widget shows."""
    of = poisoned(payload)
    quote = FARMLAND + payload
    start = of.text.index(FARMLAND)
    base = replace(cite(1, ZHANGJIAKOU, FARMLAND), report_id=of.id, title=payload, place=payload, section=(payload,))
    citation = replace(base, text=quote, quote=quote, start=start, end=start + len(quote), sha256=of.sha256)
    text = f"{payload}\n{payload}[1]34.8万亩[2]\n依据：\n{payload}：“{payload}”[1]。"
    figures = (CheckedFigure(payload, "derived", 1, payload), CheckedFigure("34.8万亩", "unsupported"))
    rows = tuple((Cell(f"{payload}{year}年"), Cell(f"{year}%", 1), Cell(payload, 1)) for year in (2021, 2022, 2023))
    reply = answer(question, text, [citation])
    plan = replace(reply.plan, places=(payload,))
    return replace(reply, plan=plan, figures=figures, table=Table((payload, "数值", payload), rows))


def refused(question: str, payload: str) -> Answer:
    of = poisoned(payload)
    brief = ReportBrief(of.id, of.kind, payload, payload, 2024, (2023,), (2024,))
    coverage = Coverage((payload,), (2023,), (payload,), (), (brief,))
    here = replace(passage(ZHANGJIAKOU, FARMLAND), title=payload, place=payload, section=(payload,))
    nearest = replace(here, report_id=of.id, text=payload, start=0, end=len(payload))
    return replace(
        answer(question, payload),
        refused=True,
        refusal_reason=RefusalReason.NOT_STATED,
        mode="refused",
        coverage=coverage,
        nearest=(Hit(nearest, Scores(0.1)),),
    )


@pytest.fixture
def attacked(reader: Reader) -> Reader:
    reader.page.evaluate(TRAP)
    return reader


def show_card(reader: Reader) -> None:
    if reader.find(".said .mark").count():
        reader.evaluate("(chat) => chat.source.close()")
        reader.find(".said .mark").first.hover()
        reader.find(".card").wait_for()


def check(reader: Reader, watch: Watch, origin: str) -> None:
    page = reader.page
    assert page.evaluate("window.pwned") is False
    assert watch.dialogs == []
    assert watch.opened == 1
    assert watch.errors == []
    assert watch.strangers(origin) == []
    assert page.url.startswith(origin)
    for node in reader.evaluate(SEEN):
        assert node["tag"] in ELEMENTS, node
        assert set(node["attributes"]) - ATTRIBUTES <= ({"style"} if node["class"] in STYLED else set()), node
    assert page.evaluate("[...document.querySelectorAll('iframe, img, object, embed, base, a[href]')].length") == 0
    assert page.evaluate("document.querySelectorAll('script').length") == 2


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), BATCH))
@pytest.mark.parametrize("make", [answered, refused])
def test_attacks_stay_text(
    attacked: Reader, service: LibraryService, watch: Watch, running: Running, first: int, make: object
) -> None:
    reader = attacked
    for payload in PAYLOADS[first : first + BATCH]:
        service.held = (poisoned(payload),)
        service.made = lambda question, payload=payload: make(question, payload)  # type: ignore[operator,misc]
        turn = reader.answer("问")
        assert "".join(payload.split()) in "".join((turn.text_content() or "").split())
        turn.locator(".said .mark, .passage").first.click()
        reader.find(".source .report p").first.wait_for()
        show_card(reader)
        check(reader, watch, running.url)
        reader.evaluate("(chat) => chat.clear()")


def test_a_report_list_of_attacks_stays_text(
    new_page: NewPage, service: LibraryService, running: Running, watch: Watch
) -> None:
    service.held = tuple(replace(poisoned(payload), id=f"r{number}") for number, payload in enumerate(PAYLOADS))
    page = new_page()
    page.goto(running.url)
    page.evaluate(TRAP)
    expect(page.locator("#list .report")).to_have_count(len(PAYLOADS))
    page.locator("#list .unfold").nth(0).click()
    page.locator(".glance :is(button, p)").first.wait_for()
    page.locator("#list .unfold").nth(1).click()
    page.locator(".outline button").first.wait_for()
    assert page.evaluate("window.pwned") is False
    assert watch.strangers(running.url) == []
    assert watch.errors == []
    used = page.evaluate("[...new Set([...document.querySelectorAll('main *')].map((node) => node.localName))]")
    assert set(used) <= ELEMENTS | {"fieldset", "label", "legend", "ol", "option", "qa-chat", "select"}


def test_a_restored_conversation_stays_text(
    attacked: Reader, service: LibraryService, watch: Watch, running: Running
) -> None:
    service.made = lambda question: answered(question, PAYLOADS[20])
    attacked.answer("问")
    attacked.page.reload()
    attacked.page.evaluate(TRAP)
    attacked.find(".turn .actions").wait_for()
    check(attacked, watch, running.url)


def test_the_check_sees_an_attack_that_works(new_page: NewPage, running: Running, watch: Watch, site_port: int) -> None:
    """The same corpus set as HTML on a page without a policy trips every wire."""
    with site({"/": "<!doctype html><body></body>"}, port=site_port) as url:
        page = new_page()
        page.goto(url)
        page.evaluate(TRAP)
        for payload in PAYLOADS:
            if not any(word in payload for word in ("location", "refresh", "frameset", "base href")):
                page.evaluate("(html) => { document.body.innerHTML = html; }", payload)
        page.wait_for_timeout(300)
        assert page.evaluate("window.pwned") is True
        assert watch.strangers(url) != []


def test_our_pages_refuse_what_gets_in(page: Page) -> None:
    """The second line of defence: even our own code could not make elements of strings, nor call elsewhere."""
    for script in (
        "document.body.innerHTML = '<b>x</b>'",
        "document.write('x')",
        "document.createElement('script').text = 'x'",
    ):
        with pytest.raises(Error, match="Trusted"):
            page.evaluate(f"() => {{ {script} }}")
    blocked = page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', (error) => String(error))")
    assert "TypeError" in blocked
