"""The service against its own description: schemathesis makes requests, fitting ones and others.

``FUZZ_EXAMPLES`` sets how many for each operation and kind (500 and more for a thorough run).
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
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "30"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPERATIONS = [
    (method.upper(), path)
    for path, operations in create_app(FakeService(), Settings()).openapi()["paths"].items()
    for method in operations
]


@pytest.fixture
def described(tmp_path: Path) -> Any:
    # Schemathesis calls it by a name of its own.
    web = web_settings(tmp_path, queue=100, trusted_hosts="*")
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(FakeService(), web))


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fitting", "not fitting"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
def test_replies_are_as_described(described: Any, operation: tuple[str, str], mode: GenerationMode) -> None:
    method, path = operation
    found = described[path][method]
    if mode is GenerationMode.NEGATIVE and not (found.body or found.query):
        pytest.skip("takes nothing that could not fit")

    @given(case=found.as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def check(case: Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS)

    check()
