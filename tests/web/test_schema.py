"""The service against its own description: schemathesis makes requests, fitting ones and others.

``FUZZ_EXAMPLES`` sets how many for each operation, of both kinds together.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from qa.settings import Settings
from qa.web.app import create_app
from tests.web.conftest import web_settings
from tests.web.fakes import FakeService

# Not read by the product's settings, hence without its prefix.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "500"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPERATIONS = {
    (method.upper(), path): operation
    for path, operations in create_app(FakeService(), Settings()).openapi()["paths"].items()
    for method, operation in operations.items()
}


def kinds_of(operation: dict[str, Any]) -> list[GenerationMode]:
    """Requests that fit, and others where there is anything that could not."""
    names = {parameter["in"] for parameter in operation.get("parameters", [])}
    could_not = "requestBody" in operation or "query" in names
    return [GenerationMode.POSITIVE, GenerationMode.NEGATIVE] if could_not else [GenerationMode.POSITIVE]


REQUESTS = [(*name, mode) for name, operation in OPERATIONS.items() for mode in kinds_of(operation)]


@pytest.fixture
def described(tmp_path: Path) -> Any:
    # Schemathesis calls it by a name of its own.
    web = web_settings(tmp_path, queue=100, trusted_hosts="*")
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(FakeService(), web))


@pytest.mark.parametrize(
    ("method", "path", "mode"), REQUESTS, ids=[f"{method} {path} {mode.value}" for method, path, mode in REQUESTS]
)
def test_replies_are_as_described(described: Any, method: str, path: str, mode: GenerationMode) -> None:
    operation, tried = OPERATIONS[method, path], 0
    wanted = EXAMPLES // len(kinds_of(operation))

    @given(case=described[path][method].as_strategy(generation_mode=mode))
    @settings(max_examples=wanted, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def check(case: Case[Any]) -> None:
        nonlocal tried
        tried += 1
        case.call_and_validate(checks=CHECKS)

    check()
    # What takes no parameters can be asked in one way only.
    assert tried >= (wanted if operation.keys() & {"requestBody", "parameters"} else 1)
