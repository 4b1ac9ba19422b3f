from __future__ import annotations

import threading

from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from qa.errors import StoreMissing
from tests.web.conftest import OpenClient
from tests.web.fakes import FakeService
from tests.web.waiting import wait_until


def samples(client: TestClient) -> dict[tuple[str, ...], float]:
    reply = client.get("/metrics")
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(reply.text)
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


def test_answers_and_their_parts_are_counted(client: TestClient, service: FakeService) -> None:
    client.post("/v1/ask", json={"question": "增长多少"})
    service.fail_after = ValueError()
    client.post("/v1/ask", json={"question": "增长多少", "stream": True})
    wait_until(lambda: not client.app.state.answers.running)  # type: ignore[attr-defined]
    seen = samples(client)
    assert seen["qa_answers_total", "generated"] == 1
    assert seen["qa_answers_total", "error"] == 1
    assert seen["qa_figures_total", "quoted"] == 1
    assert seen["qa_figures_total", "unsupported"] == 0
    assert seen["qa_answer_stage_seconds_sum", "total"] == 0.3
    assert seen["qa_answer_stage_seconds_count", "queue"] == 2
    assert seen["qa_http_requests_total", "POST", "/v1/ask", "200"] == 2
    assert seen["qa_chat_model_healthy",] == 0
    assert (seen["qa_answers_running",], seen["qa_answers_waiting",]) == (0, 0)


def test_stopped_answers_are_cancelled_and_not_errors(client: TestClient, service: FakeService) -> None:
    service.gate = threading.Event()
    thread = threading.Thread(target=lambda: client.post("/v1/ask", json={"question": "增长多少"}))
    thread.start()
    assert service.started.wait(5)
    assert samples(client)["qa_answers_running",] == 1
    assert client.portal
    client.portal.call(client.app.state.answers.stop, 0)  # type: ignore[attr-defined]
    thread.join(5)
    wait_until(lambda: not client.app.state.answers.running)  # type: ignore[attr-defined]
    assert service.cancelled.is_set()
    seen = samples(client)
    assert seen["qa_answers_total", "cancelled"] == 1
    assert seen["qa_answers_total", "error"] == 0


def test_random_requests_make_no_new_series(client: TestClient) -> None:
    client.get("/nothing/0")
    client.request("X0", "/v1/ask")
    client.get("/v1/reports/0")
    samples(client)
    before = set(samples(client))
    for number in range(1, 30):
        client.get(f"/nothing/{number}?q={number}")
        client.request(f"X{number}", "/v1/ask")
        client.get(f"/v1/reports/{number}")
    assert set(samples(client)) == before


def test_what_is_refused_is_counted_by_its_reason(open_client: OpenClient) -> None:
    client = open_client(api_keys={"site": "k" * 16}, key_per_minute=5)
    headers = {"X-API-Key": "k" * 16}
    client.get("/v1/search?q=增长", headers=headers)
    client.post("/v1/ask", json={"question": ""}, headers=headers)
    client.get("/nothing", headers=headers)
    for _ in range(2):
        client.get("/v1/reports")
    client.headers.update(headers)
    seen = samples(client)
    assert seen["qa_answer_stage_seconds_count", "search"] == 1
    assert {labels[0]: value for (name, *labels), value in seen.items() if name == "qa_http_problems_total"} == {
        "empty_question": 1,
        "invalid_api_key": 2,
        "not_found": 1,
    }
    assert samples(client)
    assert client.get("/metrics").status_code == 429


def test_metrics_are_there_without_a_store(client: TestClient, service: FakeService) -> None:
    service.fail = StoreMissing("x")
    assert samples(client)["qa_reports",] == 0
