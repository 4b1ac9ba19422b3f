"""What the chat model is asked to do and how much it is shown: one record, made from the settings, read by whoever asks it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Literal

from qa.records import Kind
from qa.settings import Settings

Understands = Literal["never", "unsure", "always"]


@dataclass(frozen=True, slots=True)
class Profile:
    """``writes``: the kinds of question whose answers it writes, in so many ``tries``; the others are quoted.

    ``believed``: it may say that the material does not tell, and then that is so. ``understands``: whose questions it
    reads into the plan, those that the rules are not sure of, or all. ``reads``: it is shown more than what would be
    quoted, ``sentences`` with ``neighbours`` on each side and ``statements`` as a table, within ``tokens``, and names
    figures for code to reckon with; ``passages`` are searched for it.
    """

    name: Literal["small", "capable"]
    writes: frozenset[Kind]
    tries: int
    believed: bool
    understands: Understands
    reads: bool
    sentences: int
    neighbours: int = 0
    statements: int = 0
    passages: int = 0
    tokens: int = 0

    @property
    def seldom(self) -> bool:
        """Asked for translations only: most questions get by without it."""
        return not (self.writes or self.reads) and self.understands == "never"

    def prompt(self, name: str) -> str:
        """A model of a billion parameters that is told it may decline declines nearly everything: it has prompts of its own."""
        return name if self.believed else f"{name}_small"


#: A model of a billion parameters writes nothing better than the sentences that it was shown (docs/evaluation.md): it
#: translates questions, and what it would write is quoted unless a setting says otherwise.
SMALL = Profile("small", frozenset(), 1, believed=False, understands="never", reads=False, sentences=3)
#: What is asked of the reports.
ASKED = frozenset(Kind) - {Kind.TALK, Kind.OUT_OF_SCOPE, Kind.INSTRUCTION}
CAPABLE = Profile(
    "capable",
    ASKED,
    2,
    believed=True,
    understands="unsure",
    reads=True,
    sentences=24,
    neighbours=1,
    statements=40,
    passages=20,
    tokens=4000,
)
_WRITES = {"facts": frozenset({Kind.FACT}), "all": ASKED}


def profile_of(settings: Settings) -> Profile | None:
    """None where there is no chat model."""
    chat = settings.chat
    if chat.mode == "none":
        return None
    if chat.small:
        profile = replace(SMALL, sentences=settings.retrieve.evidence_sentences)
    else:
        understands: Understands = "unsure" if chat.understand == "auto" else chat.understand
        profile = replace(CAPABLE, understands=understands, tokens=chat.material_tokens)
    return replace(profile, writes=_WRITES.get(chat.writes, profile.writes))


def shown_profile(profile: Profile | None) -> dict[str, object] | None:
    """As JSON."""
    if profile is None:
        return None
    return {**asdict(profile), "writes": sorted(profile.writes)}
