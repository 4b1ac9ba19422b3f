"""Names that a question asks for and a report only counts: 授予26家企业“百年老店”称号 names none of the 26."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.evidence import Form, Numbered
from qa.records import Kind, Plan
from qa.wording.counted import Phrase, told_in
from qa.wording.listing import FEW, counted_things

_NAME = re.compile(r"[、；]|[和及]")


def only_counted(plan: Plan, shown: Sequence[Numbered]) -> bool:
    """Whether the question asks for the names of things that it numbers, or for a list of names, and the sentences
    ``shown`` count them without naming as much as three."""
    if not plan.ask.listing.by_name or any(item.form is Form.ITEM for item in shown):
        return False
    numbers = plan.ask.listing.sizes
    if not numbers and not plan.ask.listing.register:
        return False
    told = [item.text for item in shown]
    counting = [text for text in told if any(not numbers or f.size in numbers for f in counted_things(text))]
    return bool(counting) and not any(len(_NAME.findall(text)) + 1 >= FEW for text in counting)


def unlisted(plan: Plan, shown: Sequence[Numbered]) -> Phrase | None:
    """What the question quotes with its number and wants taken apart (“三个定位”是哪三个), where no sentence does."""
    if plan.kind is not Kind.LIST or any(item.form is Form.ITEM for item in shown):
        return None
    phrases = [each for each in plan.ask.listing.counted if each.apart]
    told = [item.text for item in shown]
    unnamed = [each for each in phrases if not any(told_in(each, text) for text in told)]
    return unnamed[0] if phrases and len(unnamed) == len(phrases) else None
