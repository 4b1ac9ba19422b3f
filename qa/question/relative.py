"""What 去年 and 今年 mean in a question: counted from the report that it speaks of, else from the latest."""

from __future__ import annotations

from collections.abc import Sequence

from qa.question.parts import asks_of
from qa.question.periods import union
from qa.question.years import YearMention, relative_to
from qa.wording.times import BEFORE_IT, OWN_YEAR


def with_relative(
    text: str, mentions: tuple[YearMention, ...], before: Sequence[YearMention], latest: int | None
) -> tuple[YearMention, ...]:
    """``mentions`` and what 去年 or 今年 means in the one report spoken of, here or in the question before, whose mentions
    are ``before``; without one in the report of the year ``latest``."""
    own = union(mention.years for mention in mentions if mention.of_report)
    taken = union(mention.years for mention in before if mention.of_report)
    spoken = union(mention.years for mention in before)
    # 今年, after a question about last year or this one.
    recent = not spoken or bool({latest or 0, (latest or 0) - 1} & set(spoken))
    known = own or taken or ((latest,) if latest and recent else ())
    if len(known) != 1:
        return mentions
    named = [mention for mention in mentions if not mention.of_report and (mention.years or mention.span)]
    # 今年（2024年）: said twice.
    relative = [
        each
        for each in relative_to(text, known[0], bool(named))
        if not any(set(each.years) & set(other.years) or 0 <= other.start - each.end <= 1 for other in named)
        and not (spoken and text[each.start : each.end] == BEFORE_IT)
    ]
    if own and not named and not relative and len(asks_of(text)) < 2:
        relative = [YearMention(own, *match.span()) for match in OWN_YEAR.finditer(text)][:1]
    return tuple(sorted((*mentions, *relative), key=lambda mention: mention.start)) if relative else mentions
