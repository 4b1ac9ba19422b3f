from __future__ import annotations

import pytest

from qa.evaluate.answers import Verdict
from qa.evaluate.citing import CitationMarks, Grounding, claims, mark_citations
from qa.evaluate.system import Outcome, Shown
from tests.evaluate.fakes import CARDS, NORTH, SOUTH, outcome, question, refusable, shown

ONE = shown(NORTH, number=1, quote="过去一年，全市粮食总产达到126.5万吨，增长18.7%。")
TWO = shown(SOUTH, "south-2024", number=2, quote="新建改扩建中小学和幼儿园24所、扩增学位2000个。")


def marks(answer: str, *citations: Shown, passages: tuple[Shown, ...] = ()) -> CitationMarks:
    found = mark_citations(question(), outcome(answer, *citations, passages=passages), Verdict.RIGHT, CARDS)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("粮食126.5万吨[1]。增长18.7%[2]。", [("粮食126.5万吨[1]。", (1,)), ("增长18.7%[2]。", (2,))]),
        ("粮食126.5万吨。[1]增长18.7%。【2】", [("粮食126.5万吨[1]。", (1,)), ("增长18.7%【2】。", (2,))]),
        ("“粮食126.5万吨。”[1][3]", [("“粮食126.5万吨[1][3]。”", (1, 3))]),
        ("粮食126.5万吨[1,3-5]", [("粮食126.5万吨[1,3-5]", (1, 3, 4, 5))]),
        ("情况如下：\n- 粮食126.5万吨[1]\n- 增长18.7%[^2]", [("- 粮食126.5万吨[1]", (1,)), ("- 增长18.7%[^2]", (2,))]),
        ("|地区名称|粮食|\n|---|---|\n|北山|126.5万吨[1]|", [("|北山|126.5万吨[1]|", (1,))]),
        ("无。", []),
    ],
)
def test_claims(answer: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    found = claims(answer)
    assert [numbers for _, numbers in found] == [numbers for _, numbers in expected]
    assert len(found) == len(expected)


def test_each_sentence_borne_out_by_its_own_citation() -> None:
    found = marks("粮食总产126.5万吨，增长18.7%[1]。新建学校24所，学位2000个[2]。", ONE, TWO)
    assert (found.recall, found.precision) == (1.0, 1.0)
    assert (found.evidence_cited, found.evidence_quoted) == (1.0, 1.0)


def test_an_unneeded_citation_costs_precision_only() -> None:
    found = marks("粮食总产126.5万吨，增长18.7%[1][2]。", ONE, TWO)
    assert (found.recall, found.precision) == (1.0, 0.5)


def test_two_citations_that_are_both_needed_are_both_precise() -> None:
    found = marks("粮食总产126.5万吨，学校24所[1][2]。", ONE, TWO)
    assert (found.recall, found.precision) == (1.0, 1.0)


def test_swapped_citations_are_grounded_but_wrongly_cited() -> None:
    found = marks("粮食总产126.5万吨[2]。新建学校24所[1]。", ONE, TWO)
    assert (found.recall, found.precision) == (0.0, 0.0)
    assert {sentence.grounding for sentence in found.sentences} == {Grounding.WRONGLY_CITED}


def test_a_made_up_figure_is_not_grounded_and_invented() -> None:
    found = marks("粮食总产999万吨[1]。", ONE)
    assert found.sentences[0].grounding is Grounding.NOT_GROUNDED
    assert found.invented == ("999万吨",)


def test_a_sentence_without_a_mark_is_not_cited() -> None:
    found = marks("粮食总产126.5万吨。", ONE)
    assert (found.recall, found.precision) == (0.0, None)
    assert found.sentences[0].grounding is Grounding.WRONGLY_CITED


def test_a_number_that_leads_nowhere_is_no_citation() -> None:
    found = marks("粮食总产126.5万吨[7]。", ONE)
    assert (found.recall, found.precision) == (0.0, None)


def test_the_right_magnitude_is_needed() -> None:
    assert marks("粮食总产126.5万亿吨[1]。", ONE).recall == 0.0


def test_a_difference_of_two_cited_figures_is_borne_out() -> None:
    found = marks("北山粮田34.8万亩[1]，设施10.3万亩[1]，相差24.5万亩[1]。", ONE)
    assert (found.recall, found.invented) == (1.0, ())


def test_a_span_of_time_that_the_question_gives_is_no_claim() -> None:
    asked = question().model_copy(update={"question": "这四年粮食总产多少？"})
    for answer, precision in (("这四年粮食总产126.5万吨[1]。", 1.0), ("这六年粮食总产126.5万吨[1]。", 0.0)):
        found = mark_citations(asked, outcome(answer, ONE), Verdict.RIGHT, CARDS)
        assert found is not None and found.precision == precision


def test_words_without_figures_need_the_gold_quote_or_themselves() -> None:
    assert marks("粮食丰收创下新高[1]。", ONE).recall == 1.0
    assert marks("粮食丰收创下新高[2]。", TWO).recall == 0.0
    assert marks("新建改扩建中小学和幼儿园[2]。", TWO).recall == 1.0


def test_evidence_of_another_report_is_not_the_evidence() -> None:
    found = marks("粮食总产126.5万吨[1]。", shown(NORTH, "south-2024", 1))
    assert (found.recall, found.evidence_cited) == (1.0, 0.0)


def test_cited_passage_and_quoted_sentence_are_told_apart() -> None:
    found = marks(
        "粮食总产126.5万吨[1]。", shown(NORTH, number=1, quote="新增高标准农田34.8万亩、设施种植业10.3万亩。")
    )
    assert (found.evidence_cited, found.evidence_quoted) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (outcome("粮食126.5万吨[1]。", ONE), Verdict.REFUSED),
        (Outcome(error="断开"), Verdict.FAILED),
        (Outcome(answer="粮食126.5万吨。", passages=(ONE,)), Verdict.RIGHT),
    ],
)
def test_what_has_nothing_to_cite_is_not_marked(found: Outcome, verdict: Verdict) -> None:
    assert mark_citations(question(), found, verdict, CARDS) is None


def test_unanswerable_questions_have_no_citation_marks() -> None:
    assert mark_citations(refusable(), outcome("没有。", ONE), Verdict.RIGHT, CARDS) is None
