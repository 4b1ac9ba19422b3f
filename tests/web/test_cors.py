from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import OpenClient
from tests.web.fakes import FakeService

GOOD = "https://good.cn"
ASKING = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,authorization"}
STRANGERS = [
    "https://evil.com",
    "https://good.cn.evil.com",
    "https://evilgood.cn",
    "http://good.cn",
    "https://good.cn:444",
    "HTTPS://GOOD.CN",
    "https://good.cn/",
    "null",
    "",
]


@pytest.fixture
def allowing(open_client: OpenClient) -> TestClient:
    return open_client(cors_origins=f"{GOOD}, http://localhost:3000", api_keys={"site": "k" * 20})


@pytest.mark.parametrize("stream", [False, True])
def test_replies_errors_and_streams_can_be_read_by_an_allowed_page(allowing: TestClient, stream: bool) -> None:
    headers = {"Origin": GOOD, "X-API-Key": "k" * 20}
    body = {"question": "增长多少", "stream": stream}
    for reply in (
        allowing.post("/v1/ask", json=body, headers=headers),
        allowing.post("/v1/ask", json=body, headers={"Origin": GOOD}),
        allowing.post("/v1/ask", json={}, headers=headers),
        allowing.get("/nothing", headers=headers),
    ):
        assert reply.headers["access-control-allow-origin"] == GOOD
        assert "X-Request-ID" in reply.headers["access-control-expose-headers"]
        assert "Origin" in reply.headers["vary"]
        assert "access-control-allow-credentials" not in reply.headers


def test_unexpected_errors_can_be_read_too(allowing: TestClient, service: FakeService) -> None:
    service.fail = KeyError()
    reply = allowing.get("/v1/reports", headers={"Origin": GOOD, "X-API-Key": "k" * 20})
    assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (500, GOOD)


def test_an_allowed_page_may_ask_without_a_key_whether_it_may(allowing: TestClient) -> None:
    reply = allowing.options("/v1/ask", headers={"Origin": "http://localhost:3000", **ASKING})
    assert reply.status_code == 204
    assert reply.headers["access-control-allow-origin"] == "http://localhost:3000"
    assert "Authorization" in reply.headers["access-control-allow-headers"]
    assert "POST" in reply.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in reply.headers
    assert reply.headers["x-request-id"]


@pytest.mark.parametrize("origin", STRANGERS)
def test_strangers_get_no_leave_to_read(allowing: TestClient, origin: str) -> None:
    headers = {"Origin": origin, "X-API-Key": "k" * 20, "Cookie": "a=b"}
    for reply in (
        allowing.post("/v1/ask", json={"question": "增长多少"}, headers=headers),
        allowing.post("/v1/ask", json={"question": "增长多少", "stream": True}, headers=headers),
        allowing.options("/v1/ask", headers={**headers, **ASKING}),
    ):
        assert "access-control-allow-origin" not in reply.headers
        assert "Origin" in reply.headers["vary"]


def test_by_default_no_other_site_may_read(client: TestClient) -> None:
    reply = client.options("/v1/ask", headers={"Origin": GOOD, **ASKING})
    assert (reply.status_code, reply.json()["error"]["code"]) == (403, "origin_not_allowed")
    assert "access-control-allow-origin" not in client.get("/v1/reports", headers={"Origin": GOOD}).headers
