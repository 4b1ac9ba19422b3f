from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.evaluate.system import Ours, Retrieval
from qa.records import AnswerEvent, Filters, Timings, Token, Turn
from tests.evaluate.fakes import NORTH, FakeAssistant, FakeClock


def test_ours_reads_the_answer_and_times_each_stage() -> None:
    assistant = FakeAssistant({"问": "126.5万吨[1]"})
    history = (Turn("user", "早"),)
    found = Ours(assistant, 12, FakeClock()).answer("问", history)
    assert (found.answer, found.refused, found.mode, found.error) == ("126.5万吨[1]", False, "generated", None)
    assert found.citations is not None
    assert found.citations[0].number == 1
    assert found.citations[0].text == NORTH
    assert found.passages is not None
    assert [shown.report for shown in found.passages] == ["north-2024", "south-2024"]
    assert found.seconds == Timings(1, 2, 3)
    assert assistant.asked == [("问", history, 12)]


def test_a_refusal_is_a_reply_and_has_no_first_token() -> None:
    found = Ours(FakeAssistant(), 12, FakeClock()).answer("问", ())
    assert (found.refused, found.reason, found.seconds.first_token) == (True, "not_stated", None)


def test_a_failing_model_is_a_failed_call() -> None:
    found = Ours(FakeAssistant(fail_on="问"), 12, FakeClock()).answer("问", ())
    assert (found.error, found.answer) == ("模型没有回应", None)


class Silent:
    def stream(self, question: str, history: Sequence[Turn], filters: Filters, top_k: int) -> Iterator[AnswerEvent]:
        yield Token("半")


def test_an_answer_that_never_ends_is_a_failed_call() -> None:
    assert Ours(Silent(), 12, FakeClock()).answer("问", ()).error == "没有收到最终答案"


def test_retrieval_stops_after_the_evidence() -> None:
    assistant = FakeAssistant({"问": "答"})
    found = Retrieval(assistant, 12, FakeClock()).answer("问", ())
    assert found.answer is None
    assert found.passages is not None
    assert len(found.passages) == 2
    assert assistant.finished == 0


def test_retrieval_that_fails_is_a_failed_call() -> None:
    assert Retrieval(FakeAssistant(fail_on="问"), 12, FakeClock()).answer("问", ()).error == "模型没有回应"
