"""The page at ``/``: the reports to browse, to search, to limit a question to."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import Page, expect

from tests.widget.answers import FACT, FARMLAND, REPORTS, ZHANGJIAKOU, LibraryService, report
from tests.widget.browser import PHONE, Reader, Watch, shoot
from tests.widget.conftest import NewPage
from tests.widget.servers import Running


def test_reports_are_listed_by_place(page: Page, watch: Watch, running: Running) -> None:
    expect(page.locator("#list h2")).to_have_text(["张家口市", "承德市"])
    expect(page.locator("#list label")).to_have_text(["2024年报告", "2022年报告", "2017年报告", "2024年报告"])
    expect(page.locator("#held")).to_have_text("收录2地4份报告，2017–2024年")
    expect(page.locator(".covers").first).to_have_text("回顾2023年，部署2024年")
    shoot(page, "page")
    assert watch.strangers(running.url) == []
    assert watch.errors == []


def test_sections_open_the_report(page: Page) -> None:
    page.get_by_label("张家口市2024年报告的章节").click()
    outline = page.locator(".outline").first
    expect(outline.locator("button")).to_have_text(
        ["一、2023年工作回顾", "（二）农业农村提质增效", "（三）民生福祉持续改善", "二、2024年工作安排"]
    )
    outline.get_by_text("（二）农业农村提质增效").click()
    report = page.locator("qa-chat .report")
    expect(report.locator("p").first).to_contain_text(FARMLAND)
    expect(report.locator("mark")).to_have_count(0)
    shoot(page, "browse")
    page.keyboard.press("Escape")
    expect(outline.get_by_text("（二）农业农村提质增效")).to_be_focused()


def test_a_report_at_a_glance(page: Page, watch: Watch) -> None:
    page.get_by_label("张家口市2024年报告的速览").click()
    glance = page.locator(".glance").first
    expect(glance.locator("h3")).to_have_text(["2023年结果", "2024年目标"])
    expect(glance.locator("li").first).to_have_text("地区生产总值 增长5.8%")
    shoot(page, "glance")
    glance.get_by_text("一般公共预算收入").click()
    expect(page.locator("qa-chat .source mark")).to_contain_text("一般公共预算收入增长5%以上")
    page.keyboard.press("Escape")
    expect(glance.locator("button", has_text="一般公共预算收入")).to_be_focused()
    assert watch.errors == []


def test_two_reports_side_by_side(page: Page) -> None:
    page.get_by_label("张家口市2024年报告的速览").click()
    glance = page.locator(".glance").first
    expect(glance.locator("option")).to_have_text(
        ["与另一份对照……", "张家口市2022年报告", "张家口市2017年报告", "承德市2024年报告"]
    )
    glance.get_by_label("与张家口市2024年报告对照").select_option("张家口市2022年报告")
    expect(glance.locator("li").first).to_have_text("变地区生产总值 增长5.8%；增长6.9%")
    expect(glance.locator("li").last).to_have_text("一般公共预算收入 增长5%以上")
    shoot(page, "beside")


def test_a_question_is_limited_to_the_reports_chosen(page: Page, service: LibraryService) -> None:
    page.locator("#list input[type=checkbox]").nth(0).check()
    page.locator("#list input[type=checkbox]").nth(3).check()
    reader = Reader(page)
    expect(reader.find(".limit")).to_contain_text("只在这些报告里找：张家口市2024年报告、承德市2024年报告")
    shoot(page, "limit")
    reader.answer(FACT)
    assert service.asked[0].filters.report_id == (REPORTS[0].id, REPORTS[3].id)
    reader.find(".limit").get_by_label("不再限定").click()
    expect(page.locator("#list input:checked")).to_have_count(0)
    reader.answer(FACT)
    assert service.asked[1].filters.report_id == ()


def test_search_shows_both_scores_and_opens_the_passage(page: Page, service: LibraryService) -> None:
    page.locator("#list input[type=checkbox]").first.check()
    page.get_by_role("tab", name="检索原文").click()
    page.get_by_label("检索词").fill("高标准农田")
    page.get_by_label("检索词").press("Enter")
    expect(page.locator("#found")).to_have_text("找到 1 段，得分从高到低。")
    expect(page.locator(".scores")).to_have_text("合并 0.0312　向量 0.871　用词 未入选")
    assert service.searched[0][2].report_id == (ZHANGJIAKOU.id,)
    page.locator("#hits button").click()
    expect(page.locator("qa-chat .source mark")).to_contain_text(FARMLAND)
    shoot(page, "search")


def test_tabs_obey_the_arrow_keys(page: Page) -> None:
    page.get_by_role("tab", name="报告").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="检索原文")).to_be_focused()
    expect(page.locator("#find")).to_be_visible()
    expect(page.locator("#list")).to_be_hidden()


def test_failed_searches_are_told(page: Page) -> None:
    page.get_by_role("tab", name="检索原文").click()
    page.route("**/v1/search?*", lambda route: route.abort())
    page.get_by_label("检索词").fill("农田")
    page.get_by_label("检索词").press("Enter")
    expect(page.locator("#found")).to_have_text("检索失败，请稍后再试。")


def test_a_link_to_a_report_that_is_gone(page: Page, running: Running) -> None:
    page.goto(f"{running.url}/#report=nobody&start=1&end=9")
    page.reload()
    expect(page.locator("#state")).to_have_text("链接所指的报告不在资料库里。")


def test_the_state_of_the_model_is_told(new_page: NewPage, running: Running, service: LibraryService) -> None:
    service.fail_after = RuntimeError("down")
    page = new_page()
    page.goto(running.url)
    expect(page.locator("#state")).to_have_text("模型暂不可用，只摘录原句")


def test_on_a_phone_one_thing_at_a_time(new_page: NewPage, running: Running) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(running.url)
    expect(page.locator("qa-chat .choice").first).to_be_visible()
    expect(page.locator(".shelf")).to_be_hidden()
    shoot(page, "phone-page")
    page.get_by_role("button", name="资料库").tap()
    page.get_by_label("张家口市2024年报告的章节").tap()
    page.get_by_text("（三）民生福祉持续改善").wait_for()
    shoot(page, "phone-shelf")
    page.get_by_text("（三）民生福祉持续改善").tap()
    expect(page.locator("qa-chat .report")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_many_reports_can_be_sifted(new_page: NewPage, running: Running, service: LibraryService) -> None:
    service.held = tuple(
        report(place, year, "5", "6") for place in ("甲市", "乙市", "丙市") for year in range(2015, 2020)
    )
    page = new_page()
    page.goto(running.url)
    page.get_by_label("筛选报告").fill("乙市 2017")
    expect(page.locator("#list .report:visible")).to_have_count(1)
    expect(page.locator("#list h2:visible")).to_have_text("乙市")


def test_reports_without_place_and_year_are_listed_too(
    new_page: NewPage, running: Running, service: LibraryService
) -> None:
    service.held = (replace(ZHANGJIAKOU, place=None, year=None, reviewed=(), planned=(), title="无名报告"),)
    page = new_page()
    page.goto(running.url)
    expect(page.locator("#list h2")).to_have_text("地区未知")
    expect(page.locator("#list label")).to_have_text("无名报告")
    expect(page.locator("#held")).to_have_text("收录0地1份报告")
