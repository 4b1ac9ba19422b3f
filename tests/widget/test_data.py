"""The view 数据: an indicator over places and years as a table and a chart, each figure one step from its sentence."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from qa.records import Facet, Report
from qa.records import Page as Page_
from qa.statements.columns import Columns
from qa.statements.stated import Stated
from tests.statements.made import stated
from tests.widget.answers import REPORTS, ZHANGJIAKOU, LibraryService, growth_of, report
from tests.widget.browser import DESKTOP, PHONE, Watch, shoot
from tests.widget.conftest import NewPage
from tests.widget.servers import Running
from tests.widget.test_access import Scheme, faults

RATES = (("张家口市", 2021, "6.2"), ("张家口市", 2022, "5.9"), ("张家口市", 2023, "6.4"), ("张家口市", 2024, "5.8"))
YEARS = tuple(report(place, year, rate, "5") for place, year, rate in RATES)
OTHERS = tuple(report(place, 2024, rate, "5") for place, rate in (("承德市", "6.1"), ("唐山市", "7.3")))
HELD = (*YEARS, *OTHERS)


@pytest.fixture
def service() -> LibraryService:
    return LibraryService(held=HELD)


def opened(page: Page, running: Running, *view: tuple[str, str]) -> Page:
    page.goto(f"{running.url}/#{urlencode(view)}")
    page.locator("#seen h2").wait_for()
    return page


def cells(page: Page, row: str) -> list[str]:
    return (
        page.locator(".frame tbody tr", has=page.get_by_role("rowheader", name=row, exact=True))
        .locator("td")
        .all_inner_texts()
    )


def labels(page: Page) -> Locator:
    return page.locator(".frame tbody th")


def view(page: Page) -> dict[str, Any]:
    return dict(pair.split("=", 1) for pair in page.evaluate("decodeURIComponent(location.hash.slice(1))").split("&"))


def test_the_indicators_stated_most_are_a_beginning(page: Page, watch: Watch, running: Running) -> None:
    page.get_by_role("button", name="数据").click()
    expect(page.locator("#seen .quiet")).to_contain_text("个指标，说得最多的是")
    expect(page.locator(".shelf")).to_be_hidden()
    shoot(page, "data-welcome")
    page.locator(".often button", has_text="地区生产总值").click()
    expect(page.locator("#seen h2")).to_have_text("2020—2023年 地区生产总值增长 结果")
    page.go_back()
    expect(page.locator(".often")).to_be_visible()
    assert watch.strangers(running.url) == [] and watch.errors == []


def test_an_indicator_is_found_while_one_types_by_keys_alone(page: Page) -> None:
    page.get_by_role("button", name="数据").click()
    box = page.get_by_role("combobox", name="指标")
    box.press_sequentially("GDP", delay=20)
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option")).to_contain_text("地区生产总值")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "option-0")
    page.keyboard.press("Enter")
    expect(box).to_have_value("地区生产总值")
    expect(labels(page)).to_have_text(["张家口市", "承德市", "唐山市"])
    box.fill("葡萄")
    expect(page.locator("#indicators .none")).to_have_text("报告里没有这样的指标")
    page.keyboard.press("Escape")
    expect(page.locator("#indicators")).to_be_hidden()


def test_empty_cells_say_so_and_why(page: Page, running: Running) -> None:
    opened(page, running, ("data", "地区生产总值增长"), ("year", "2022"), ("year", "2023"))
    assert cells(page, "张家口市") == ["6.4%", "5.8%"]
    assert cells(page, "承德市") == ["未提及\n没有讲这年的报告", "6.1%"]
    shoot(page, "data-table")


def test_a_cell_opens_its_sentence_and_gets_the_focus_back(page: Page, running: Running) -> None:
    opened(page, running, ("data", "地区生产总值增长"))
    cell = page.locator(".frame td button", has_text="6.1%")
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.locator("qa-chat .source mark")).to_contain_text("地区生产总值增长6.1%")
    expect(page.locator(".frame")).to_be_visible()
    expect(page.locator("qa-chat .ask textarea")).to_be_hidden()
    shoot(page, "data-source")
    page.keyboard.press("Escape")
    expect(page.locator("qa-chat")).to_be_hidden()
    expect(cell).to_be_focused()


def test_a_figure_of_a_page_read_from_its_picture_says_so(
    new_page: NewPage, running: Running, service: LibraryService
) -> None:
    scanned = replace(OTHERS[0], pages=(Page_(1, 0, len(OTHERS[0].text), recognised=True),))
    service.held = (scanned,)
    page = opened(new_page(), running, ("data", "地区生产总值增长"), ("year", "2023"))
    page.locator(".frame td button", has_text="6.1%").click()
    expect(page.locator("qa-chat .source .facts")).to_contain_text("第1页（识别文字，请核对原件）")


def test_the_link_holds_the_whole_view(page: Page, new_page: NewPage, running: Running) -> None:
    opened(page, running, ("data", "地区生产总值增长"))
    page.get_by_role("button", name="2023年", exact=True).click()
    page.locator("#years summary").click()
    page.get_by_role("checkbox", name="2023").check()
    page.locator("#places summary").click()
    for place in ("张家口市", "承德市"):
        page.get_by_role("checkbox", name=place).check()
        page.wait_for_timeout(100)
    page.get_by_role("radio", name="目标", exact=True).check(force=True)
    expect(page.locator("#seen h2")).to_have_text("2023年 地区生产总值增长 目标")
    page.get_by_role("radio", name="结果", exact=True).check(force=True)
    page.get_by_role("button", name="2023年", exact=True).click()
    expect(labels(page)).to_have_text(["承德市", "张家口市"])
    other = new_page()
    other.goto(page.url)
    expect(labels(other)).to_have_text(["承德市", "张家口市"])
    expect(other.locator("#places summary")).to_have_text("地区：张家口市、承德市")
    expect(other.locator("#years summary")).to_have_text("年份：2023")
    expect(other.get_by_role("columnheader", name="2023年")).to_have_attribute("aria-sort", "descending")


def test_sorting_goes_down_up_and_back(page: Page, running: Running) -> None:
    opened(page, running, ("data", "地区生产总值增长"), ("year", "2022"), ("year", "2023"))
    for expected in (
        ["唐山市", "承德市", "张家口市"],
        ["张家口市", "承德市", "唐山市"],
        ["张家口市", "承德市", "唐山市"],
    ):
        page.get_by_role("button", name="2023年", exact=True).click()
        expect(labels(page)).to_have_text(expected)
        expect(page.get_by_role("button", name="2023年", exact=True)).to_be_focused()
    assert "by" not in view(page)
    page.get_by_role("button", name="2022年", exact=True).click()
    expect(labels(page).first).to_have_text("张家口市")


def test_rows_and_columns_change_places(page: Page, running: Running) -> None:
    opened(page, running, ("data", "地区生产总值增长"))
    page.get_by_role("button", name="行列互换").click()
    expect(labels(page)).to_have_text(["2020年", "2021年", "2022年", "2023年"])
    assert cells(page, "2023年") == ["5.8%", "6.1%", "7.3%"]
    assert view(page)["turned"] == "1"


def test_what_is_joined_and_written_otherwise_can_be_seen(
    new_page: NewPage, running: Running, service: LibraryService
) -> None:
    text = OTHERS[0].text.replace("地区生产总值增长6.1%", "生产总值增长6.1%")
    service.held = (*YEARS, replace(OTHERS[0], text=text))
    page = opened(new_page(), running, ("data", "地区生产总值增长"), ("year", "2023"))
    page.get_by_text("合并了 2 种叫法").click()
    expect(page.locator(".joined li")).to_have_text(["地区生产总值　9 次", "生产总值　1 次，词典中同一指标"])
    assert cells(page, "承德市") == ["6.1%†"]
    expect(page.locator(".notes")).to_contain_text("带 † 的格子：报告里写作“生产总值”（1 格），口径可能不同")


def test_reports_that_differ_are_leafed_through(new_page: NewPage, running: Running, service: LibraryService) -> None:
    later = replace(
        YEARS[2], id="later", title="张家口市2023年报告（修订）", text=YEARS[2].text.replace("6.4%", "6.6%")
    )
    service.held = (*HELD, later)
    page = opened(new_page(), running, ("data", "地区生产总值增长"), ("year", "2022"))
    page.locator(".frame td button", has_text="*").click()
    expect(page.locator("qa-chat .source .count")).to_have_text("1 / 2")
    page.locator("qa-chat .source").get_by_label("下一处").click()
    expect(page.locator("qa-chat .source .count")).to_have_text("2 / 2")


def test_targets_beside_outcomes(page: Page, running: Running) -> None:
    opened(page, running, ("data", "地区生产总值增长"), ("basis", "outcomes"), ("place", "张家口市"))
    rows = [row.locator("th, td").all_inner_texts() for row in page.locator(".frame tbody tr").all()]
    assert rows == [
        ["张家口市", "2021年", "6%左右", "5.9%", "大致达到", "低0.1个百分点"],
        ["张家口市", "2022年", "6%左右", "6.4%", "达到", "高0.4个百分点"],
        ["张家口市", "2023年", "6%左右", "5.8%", "大致达到", "低0.2个百分点"],
        ["张家口市", "2024年", "6%左右", "未提及\n没有讲这年的报告", "没有说", "—"],
    ]
    expect(page.locator(".notes")).to_contain_text("4 个目标：达到 1，大致达到 2，没有说 1")
    marks = page.locator(".chart .pair")
    expect(marks).to_have_count(4)
    marks.nth(1).click()
    expect(page.locator("qa-chat .source mark")).to_contain_text("6.4%")
    expect(page.locator("qa-chat .source .count")).to_have_text("1 / 2")
    shoot(page, "data-outcomes")


def test_a_chart_of_bars_is_walked_by_arrow_keys(page: Page, running: Running) -> None:
    opened(page, running, ("data", "地区生产总值增长"), ("year", "2023"))
    expect(page.locator(".chart .bar .label")).to_have_text(["唐山市", "承德市", "张家口市"])
    page.locator(".chart .bar").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".chart .bar").nth(1)).to_be_focused()
    expect(page.locator(".told")).to_have_text("承德市 2023年：6.1%")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("qa-chat .source mark")).to_contain_text("5.8%")
    page.keyboard.press("Escape")
    expect(page.locator(".chart .bar").nth(2)).to_be_focused()


def test_a_chart_of_lines_over_years(page: Page, running: Running) -> None:
    opened(page, running, ("data", "地区生产总值增长"))
    expect(page.locator(".chart .series .name")).to_have_text(["张家口市", "承德市", "唐山市"])
    expect(page.locator(".chart .dot")).to_have_count(6)
    shoot(page, "data-lines")
    page.get_by_role("button", name="柱图").click()
    page.get_by_label("画哪一列").select_option("2022年")
    expect(page.locator(".chart .bar")).to_have_count(1)
    assert (view(page)["chart"], view(page)["at"]) == ("bars", "2022年")


def test_no_more_than_eight_lines(new_page: NewPage, running: Running, service: LibraryService) -> None:
    service.held = tuple(report(f"{n}江市", year, "5.1", "6") for n in "甲乙丙丁戊己庚辛壬癸" for year in (2023, 2024))
    page = opened(new_page(), running, ("data", "地区生产总值增长"), ("chart", "lines"))
    expect(page.locator(".chart .series")).to_have_count(8)
    expect(page.locator("figure")).to_contain_text("另有 2 个地区，没有画")


def test_the_view_as_files(page: Page, running: Running) -> None:
    opened(page, running, ("data", "地区生产总值增长"), ("year", "2023"))
    paths: dict[str, Path] = {}
    for name in ("CSV", "Excel", "SVG"):
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("button", name=f"下载 {name}").click()
        paths[download.value.suggested_filename] = download.value.path()
    assert list(paths) == [f"2023年_地区生产总值增长_结果.{form}" for form in ("csv", "xlsx", "svg")]
    table, book, picture = paths.values()
    rows = list(csv.reader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1][:2] == ["张家口市", "5.8%"]
    book = book.rename(book.with_suffix(".xlsx"))
    assert load_workbook(book).worksheets[0]["B2"].value == "5.8%"
    drawn = ElementTree.parse(picture).getroot()
    texts = ["".join(node.itertext()) for node in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "唐山市" in texts and "来源：各地政府工作报告" in texts
    bar = next(node for node in drawn.iter("{http://www.w3.org/2000/svg}rect") if node.get("rx"))
    assert re.match(r"rgb\(", bar.get("fill", ""))


def test_files_stand_as_the_view_does(page: Page, running: Running) -> None:
    opened(page, running, ("data", "地区生产总值增长"), ("year", "2023"), ("by", "2023年"), ("order", "desc"))

    def rows() -> list[list[str]]:
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("button", name="下载 CSV").click()
        return list(csv.reader(download.value.path().read_text(encoding="utf-8-sig").splitlines()))

    def firsts() -> list[str]:
        return [row[0] for row in rows()]

    assert firsts() == ["地方", "唐山市", "承德市", "张家口市"]
    opened(page, running, ("data", "地区生产总值增长"), ("year", "2023"), ("turned", "1"))
    assert firsts() == ["年份", "2023年"]
    opened(page, running, ("data", "地区生产总值增长"), ("basis", "outcomes"), ("place", "张家口市"), ("by", "结果"))
    assert [row[1] for row in rows()][1:] == ["2022", "2021", "2023", "2024"]


def test_the_history_of_a_phrase(page: Page, running: Running) -> None:
    page.get_by_role("button", name="数据").click()
    page.get_by_role("radio", name="提法").check(force=True)
    box = page.get_by_role("combobox", name="提法")
    expect(box).to_be_focused()
    box.fill("高标准农田")
    page.keyboard.press("Enter")
    expect(page.locator("#seen h2")).to_have_text("“高标准农田”的来历")
    expect(page.locator(".notes")).to_have_text("6 份报告中有 6 份说到，共 6 次，最早 2021 年，最近 2024 年")
    expect(labels(page)).to_have_count(6)
    expect(page.locator(".chart .bar .label")).to_have_text(["2021年", "2022年", "2023年", "2024年"])
    expect(page.locator(".chart .bar .value").last).to_have_text("3/3份")
    expect(page.locator("#seen")).not_to_contain_text("undefined")
    shoot(page, "data-mentions")
    page.locator(".chart .bar").last.click()
    expect(page.locator("qa-chat .source .count")).to_have_text("1 / 3")
    expect(page.locator("qa-chat .source mark")).to_contain_text("高标准农田")
    page.keyboard.press("Escape")
    box.fill("元宇宙")
    page.keyboard.press("Enter")
    expect(page.locator("#seen")).to_contain_text("6 份报告都没有说到")
    assert faults(page) == []
    page.get_by_role("radio", name="目标", exact=True).check(force=True)
    expect(page.locator(".often")).to_be_visible()


def test_failures_are_told(page: Page, running: Running) -> None:
    opened(page, running, ("data", "地区生产总值增长"))
    page.get_by_role("combobox", name="指标").fill("葡萄产值")
    page.keyboard.press("Enter")
    expect(page.locator("#seen")).to_contain_text("资料库中没有这个指标")
    page.route("**/v1/table?*", lambda route: route.abort())
    page.get_by_role("combobox", name="指标").fill("地区生产总值")
    page.keyboard.press("Enter")
    expect(page.locator("#seen")).to_contain_text("数据暂时读取不到")


def test_words_from_reports_and_links_stay_words(
    new_page: NewPage, running: Running, service: LibraryService, watch: Watch
) -> None:
    bad = "<img src=x onerror=alert(1)>"
    service.held = (replace(ZHANGJIAKOU, place=bad, title=bad),)
    page = new_page()
    page.goto(
        f"{running.url}/#{urlencode([('data', bad), ('by', bad), ('place', bad), ('chart', bad), ('year', bad)])}"
    )
    expect(page.locator("#seen")).to_contain_text("资料库中没有这个指标")
    page.goto(f"{running.url}/#{urlencode([('data', '地区生产总值增长'), ('by', bad), ('at', bad)])}")
    expect(labels(page)).to_have_text([bad])
    assert page.locator("#seen img").count() == 0 and watch.dialogs == []


def test_on_a_phone_the_source_covers_the_table_and_gives_it_back(new_page: NewPage, running: Running) -> None:
    page = opened(new_page(viewport=PHONE, has_touch=True, is_mobile=True), running, ("data", "地区生产总值增长"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, "phone-data")
    page.locator(".chart").scroll_into_view_if_needed()
    shoot(page, "phone-data-chart")
    page.locator(".frame td button", has_text="7.3%").tap()
    expect(page.locator("qa-chat .source mark")).to_contain_text("7.3%")
    expect(page.locator(".frame")).not_to_be_visible()
    page.locator("qa-chat .source").get_by_label("关闭").tap()
    expect(page.locator(".frame")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_serious(new_page: NewPage, running: Running, scheme: Scheme, size: dict[str, int]) -> None:
    page = opened(new_page(color_scheme=scheme, viewport=size), running, ("data", ""))
    assert faults(page) == []
    for more in ((), (("year", "2023"),), (("basis", "outcomes"),)):
        page.goto("about:blank")
        opened(page, running, ("data", "地区生产总值增长"), *more)
        page.locator(".chart").wait_for()
        assert faults(page) == []
    page.locator("#places summary").click()
    page.get_by_role("combobox", name="指标").fill("生产")
    page.get_by_role("option").first.wait_for()
    assert faults(page) == []
    shoot(page, f"data-{scheme}-{size['width']}")


class Everywhere(LibraryService):
    """One report, and a figure of it told of ten thousand places."""

    def __init__(self) -> None:
        super().__init__(held=REPORTS[:1])
        sentence, _ = growth_of(ZHANGJIAKOU)
        many = [replace(ZHANGJIAKOU, id=f"r{number}", place=f"第{number}县") for number in range(10_000)]
        self.many = Stated("gen-1", Columns.of(self._told(each, sentence) for each in many), many)

    def _told(self, of: Report, sentence: str) -> Any:
        return stated(of, sentence, "5.8%", "地区生产总值", 2023, facet=Facet.RISE)

    def stated(self) -> Stated:
        return self.many


class TestTenThousandRows:
    @pytest.fixture
    def service(self) -> LibraryService:
        return Everywhere()

    def test_only_what_is_looked_at_is_drawn(self, new_page: NewPage, running: Running) -> None:
        page = opened(new_page(), running, ("data", "地区生产总值增长"), ("year", "2023"))
        expect(page.locator(".frame table")).to_have_attribute("aria-rowcount", "10001")
        assert labels(page).count() < 400
        before = labels(page).count()
        page.locator(".frame").evaluate("(frame) => frame.scrollTo(0, frame.scrollHeight)")
        page.wait_for_function("(before) => document.querySelectorAll('.frame tbody tr').length > before", arg=before)
        page.get_by_role("button", name="2023年", exact=True).click()
        assert labels(page).count() < 400
        expect(page.locator(".chart .bar")).to_have_count(60)
