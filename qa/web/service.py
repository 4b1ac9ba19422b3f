"""What the web room needs of the rooms below: one Protocol, so that tests hand in a fake."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Protocol

from qa.answer.cost import Purse
from qa.records import AnswerEvent, Filters, Hit, Report, ServiceStatus, Turn
from qa.statements.stated import Stated

NO_FILTERS = Filters()


class Service(Protocol):
    """Every method may be called from any thread, several at a time, and raises QAError."""

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = NO_FILTERS,
        top_k: int | None = None,
        purse: Purse | None = None,
    ) -> Generator[AnswerEvent, None, None]:
        """Evidence, then tokens, then the Answer. Closing the generator cancels the model; ``purse`` pays for what it read
        and wrote till then, too.

        A generator can be closed only where it yields. So that a reader who leaves is noticed within a second,
        it yields an empty Token every half second or so while it waits for the model; those are not passed on.
        """
        ...

    def search(self, query: str, k: int, filters: Filters = NO_FILTERS) -> tuple[Hit, ...]: ...

    def reports(self) -> tuple[Report, ...]: ...

    def passages_of(self, report_id: str) -> int:
        """Number of passages of one report; 0 for an unknown id."""
        ...

    def stated(self) -> Stated:
        """The statements of the generation in use."""
        ...

    def status(self) -> ServiceStatus:
        """Known state only: does no work and asks no model. Raises StoreError when no store is open."""
        ...

    def check(self) -> None:
        """Raises StoreError when the server that ranks the passages, if any, does not answer."""
        ...

    def close(self) -> None: ...
