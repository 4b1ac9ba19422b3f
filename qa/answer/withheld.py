"""Names that a question asks for and a report only counts: 授予26家企业“百年老店”称号 names none of the 26."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.evidence import Form, Numbered
from qa.answer.quote import best_sentences
from qa.figures import Figure, FigureKind, find_figures
from qa.figures.units import COUNT
from qa.records import Plan

_NAMES_ASKED = re.compile(
    r"名单|名册|花名|一家一家|一个一个|逐[个一家户条项]|叫什么|名字|名称|[是有]哪(?!一?年)|哪些|哪几|点[一个]?名"
)
_LIST_ASKED = re.compile(r"名单|名册|花名")
_NAME = re.compile(r"[、；]|[和及]")
#: Fewer things than this may be named without a pause between them.
_FEW = 3


def only_counted(plan: Plan, evidence: Sequence[Numbered]) -> bool:
    """Whether the question asks for the names of things that it numbers, or for a list of names, and the sentences
    that would answer count them without naming as much as three."""
    if not _NAMES_ASKED.search(plan.question) or any(item.form is Form.ITEM for item in evidence):
        return False
    numbers = {figure.size for figure in _counts(plan.question)}
    if not numbers and not _LIST_ASKED.search(plan.question):
        return False
    told = [item.text for item in best_sentences(plan, evidence)]
    counting = [text for text in told if any(not numbers or f.size in numbers for f in _counts(text))]
    return bool(counting) and not any(len(_NAME.findall(text)) + 1 >= _FEW for text in counting)


def _counts(text: str) -> list[Figure]:
    found = find_figures(text)
    return [f for f in found if f.kind is FigureKind.QUANTITY and f.measure.dimension == COUNT and f.size >= _FEW]
