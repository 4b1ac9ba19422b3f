"""The routes of the data: each figure with its sentence, as JSON, CSV and a workbook."""

from __future__ import annotations

import csv
import io
import threading

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from qa.web import data
from tests.web import fakes
from tests.web.fakes import FakeService
from tests.web.test_inputs import error
from tests.web.waiting import wait_until


def test_statements_have_their_sentence(client: TestClient) -> None:
    reply = client.get("/v1/statements", params={"indicator": "GDP", "basis": "result"}).json()
    assert (reply["index"], reply["total"], reply["page"], reply["size"]) == ("gen-1", 1, 1, 50)
    (statement,) = reply["statements"]
    assert (statement["indicator"], statement["text"], statement["value"]) == ("地区生产总值", "5.5%", 5.5)
    assert statement["period"] == {"first": 2023, "last": 2023, "how": "year"}
    citation = statement["citation"]
    assert citation["quote"] == fakes.QUOTE == fakes.TEXT[citation["start"] : citation["end"]]
    assert (citation["section"], citation["page"], citation["sha256"]) == ([fakes.HEADING], 1, fakes.SHA256)
    assert fakes.TEXT[statement["start"] : statement["end"]] == "5.5%"


@pytest.mark.parametrize(
    ("query", "figures"),
    [
        ("", ["5.5%", "762亿斤", "5.5%", "762亿斤"]),
        ("place=河北省", ["5.5%", "762亿斤", "5.5%"]),
        ("place=河北&year=2024", ["5.5%"]),
        ("indicator=GDP&indicator=粮食产量", ["5.5%", "762亿斤", "5.5%"]),
        ("indicator=没有", []),
        ("facet=level&q=粮食", ["762亿斤", "762亿斤"]),
        ("report_id=hebei-2024&basis=target&basis=norm", ["5.5%"]),
        ("report_id=other", []),
        ("size=3&page=2", ["762亿斤"]),
        ("page=1000000", []),
    ],
)
def test_conditions_hold_together(client: TestClient, query: str, figures: list[str]) -> None:
    assert [each["text"] for each in client.get(f"/v1/statements?{query}").json()["statements"]] == figures


def test_what_a_report_does_not_tell_is_empty(client: TestClient) -> None:
    (statement,) = client.get("/v1/statements?q=%3D").json()["statements"]
    assert statement["place"] is None
    assert statement["period"] == {"first": None, "last": None, "how": "year"}


def test_hedges_are_shown(client: TestClient) -> None:
    (goal,) = client.get("/v1/statements?basis=target").json()["statements"]
    assert (goal["text"], goal["shown"], goal["hedge"]) == ("5.5%", "5.5%左右", "约")


@pytest.mark.parametrize("path", ["statements", "indicators", "table", "outcomes"])
@pytest.mark.parametrize(
    "query",
    ["page=0", "size=201", "year=x", "ECHO=1", "basis=ECHO", "place=", "q=a%00", "format=pdf", "facet=", "indicator="],
)
def test_requests_that_do_not_fit(client: TestClient, path: str, query: str) -> None:
    reply = client.get(f"/v1/{path}?{query}")
    assert (reply.status_code, error(reply) in ("invalid_request", "invalid_characters")) == (422, True)
    assert "ECHO" not in reply.text


def test_a_table_has_a_citation_per_cell_and_says_where_reports_are_silent(client: TestClient) -> None:
    query = "indicator=地区生产总值增长&year=2023&year=2024&place=河北&place=山西省&basis=both"
    reply = client.get(f"/v1/table?{query}").json()
    assert reply["title"] == "2023年、2024年 地区生产总值增长 结果、目标"
    assert [column["heading"] for column in reply["columns"]] == [
        "2023年结果",
        "2023年目标",
        "2024年结果",
        "2024年目标",
    ]
    (here, there) = reply["rows"]
    assert [cell["text"] for cell in here["cells"]] == ["5.5%", "未提及", "未提及", "5.5%左右"]
    assert [cell["value"] for cell in here["cells"]] == [5.5, None, None, 5.5]
    assert here["cells"][0]["citation"]["quote"] == fakes.QUOTE and here["cells"][1]["citation"] is None
    assert {cell["text"] for cell in there["cells"]} == {"未提及"}
    assert reply["notes"] == ["资料库中没有山西省的报告"]


def test_an_empty_cell_says_why_and_a_full_one_how_it_is_written(client: TestClient) -> None:
    query = "indicator=粮食产量&place=河北&year=2021&year=2023&facet=rise"
    (row,) = client.get(f"/v1/table?{query}").json()["rows"]
    assert [cell["why"] for cell in row["cells"]] == [
        "没有讲这年的报告",
        "只说了数量",
    ]
    (row,) = client.get("/v1/table?indicator=粮食产量&place=河北&year=2024&basis=target").json()["rows"]
    assert row["cells"][0]["why"] == "报告没有说"
    reply = client.get("/v1/table?indicator=GDP增速&year=2024&basis=target&place=河北").json()
    (cell,) = reply["rows"][0]["cells"]
    assert (cell["written"], cell["hedge"], cell["why"]) == ("地区生产总值", "约", None)
    assert reply["facets"] == [{"facet": "rise", "count": 1}]


