from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.models.breaker import FAILURES, PAUSE_SECONDS, RETRY_SHARE, SPARE_RETRIES, Breaker, RetryBudget


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_opens_after_failures_in_a_row_and_lets_one_try_after_the_pause() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert breaker.allows()
        breaker.failed()
    assert not breaker.allows()
    clock.now += PAUSE_SECONDS
    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    breaker.failed()
    assert not breaker.allows()
    clock.now += PAUSE_SECONDS
    assert breaker.allows()
    breaker.succeeded()
    assert all(breaker.allows() for _ in range(10))


def test_a_try_that_never_tells_does_not_close_the_door_for_ever() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        breaker.failed()
    clock.now += PAUSE_SECONDS
    assert breaker.allows()
    clock.now += PAUSE_SECONDS
    assert breaker.allows()


@given(st.lists(st.sampled_from(["ok", "fail", "wait"]), max_size=60))
def test_it_is_closed_exactly_when_fewer_failed_since_the_last_success(steps: list[str]) -> None:
    clock, row = Clock(), 0
    breaker = Breaker(clock)
    for step in steps:
        if step == "ok":
            breaker.succeeded()
            row = 0
        elif step == "fail":
            breaker.failed()
            row += 1
        else:
            clock.now += PAUSE_SECONDS / 3
    if row < FAILURES:
        assert breaker.allows() and breaker.allows()
    else:
        breaker.allows()
        assert not breaker.allows()


@given(st.lists(st.booleans(), max_size=300))
def test_retries_stay_a_share_of_the_requests(wanted: list[bool]) -> None:
    budget, spent = RetryBudget(), 0
    for number, want in enumerate(wanted, start=1):
        budget.earn()
        spent += want and budget.spend()
        assert spent <= SPARE_RETRIES + number * RETRY_SHARE


def test_a_retry_now_and_then_is_always_possible() -> None:
    budget = RetryBudget()
    for _ in range(50):
        for _ in range(12):
            budget.earn()
        assert budget.spend()
