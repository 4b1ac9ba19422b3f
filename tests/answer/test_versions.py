"""What an answer says when two versions of a report differ in its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qa.answer.assistant import Assistant
from qa.answer.library import Library
from qa.corpus.versions import differences
from qa.index.build import build_store
from qa.places import load_gazetteer
from qa.prompts import load_prompts
from qa.records import Answer, Passage, Report, Source
from qa.settings import RetrieveSettings, Settings
from tests.answer.fakes import RECIPE, last, shared_words
from tests.estimates import plainly
from tests.samples import PairEncoder, make_report

REVIEW = ["全市新建农村公路{}公里，改造危桥{}座。", "全市森林覆盖率达到45.3%。"]


def version(name: str, *figures: str) -> tuple[Report, tuple[Passage, ...]]:
    report, passages = make_report("洛阳市", 2020, [REVIEW[0].format(*figures), REVIEW[1]], ["新建幼儿园12所。"])
    report = replace(report, id=name, sources=(Source(name, name),))
    return report, tuple(replace(each, id=f"{name}-{each.start}", report_id=name) for each in passages)


def opened(folder: Path, versions: Sequence[tuple[Report, tuple[Passage, ...]]]) -> Assistant:
    (first, _), (second, _) = versions
    reports = (
        replace(first, differing=differences(first, second)),
        replace(second, differing=differences(second, first)),
    )
    encoder, words = PairEncoder(), shared_words()
    passages = tuple(passage for _, some in versions for passage in some)
    build_store(folder / "index", RECIPE, reports, passages, lambda: encoder, words)
    settings = RetrieveSettings()
    library = Library(
        folder / "index", RECIPE, encoder.encode_query, words, load_gazetteer(), settings, estimate=plainly
    )
    return Assistant(library, None, load_prompts(Settings().prompts_dir), words, settings, "pairs")


def ask(folder: Path, question: str, *versions: tuple[Report, tuple[Passage, ...]]) -> Answer:
    return last(opened(folder, versions).stream(question))


def test_a_figure_that_another_version_gives_otherwise_is_told_with_both_places(tmp_path: Path) -> None:
    answer = ask(
        tmp_path, "洛阳2019年新建农村公路多少公里？", version("甲.pdf", "386", "52"), version("乙.html", "368", "52")
    )
    note = next(line for line in answer.answer.splitlines() if line.startswith("注意"))
    assert "两个版本" in note and "386公里" in note and "368公里" in note
    assert "甲.pdf" in note and "乙.html" in note
    assert {citation.report_id for citation in answer.citations} == {"甲.pdf", "乙.html"}
    for citation in answer.citations:
        assert f"[{citation.number}]" in note
        assert ("386" if citation.report_id == "甲.pdf" else "368") in citation.quote


def test_a_figure_that_the_answer_does_not_use_is_not_told(tmp_path: Path) -> None:
    answer = ask(
        tmp_path, "洛阳2019年森林覆盖率达到多少？", version("甲.pdf", "386", "52"), version("乙.html", "368", "52")
    )
    assert "45.3%" in answer.answer and "版本" not in answer.answer


def test_many_differences_are_counted(tmp_path: Path) -> None:
    review = ["全市新建农村公路{}公里、铁路{}公里、航道{}公里、桥梁{}座。"]

    def made(name: str, *figures: str) -> tuple[Report, tuple[Passage, ...]]:
        report, passages = make_report("洛阳市", 2020, [review[0].format(*figures)], ["新建幼儿园12所。"])
        report = replace(report, id=name, sources=(Source(name, name),))
        return report, tuple(replace(each, id=f"{name}-{each.start}", report_id=name) for each in passages)

    answer = ask(
        tmp_path,
        "洛阳2019年新建农村公路、铁路、航道各多少公里？桥梁多少座？",
        made("甲", "386", "91", "71", "33"),
        made("乙", "368", "19", "17", "34"),
    )
    assert answer.answer.count("注意：") == 3 and "共有4处" in answer.answer
