"""A question as it was heard in its conversation."""

from __future__ import annotations

from dataclasses import dataclass

from qa.question.parts import parts_of
from qa.question.where import Where
from qa.question.years import YearMention
from qa.wording import prose


@dataclass(frozen=True, slots=True)
class Heard:
    """One question of the conversation, with what it took over from the ones before.

    ``context`` is the topic of the one before where this one counts on it, ``began`` that of the first of a chain of such;
    ``lead`` is that topic where only the first of several things asked counts on it; ``against`` is the one before itself
    where this one asks how its value compares with that.
    """

    text: str
    where: Where
    mentions: tuple[YearMention, ...]
    own: str
    context: str = ""
    against: Heard | None = None
    began: str = ""
    lead: str = ""

    @property
    def root(self) -> str:
        return self.began or self.own

    @property
    def topic(self) -> str:
        return f"{self.own} {self.context}" if self.context else self.own

    @property
    def topics(self) -> tuple[str, ...]:
        """What to search for, one by one."""
        if prose.asks_summary(self.own):
            return (prose.summed(self.own) or self.context or self.own,)
        parts = parts_of(self.own)
        if self.lead and len(parts) > 1:
            return (f"{parts[0]} {self.lead}", *parts[1:])
        if not self.context:
            return parts
        # 这里面科创板的有几家，排全国第几: each of what was spoken of.
        return tuple(f"{part} {self.context}" for part in parts) if len(parts) > 1 else (self.topic,)
