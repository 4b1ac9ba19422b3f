"""Keys, host names, rates: who is let in."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from qa.errors import SettingsError
from qa.settings import Settings, WebSettings
from qa.web import guard
from qa.web.callers import Addresses
from qa.web.server import serve
from tests.web.conftest import OpenClient
from tests.web.fakes import FakeService
from tests.web.test_inputs import error

KEY, OTHER = "k" * 20, "另一把钥匙" * 4
KEYS = {"site": KEY, "team": OTHER}
ASK: dict[str, Any] = {"json": {"question": "增长多少"}}
OPEN_ROUTES = {"/", "/docs", "/docs/start.js", "/docs/{name}", "/healthz", "/openapi.json", "/readyz", "/widget.js"}


def routes(client: TestClient) -> list[tuple[str, str]]:
    found = []
    for route in client.app.routes:  # type: ignore[attr-defined]
        methods = route.methods if isinstance(route, APIRoute) else getattr(route, "methods", None)
        found += [(method, route.path) for method in sorted(methods or {"GET"}) if method != "HEAD"]
    return found


def test_every_route_but_the_named_ones_needs_a_key(open_client: OpenClient, service: FakeService) -> None:
    client = open_client(api_keys=KEYS)
    walked = {path for _, path in routes(client)}
    assert walked >= {"/v1/ask", "/v1/search", "/v1/feedback", "/v1/chat/completions", "/v1/models", "/metrics"}
    for method, path in routes(client):
        is_open = path in OPEN_ROUTES or path.startswith("/static/")
        for headers in ({}, {"X-API-Key": "wrong" * 4}):
            status = client.request(method, path.replace("{name}", "swagger-ui.css"), headers=headers).status_code
            assert (status == 401) is not is_open, path
        allowed = client.request(method, path, headers={"X-API-Key": KEY})
        assert allowed.status_code not in (401, 500), path
    assert not service.asked


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": f"Basic {KEY}"},
        {"Authorization": KEY},
        {"Authorization": f"Bearer {KEY[:-1]}"},
        {"Authorization": f"Bearer {KEY}k"},
        {"Authorization": f"Bearer {KEY.upper()}"},
        {"Authorization": "Bearer " + "k" * 10_000},
        {"Authorization": "Bearer é钥匙".encode()},
        {"X-API-Key": ""},
        {"X-API-Key": b"\xff\xfe" * 10},
        {"X-API-Key": KEY, "Authorization": "Bearer wrong"},
        {"X-API-Key": "wrong", "Authorization": f"Bearer {KEY}"},
        {"X-API-Key": OTHER.encode(), "Authorization": f"Bearer {KEY}"},
        {"Cookie": f"api_key={KEY}"},
    ],
    ids=str,
)
def test_keys_that_do_not_fit_get_one_and_the_same_reply(open_client: OpenClient, headers: dict[str, Any]) -> None:
    client = open_client(api_keys=KEYS)
    reply = client.post("/v1/ask", headers=headers, **ASK)
    assert (reply.status_code, error(reply)) == (401, "invalid_api_key")
    assert reply.headers["www-authenticate"] == "Bearer"
    assert reply.text == client.post("/v1/ask", headers={"X-API-Key": "none"}, **ASK).text


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": f"Bearer {KEY}"},
        {"Authorization": f"bearer  {KEY}"},
        {"X-API-Key": KEY},
        {"X-API-Key": OTHER.encode()},
        {"X-API-Key": KEY, "Authorization": f"Bearer {KEY}"},
    ],
    ids=str,
)
def test_keys_that_fit(open_client: OpenClient, headers: dict[str, Any]) -> None:
    assert open_client(api_keys=KEYS).post("/v1/ask", headers=headers, **ASK).status_code == 200


def test_a_key_in_the_address_is_none(open_client: OpenClient) -> None:
    for name in ("api_key", "key", "access_token", "X-API-Key"):
        assert open_client(api_keys=KEYS).get(f"/v1/reports?{name}={KEY}").status_code == 401


def test_openai_clients_are_told_in_their_format(open_client: OpenClient) -> None:
    reply = open_client(api_keys=KEYS).get("/v1/models", headers={"Authorization": "Bearer none"})
    assert reply.status_code == 401
    assert reply.json()["error"]["code"] == "invalid_api_key"
    assert sorted(reply.json()["error"]) == ["code", "message", "param", "type"]


def test_without_keys_any_key_is_as_good_as_none(client: TestClient) -> None:
    assert client.post("/v1/ask", headers={"Authorization": "Bearer none"}, **ASK).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "", "qa.example.cn"])
def test_others_are_not_served_without_keys(host: str) -> None:
    service = FakeService()
    with pytest.raises(SettingsError, match="密钥"):
        serve(service, Settings(web=WebSettings(host=host)))
    assert service.closed == 1
    guard.check_guard(WebSettings(host=host, allow_open=True))
    guard.check_guard(WebSettings.model_validate({"host": host, "api_keys": KEYS}))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_this_machine_is_served_without_keys(host: str) -> None:
    guard.check_guard(WebSettings(host=host))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000"])
def test_on_loopback_its_own_names_are_served(client: TestClient, host: str) -> None:
    assert client.get("/v1/reports", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.com", "localhost.evil.com", "localhost@evil.com", "evil.com:localhost", "", "127.0.0.1.nip.io"]
)
def test_a_name_pointed_at_loopback_is_not_served(client: TestClient, host: str) -> None:
    reply = client.get("/v1/reports", headers={"Host": host})
    assert (reply.status_code, error(reply)) == (421, "unknown_host")
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("qa.example.cn", 200),
        ("QA.example.cn:443", 200),
        ("a.b.example.org", 200),
        ("example.org", 421),
        ("evilexample.org", 421),
        ("qa.example.cn.evil.com", 421),
        ("localhost", 421),
    ],
)
def test_names_that_were_configured(open_client: OpenClient, host: str, status: int) -> None:
    client = open_client(trusted_hosts="qa.example.cn, *.example.org")
    assert client.get("/v1/reports", headers={"Host": host}).status_code == status


def test_an_address_that_asks_too_often_waits_and_others_do_not(open_client: OpenClient) -> None:
    client = open_client(address="10.0.0.1", address_per_minute=3)
    assert [client.get("/v1/reports").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    refused = client.post("/v1/ask", **ASK)
    assert error(refused) == "rate_limited"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    for path in ("/healthz", "/readyz", "/docs", "/openapi.json"):
        assert client.get(path).status_code == 200


def statuses_of_many(client: TestClient, **headers: str) -> set[int]:
    return {client.get("/v1/reports", headers=headers).status_code for _ in range(5)}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "ADDRESS_PER_MINUTE", 3)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
def test_programs_on_this_machine_ask_as_often_as_they_like(open_client: OpenClient, address: str) -> None:
    assert statuses_of_many(open_client(address=address, address_per_minute=None)) == {200}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "1.2.3.4"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Proto": "https"},
        {"X-Real-IP": "1.2.3.4"},
        {"Forwarded": "for=1.2.3.4"},
        {"Via": "1.1 proxy"},
    ],
    ids=str,
)
def test_who_comes_through_a_proxy_on_this_machine_is_limited(open_client: OpenClient, headers: dict[str, str]) -> None:
    assert statuses_of_many(open_client(address_per_minute=None), **headers) == {200, 429}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    "changes",
    [
        {"address": "10.0.0.1"},
        {"address": "no address"},
        {"trusted_proxies": "127.0.0.1"},
        {"address_per_minute": 3},
    ],
    ids=str,
)
def test_others_and_configured_limits_and_proxies_are_limited(open_client: OpenClient, changes: dict[str, Any]) -> None:
    assert statuses_of_many(open_client(**{"address_per_minute": None} | changes)) == {200, 429}


@pytest.mark.usefixtures("few")
def test_with_keys_this_machine_is_limited_like_others(open_client: OpenClient) -> None:
    client = open_client(api_keys=KEYS, address_per_minute=None)
    assert statuses_of_many(client, **{"X-API-Key": KEY}) == {200, 429}


EVASIONS = [
    {"X-Forwarded-For": "1.2.3.4"},
    {"X_FORWARDED_FOR": "1.2.3.4"},
    {"X-Real-IP": "1.2.3.4"},
    {"Forwarded": "for=1.2.3.4"},
    {"CF-Connecting-IP": "1.2.3.4"},
    {"X-API-Key": "made-up-key-number-1"},
    {"User-Agent": "other"},
]


@pytest.mark.parametrize("headers", EVASIONS, ids=str)
def test_headers_do_not_make_another_caller(open_client: OpenClient, headers: dict[str, str]) -> None:
    client = open_client(address_per_minute=1)
    assert client.get("/v1/reports").status_code == 200
    assert client.get("/v1/reports", headers=headers).status_code == 429


def test_keys_cannot_be_tried_out_faster(open_client: OpenClient) -> None:
    client = open_client(api_keys=KEYS, address_per_minute=3)
    tried = [client.get("/v1/reports", headers={"X-API-Key": f"try-{number}"}).status_code for number in range(5)]
    assert tried == [401, 401, 401, 429, 429]


def test_a_key_that_asks_too_often_waits_and_another_does_not(open_client: OpenClient) -> None:
    client = open_client(api_keys=KEYS, key_per_minute=2)
    for key, statuses in ((KEY, [200, 200, 429]), (OTHER, [200, 200, 429])):
        headers = [(b"authorization", f"Bearer {key}".encode())]
        assert [client.get("/v1/reports", headers=headers).status_code for _ in statuses] == statuses


def addressed(client: str, forwarded: str | None = None, trusted: tuple[str, ...] = ()) -> str:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return Addresses(trusted).bucket({"type": "http", "client": (client, 1), "headers": headers})


def test_one_customer_of_ipv6_is_one_caller() -> None:
    assert addressed("2001:db8:1:2::1") == addressed("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert addressed("2001:db8:1:3::1") != addressed("2001:db8:1:2::1")
    assert addressed("::ffff:10.0.0.1") == addressed("10.0.0.1") == "10.0.0.1"
    assert addressed("fe80::1%eth0") == "fe80::/64"


@pytest.mark.parametrize(
    ("client", "forwarded", "expected"),
    [
        ("10.0.0.9", "1.2.3.4", "1.2.3.4"),
        ("10.0.0.9", "6.6.6.6, 1.2.3.4", "1.2.3.4"),  # what the caller wrote itself stands first
        ("10.0.0.9", "6.6.6.6, 1.2.3.4, 10.0.0.8", "1.2.3.4"),
        ("10.0.0.9", "nonsense, 1.2.3.4", "1.2.3.4"),
        ("10.0.0.9", "nonsense", "10.0.0.9"),
        ("10.0.0.9", None, "10.0.0.9"),
        ("10.0.0.9", "10.0.0.8", "10.0.0.8"),
        ("10.0.0.9", "2001:db8::5", "2001:db8::/64"),
        ("11.0.0.9", "1.2.3.4", "11.0.0.9"),
        ("::1", "1.2.3.4", "1.2.3.4"),
    ],
)
def test_proxies_are_believed_as_far_as_they_are_configured(client: str, forwarded: str | None, expected: str) -> None:
    assert addressed(client, forwarded, ("10.0.0.0/24", "::1")) == expected


def test_callers_behind_a_configured_proxy_are_told_apart(open_client: OpenClient) -> None:
    client = open_client(address="10.0.0.9", trusted_proxies="10.0.0.9", address_per_minute=1)
    callers = ("1.2.3.4", "1.2.3.5", "1.2.3.4")
    statuses = [client.get("/v1/reports", headers={"X-Forwarded-For": caller}).status_code for caller in callers]
    assert statuses == [200, 200, 429]
