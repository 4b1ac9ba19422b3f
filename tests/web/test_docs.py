from __future__ import annotations

import json
import re
from typing import Any

from fastapi.testclient import TestClient

from qa.web import chat_schemas, data_schemas, schemas
from qa.web.openapi import JSON_EXAMPLES, STREAM_EXAMPLES
from tests.web.conftest import OpenClient
from tests.web.sse import read_events


def document(client: TestClient) -> Any:
    return client.get("/openapi.json").json()


def test_the_page_needs_no_other_server(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assert "//" not in page.text
    files = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(files) == 4
    for file in files:
        reply = client.get(f"/{file}")
        assert reply.status_code == 200, file
        assert len(reply.content) > 100
    assert "connect-src 'self'" in page.headers["content-security-policy"]
    assert client.get("/docs/index.html").status_code == client.get("/docs/..%2fcore.py").status_code == 404


def test_every_operation_and_every_field_is_described_in_chinese(client: TestClient) -> None:
    described = document(client)
    chinese = re.compile("[\u4e00-\u9fff]")
    for path, operations in described["paths"].items():
        for operation in operations.values():
            assert chinese.search(operation["summary"]), path
            for parameter in operation.get("parameters", []):
                assert chinese.search(parameter.get("description", "")), (path, parameter["name"])
    undescribed = [
        (name, field)
        for name, schema in described["components"]["schemas"].items()
        for field, value in schema.get("properties", {}).items()
        if not chinese.search(value.get("description", "")) and "const" not in value
    ]
    assert undescribed == []


def test_examples_are_replies_that_fit_their_schema(client: TestClient) -> None:
    described = document(client)
    for method, path in JSON_EXAMPLES:
        responses = described["paths"][path][method]["responses"]
        content = responses["201" if "201" in responses else "200"]["content"]["application/json"]
        name = content["schema"]["$ref"].rpartition("/")[2]
        model = next(getattr(each, name) for each in (schemas, chat_schemas, data_schemas) if hasattr(each, name))
        assert model.model_validate_json(json.dumps(content["example"]))


def test_streams_are_shown_from_their_first_event_to_the_last(client: TestClient) -> None:
    described = document(client)
    last = []
    for method, path in STREAM_EXAMPLES:
        example = described["paths"][path][method]["responses"]["200"]["content"]["text/event-stream"]["example"]
        last.append(list(read_events(example.splitlines()))[-1])
    assert last[0][0] == "answer" and last[0][1]["citations"]
    assert last[1] == ("message", "[DONE]")


def test_whether_a_key_is_needed_is_told(open_client: OpenClient, client: TestClient) -> None:
    free = document(client)["paths"]["/v1/ask"]["post"]["security"]
    assert {} in free
    guarded = document(open_client(api_keys={"a": "k" * 16}))["paths"]
    assert guarded["/v1/ask"]["post"]["security"] == [{"bearer": []}, {"key": []}]
    assert "security" not in guarded["/healthz"]["get"]
