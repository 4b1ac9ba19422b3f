"""Front ends that are not ours, and ours in a frame."""

from __future__ import annotations

import re
from pathlib import Path

import httpx2
from playwright.sync_api import expect

from tests.web.process import free_port
from tests.web.sse import read_events
from tests.widget.answers import FACT, LibraryService
from tests.widget.browser import Reader, Watch, shoot
from tests.widget.conftest import NewPage
from tests.widget.npm import Package
from tests.widget.servers import Running, site

DEEP_CHAT = Package("deep-chat", "2.4.2", "977dc584146b62a68d9d44b64f5ffe1df65deaa846d1dd2201d24b9ffefed4b4")
DOCS = Path(__file__).parents[2] / "docs" / "widget.md"


def documented_example(url: str) -> str:
    """The deep-chat page of our documentation, asking ``url``."""
    blocks: list[str] = re.findall(r"```html\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    [example] = [block for block in blocks if "deepChat" in block]
    assert "https://qa.example.cn/" in example
    return "<!doctype html><meta charset=utf-8>" + example.replace("https://qa.example.cn", url)


def test_deep_chat_as_documented(
    new_page: NewPage, running: Running, site_port: int, service: LibraryService, watch: Watch
) -> None:
    bundle = DEEP_CHAT.file("dist/deepChat.bundle.js")
    with site({"/": documented_example(running.url), "/deepChat.bundle.js": bundle}, port=site_port) as url:
        page = new_page()
        page.goto(url)
        box = page.locator("deep-chat #text-input")
        for number, question in enumerate((FACT, "那承德呢？"), 1):
            box.fill(question)
            box.press("Enter")
            expect(page.locator("deep-chat .ai-message-text")).to_have_count(number)
            expect(page.locator("deep-chat .ai-message-text").last).to_contain_text("引用")
        expect(page.locator("deep-chat .ai-message-text").first).to_contain_text("新增高标准农田34.8万亩")
        expect(page.locator("deep-chat .ai-message-text").first).to_contain_text("张家口市2024年政府工作报告")
        shoot(page, "deep-chat")
        assert watch.strangers(running.url, url) == []
    history = service.asked[1].history
    assert [turn.role for turn in history] == ["user", "assistant"]
    assert history[0].content == FACT
    assert "引用" not in history[1].content


def test_a_client_like_open_webui(running: Running) -> None:
    """It lists the models, then streams with the fields it always sends, through its own server."""
    with httpx2.Client(
        base_url=f"{running.url}/v1", headers={"Authorization": "Bearer none"}, trust_env=False
    ) as client:
        [model] = client.get("/models").json()["data"]
        body = {
            "model": model["id"],
            "stream": True,
            "stream_options": {"include_usage": True},
            "messages": [{"role": "system", "content": "你是助手"}, {"role": "user", "content": FACT}],
            "temperature": 0.7,
        }
        with client.stream("POST", "/chat/completions", json=body) as reply:
            chunks = [data for _, data in read_events(reply.iter_lines()) if isinstance(data, dict)]
    text = "".join(choice["delta"].get("content", "") for chunk in chunks for choice in chunk["choices"])
    assert "新增高标准农田34.8万亩[1]" in text
    assert "[1] 《张家口市2024年政府工作报告》" in text
    assert chunks[-1]["usage"]["total_tokens"] == 930


FRAMING = """<!doctype html><meta charset=utf-8><body><script>
  window.told = [];
  addEventListener("message", (event) => told.push({origin: event.origin, data: event.data}));
</script><iframe src="{url}/static/embed" width=900 height=700></iframe>"""


def test_the_frame_listens_to_the_sites_on_the_list(
    new_page: NewPage, running: Running, site_port: int, service: LibraryService
) -> None:
    with site({"/": FRAMING.replace("{url}", running.url)}, port=site_port) as url:
        page = new_page()
        page.goto(url)
        page.frame_locator("iframe").locator("qa-chat .choice").first.wait_for()
        for message in ("ask", {"type": "gov-report-qa:ask"}, {"type": "gov-report-qa:ask", "question": {}}, None):
            page.evaluate("(message) => frames[0].postMessage(message, '*')", message)
        message = {"type": "gov-report-qa:ask", "question": FACT}
        page.evaluate("(message) => frames[0].postMessage(message, '*')", message)
        page.frame_locator("iframe").locator("qa-chat .actions").wait_for()
        [told] = page.evaluate("told")
        assert told["origin"] == running.url
        assert told["data"]["type"] == "gov-report-qa:answer"
        shoot(page, "frame")
    assert [asked.question for asked in service.asked] == [FACT]


def test_the_frame_does_not_open_for_strangers(new_page: NewPage, running: Running) -> None:
    with site({"/": FRAMING.replace("{url}", running.url)}, port=free_port()) as url:
        page = new_page()
        page.goto(url)
        page.wait_for_timeout(500)
        assert page.frame_locator("iframe").locator("qa-chat").count() == 0


def test_messages_of_strangers_are_not_believed(
    new_page: NewPage, running: Running, service: LibraryService, site_port: int
) -> None:
    """A stranger's window that holds a reference to ours: opened by it, not framed."""
    with site({"/": "<!doctype html><body></body>"}, port=free_port()) as stranger:
        page = new_page()
        page.goto(stranger)
        with page.expect_popup() as popup:
            page.evaluate("(url) => { window.opened = open(url); }", f"{running.url}/static/embed")
        popup.value.locator("qa-chat .choice").first.wait_for()
        message = {"type": "gov-report-qa:ask", "question": FACT}
        page.evaluate("(message) => opened.postMessage(message, '*')", message)
        page.wait_for_timeout(300)
        assert Reader(popup.value).find(".turn").count() == 0
    assert service.asked == []
