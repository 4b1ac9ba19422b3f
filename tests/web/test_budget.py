"""A daily budget for each key."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qa.records import Usage
from qa.web.budget import Budget
from tests.web.conftest import OpenClient
from tests.web.fakes import USAGE, FakeService
from tests.web.test_metrics import samples
from tests.web.waiting import wait_until

QUESTION = {"question": "河北省2023年地区生产总值增长多少？"}
#: After a test the first is asked with, whether the service is unharmed.
KEYS = {"site": "s" * 16, "desk": "d" * 16}


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_each_caller_has_a_budget_of_its_own(tmp_path: Path, clock: Clock) -> None:
    budget = Budget(1000, tmp_path / "new" / "s.sqlite3", clock)
    budget.pay("site", Usage(900, 99))
    assert budget.allows("site")
    budget.pay("site", Usage(0, 1))
    assert not budget.allows("site") and budget.allows("desk") and budget.allows("")
    budget.close()


def test_a_day_begins_at_midnight_in_beijing(tmp_path: Path, clock: Clock) -> None:
    budget = Budget(10, tmp_path / "s.sqlite3", clock)
    budget.pay("", Usage(10))
    clock.now = datetime(2026, 1, 1, 15, 59, tzinfo=UTC)
    assert not budget.allows("")
    clock.now = datetime(2026, 1, 1, 16, 0, tzinfo=UTC)
    assert budget.allows("")
    budget.close()


def test_it_holds_for_several_processes_and_over_a_restart(tmp_path: Path, clock: Clock) -> None:
    one, other = (Budget(10, tmp_path / "s.sqlite3", clock) for _ in range(2))
    one.pay("", Usage(6))
    other.pay("", Usage(6))
    assert not one.allows("") and not other.allows("")
    one.close()
    other.close()
    again = Budget(10, tmp_path / "s.sqlite3", clock)
    assert not again.allows("")
    again.close()


def test_while_the_file_cannot_be_used_what_is_spent_here_counts(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").write_text("")
    budget = Budget(10, tmp_path / "file" / "s.sqlite3", clock)
    assert budget.allows("")
    budget.pay("", Usage(10))
    assert not budget.allows("")


def test_without_a_budget_nothing_is_written(tmp_path: Path) -> None:
    budget = Budget(0, tmp_path / "s.sqlite3")
    budget.pay("", Usage(10))
    assert budget.allows("") and not list(tmp_path.iterdir())


def test_a_key_whose_budget_is_spent_gets_quotes_and_the_others_do_not(open_client: OpenClient, tmp_path: Path) -> None:
    file = tmp_path / "data" / "s.sqlite3"
    client = open_client(api_keys=KEYS, key_tokens_per_day=1500, spending_file=file)
    told = []
    for key in ("desk", "desk", "desk", "site"):
        body = client.post("/v1/ask", json=QUESTION, headers={"X-API-Key": KEYS[key]}).json()
        told.append((body["mode"], body["usage"]["input_tokens"], body["usage"]["limited"]))
    paid, quoted = ("generated", 900, False), ("extractive", 0, True)
    assert told == [paid, paid, quoted, paid]
    chat = {"model": "gov-report-qa", "messages": [{"role": "user", "content": "增长多少？"}]}
    usage = client.post("/v1/chat/completions", json=chat, headers={"X-API-Key": KEYS["desk"]}).json()["usage"]
    assert usage["total_tokens"] == 0


def test_what_is_spent_is_counted_and_logged(
    open_client: OpenClient, service: FakeService, caplog: pytest.LogCaptureFixture
) -> None:
    client = open_client(api_keys=KEYS)
    headers = {"X-API-Key": KEYS["site"]}
    with caplog.at_level(logging.INFO, "qa.web"):
        client.post("/v1/ask", json=QUESTION, headers=headers)
        # It is told when all is sent.
        wait_until(lambda: any(record.message == "answer" for record in caplog.records))
    (told,) = [vars(record)["answer"] for record in caplog.records if record.message == "answer"]
    assert (told["outcome"], told["caller"]) == ("generated", "site")
    assert (told["tokens"]["input"], told["tokens"]["output"]) == (USAGE.input, USAGE.output)
    client.headers.update(headers)
    seen = samples(client)
    assert seen["qa_model_tokens_total", "reported", "in"] == USAGE.input
    assert seen["qa_model_tokens_total", "reported", "out"] == USAGE.output
    assert seen["qa_model_tokens_total", "estimated", "in"] == 0
    assert seen["qa_answers_unasked_total", "limited"] == 0