def test_targets_are_set_against_their_outcomes(client: TestClient) -> None:
    reply = client.get("/v1/outcomes?indicator=GDP增速").json()
    (outcome,) = reply["outcomes"]
    assert (reply["title"], reply["facet"]) == ("地区生产总值增长 目标与结果", "rise")
    assert (outcome["place"], outcome["year"], outcome["verdict"], outcome["shown"]) == ("河北省", 2024, "unknown", "")
    assert (outcome["target"]["text"], outcome["target"]["citation"]["quote"]) == ("5.5%左右", fakes.GOAL)
    assert (outcome["result"]["text"], outcome["result"]["why"]) == ("未提及", "没有讲这年的报告")
    assert {"verdict": "unknown", "count": 1} in reply["counts"]
    assert error(client.get("/v1/outcomes?indicator=ECHO")) == "indicator_not_found"
    reply = client.get("/v1/outcomes?indicator=GDP增速&format=csv")
    assert reply.headers["content-disposition"] == 'attachment; filename="outcomes.csv"'
    assert list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"), newline="")))[1][:4] == [
        "河北省",
        "2024",
        "地区生产总值增长",
        "5.5%左右",
    ]


def test_a_phrase_has_its_history(client: TestClient) -> None:
    reply = client.get("/v1/mentions?phrase=地区生产总值&sentences=1").json()
    assert (reply["searched"], reply["total"], reply["count"], reply["first"], reply["last"]) == (1, 1, 2, 2024, 2024)
    (mention,) = reply["mentions"]
    assert (mention["count"], [each["quote"] for each in mention["sentences"]]) == (2, [fakes.QUOTE])
    assert reply["years"] == [{"year": 2024, "searched": 1, "reports": 1, "count": 2}]
    silent = client.get("/v1/mentions?phrase=低空经济").json()
    assert (silent["searched"], silent["total"], silent["first"], silent["mentions"]) == (1, 0, None, [])
    assert client.get("/v1/mentions?phrase=增长&report_year=2020").json()["searched"] == 0
    assert client.get("/v1/mentions?phrase=增长&page=2").json()["mentions"] == []
    rows = client.get("/v1/mentions?phrase=粮食&format=csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and "粮食总产量达到762亿斤。" in rows[1]


@pytest.mark.parametrize("query", ["", "phrase=", "phrase=%20", "phrase=a%00", "phrase=a&size=0", "phrase=a&ECHO=1"])
def test_phrases_that_do_not_fit(client: TestClient, query: str) -> None:
    reply = client.get(f"/v1/mentions?{query}")
    assert reply.status_code == 422 and "ECHO" not in reply.text


def test_a_table_as_files(client: TestClient) -> None:
    reply = client.get("/v1/table?indicator=粮食产量&year=2023&format=csv")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.headers["content-disposition"] == 'attachment; filename="table.csv"'
    assert reply.content.startswith(b"\xef\xbb\xbf")
    _, row = csv.reader(io.StringIO(reply.content.decode("utf-8-sig"), newline=""))
    assert row[:2] == ["河北省", "762亿斤"] and row[4].endswith("第 1 页：粮食总产量达到762亿斤。")
    reply = client.get("/v1/table?indicator=粮食产量&year=2023&format=xlsx")
    page = load_workbook(io.BytesIO(reply.content)).worksheets[0]
    assert [cell.value for cell in page[2]][:3] == ["河北省", "762亿斤", 762]


def test_an_unknown_indicator_names_the_nearest_and_echoes_nothing(client: TestClient) -> None:
    reply = client.get("/v1/table?indicator=ECHO生产值")
    assert (reply.status_code, error(reply)) == (404, "indicator_not_found")
    assert "地区生产总值" in reply.text and "ECHO" not in reply.text
    assert error(client.get("/v1/table?indicator=xyz")) == "indicator_not_found"


def test_a_table_too_large_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "MAX_CELLS", 1)
    assert client.get("/v1/table?indicator=GDP增速&year=2023").status_code == 200
    reply = client.get("/v1/table?indicator=GDP增速&year=2023&year=2022")
    assert (reply.status_code, error(reply)) == (422, "table_too_large")
    assert error(client.get("/v1/outcomes?indicator=GDP增速")) == "table_too_large"


def test_indicators_are_listed_with_what_is_joined(client: TestClient) -> None:
    reply = client.get("/v1/indicators").json()
    assert (reply["total"], [each["name"] for each in reply["indicators"]]) == (
        3,
        ["地区生产总值", "粮食总产量", "=粮食"],
    )
    first = reply["indicators"][0]
    assert (first["count"], first["places"], first["years"], first["joined"]) == (2, 1, [2023, 2024], [])
    assert "国内生产总值" in first["dictionary"]
    limited = client.get("/v1/indicators?year=2023&q=粮食&size=1").json()
    assert (limited["total"], [each["name"] for each in limited["indicators"]]) == (1, ["粮食总产量"])
    assert client.get("/v1/indicators?page=2").json()["indicators"] == []
    assert [each["name"] for each in client.get("/v1/indicators?q=GDP增速").json()["indicators"]] == ["地区生产总值"]
    assert client.get("/v1/indicators?q=没有").json()["total"] == 0


def test_look_ups_wait_in_a_bounded_queue(client: TestClient, service: FakeService) -> None:
    service.hold = threading.Event()
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(client.get("/v1/statements").status_code)) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: len(statuses) == 3)  # two slots and one place in the queue
        assert statuses == [503] * 3
    finally:
        service.hold.set()
    for thread in threads:
        thread.join(5)
    assert sorted(statuses) == [200] * 3 + [503] * 3
