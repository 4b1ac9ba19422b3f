from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import InputError, ModelUnavailable
from qa.evaluate.judge import (
    JUDGEMENTS,
    Judge,
    Judgement,
    agreement,
    digest,
    is_judged,
    judge_run,
    keep_in,
    load_judgements,
    of_answer,
)
from qa.evaluate.system import Outcome
from qa.prompts import load_prompts
from qa.records import Turn
from qa.settings import Settings
from tests.evaluate.fakes import outcome, question, refusable

PROMPT = load_prompts(Settings().prompts_dir)["judge"]
WHY = question(question="北山市粮食为什么增产？", answer="因为新增了高标准农田。")
ANSWER = outcome("因为新增高标准农田34.8万亩。")


class Endpoint:
    """Says ``reply`` or fails with ``error``; remembers what it was asked."""

    name = "endpoint"

    def __init__(self, reply: str = "对\n要点齐全。", error: str | None = None) -> None:
        self.reply, self.error = reply, error
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []

    def answer(self, question: str, history: tuple[Turn, ...]) -> Outcome:
        self.asked.append((question, history))
        return Outcome(error=self.error) if self.error else Outcome(answer=self.reply)


def judge(endpoint: Endpoint, model: str = "judge-1") -> Judge:
    return Judge(endpoint, model, PROMPT)


def test_the_judge_sees_question_gold_evidence_and_answer() -> None:
    endpoint = Endpoint()
    said = judge(endpoint).judge(WHY, ANSWER)
    ((text, history),) = endpoint.asked
    for piece in (WHY.question, WHY.answer, WHY.evidence[0].quote, "因为新增高标准农田34.8万亩。"):
        assert piece in text
    assert history == (Turn("system", PROMPT.system),)
    assert said == Judgement(
        id="q1",
        answer=digest("因为新增高标准农田34.8万亩。"),
        model="judge-1",
        prompt=PROMPT.sha256,
        right=True,
        reason="要点齐全",
    )


@pytest.mark.parametrize(
    ("reply", "right"),
    [("错\n漏了一项", False), ("**对**", True), ("<think>对不对呢</think>\n错。", False), ("「对」：一致", True)],
)
def test_verdicts_are_read_however_they_are_dressed(reply: str, right: bool) -> None:
    assert judge(Endpoint(reply)).judge(WHY, ANSWER).right is right


@pytest.mark.parametrize("endpoint", [Endpoint("我认为这个回答不错"), Endpoint(""), Endpoint(error="等待回复超时")])
def test_no_verdict_is_no_judgement(endpoint: Endpoint) -> None:
    with pytest.raises(ModelUnavailable):
        judge(endpoint).judge(WHY, ANSWER)


def test_only_explanations_that_were_answered_are_judged() -> None:
    assert is_judged(WHY, ANSWER)
    assert not is_judged(question(), ANSWER)
    assert not is_judged(refusable(question="北山市为什么减产？"), ANSWER)
    assert not is_judged(WHY, Outcome(error="断了"))
    assert not is_judged(WHY, outcome("没有提到。", refused=True))


def test_what_was_said_is_not_asked_again(tmp_path: Path) -> None:
    endpoint = Endpoint()
    for _ in range(2):
        known = load_judgements(tmp_path)
        assert judge_run(judge(endpoint), [(WHY, ANSWER)], known, lambda one: keep_in(tmp_path, one)) == ()
    assert len(endpoint.asked) == 1
    assert of_answer(load_judgements(tmp_path), WHY, ANSWER) == load_judgements(tmp_path)[0]


def test_another_answer_or_another_judge_is_another_judgement(tmp_path: Path) -> None:
    endpoint, other = Endpoint(), outcome("因为雨水多。")
    judge_run(judge(endpoint), [(WHY, ANSWER)], (), lambda one: keep_in(tmp_path, one))
    assert of_answer(load_judgements(tmp_path), WHY, other) is None
    judge_run(judge(endpoint), [(WHY, other)], load_judgements(tmp_path), lambda one: keep_in(tmp_path, one))
    judge_run(judge(endpoint, "judge-2"), [(WHY, other)], load_judgements(tmp_path), lambda one: keep_in(tmp_path, one))
    assert len(endpoint.asked) == 3
    last = of_answer(load_judgements(tmp_path), WHY, other)
    assert last is not None and last.model == "judge-2"


def test_failures_are_named_and_kept_out(tmp_path: Path) -> None:
    failed = judge_run(judge(Endpoint(error="断了")), [(WHY, ANSWER)], (), lambda one: keep_in(tmp_path, one))
    assert failed == ("q1 评判模型没有应答：断了",)
    assert load_judgements(tmp_path) == ()


def test_a_line_cut_off_is_left_out_and_a_damaged_one_named(tmp_path: Path) -> None:
    judge_run(judge(Endpoint()), [(WHY, ANSWER)], (), lambda one: keep_in(tmp_path, one))
    path = tmp_path / JUDGEMENTS
    path.write_text(path.read_text(encoding="utf-8") + '{"id": "q', encoding="utf-8")
    assert len(load_judgements(tmp_path)) == 1
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(InputError, match="第1行已损坏"):
        load_judgements(tmp_path)


def test_agreement_is_cohens() -> None:
    found = agreement([(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15)
    assert (found.n, found.alike) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert agreement([(True, True)]).kappa is None
    assert agreement([]).n == 0
