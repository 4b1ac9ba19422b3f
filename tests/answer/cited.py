"""Asks and sees that every mark has its citation and every citation quotes its report."""

from __future__ import annotations

import re

from qa.answer.assistant import Assistant
from qa.records import Answer, Turn
from tests.answer.fakes import last


def asked(assistant: Assistant, question: str, *history: Turn) -> Answer:
    answer = last(assistant.stream(question, history))
    texts = {report.id: report.text for report in assistant.reports()}
    assert all(texts[each.report_id][each.start : each.end] == each.quote for each in answer.citations)
    marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", answer.answer)}
    assert marks == {each.number for each in answer.citations}
    return answer
