"""A store, an assistant and a chat model for tests of the way of a question; no real model."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from qa.answer.assistant import Assistant, Chat
from qa.answer.library import Library
from qa.answer.sufficiency import Estimate
from qa.corpus.clean import clean
from qa.corpus.identify import identify
from qa.corpus.read import report_of
from qa.corpus.split import split
from qa.errors import ModelUnavailable
from qa.index.build import build_store, recipe_for
from qa.places import load_gazetteer
from qa.profile import SMALL, Profile
from qa.prompts import load_prompts
from qa.records import Answer, AnswerEvent, Kind, Passage, Report, Source, Usage
from qa.settings import RetrieveSettings, Settings
from qa.words import Words
from tests.estimates import plainly
from tests.samples import DIMENSION, PairEncoder, make_report

#: Writes everything and is believed, and sees no more than is quoted.
EVERYTHING = replace(SMALL, writes=frozenset(Kind), tries=2, believed=True)
RECIPE = recipe_for("pairs", DIMENSION, 260)
#: Reports and their passages.
Made = tuple[tuple[Report, ...], tuple[Passage, ...]]


class ScriptedChat:
    """Writes what it is told, remembers what it was asked, and fails on request after ``fail_after`` pieces. ``used`` is
    what its server says that a reply cost."""

    name = "scripted"
    started = True

    def __init__(self, text: str = "", fail_after: int | None = None, used: Usage | None = None) -> None:
        self.text = text
        self.fail_after = fail_after
        self.used = used
        self.asked: list[tuple[str, str]] = []
        self.closed = False
        self.left = False

    def stream(self, system: str, user: str, *, max_tokens: int | None = None) -> Generator[str, None, Usage | None]:
        self.asked.append((system, user))
        try:
            for number, character in enumerate(self.text):
                if self.fail_after is not None and number >= self.fail_after:
                    raise ModelUnavailable("对话模型没有应答")
                yield character
            if self.fail_after is not None:
                raise ModelUnavailable("对话模型没有应答")
        except GeneratorExit:
            self.left = True
            raise
        return self.used

    def structured(
        self, system: str, user: str, schema: Mapping[str, Any], *, max_tokens: int | None = None
    ) -> Generator[str, None, Usage | None]:
        assert schema
        return self.stream(system, user, max_tokens=max_tokens)

    def healthy(self) -> bool:
        return self.fail_after is None

    def close(self) -> None:
        self.closed = True


def reports() -> Made:
    """洛阳 2019 and 2020, 大同 2020: figures that are easy to confuse."""
    made = [
        make_report(
            "洛阳市",
            2019,
            ["地区生产总值增长7.9%。", "新建农村公路320公里。", "全市森林覆盖率达到45.3%。"],
            ["新建农村公路400公里。", "做好火车北站搬迁的前期工作。"],
        ),
        make_report(
            "洛阳市",
            2020,
            ["地区生产总值增长7.8%。", "新建农村公路386公里，改造危桥52座。"],
            ["新建农村公路410公里以上。"],
        ),
        make_report("大同市", 2020, ["地区生产总值增长6.6%。", "新建农村公路510公里。"], ["新建幼儿园12所。"]),
    ]
    return tuple(report for report, _ in made), tuple(passage for _, some in made for passage in some)


@cache
def shared_words() -> Words:
    """One for all tests: jieba's dictionary takes most of a second to load."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    return Words(Path(folder.name))


def make_assistant(
    folder: Path,
    chat: Chat | None = None,
    profile: Profile = EVERYTHING,
    made: Made | None = None,
    kept: int = 0,
    estimate: Estimate = plainly,
) -> Assistant:
    build_store(folder / "index", RECIPE, *(made or reports()), PairEncoder, shared_words())
    return opened_assistant(folder, chat, profile, kept, estimate=estimate)


def assistant_over(folder: Path, text: str, name: str) -> Assistant:
    """Over the one report that is read from ``text`` as a file called ``name``."""
    cleaned = clean(text)
    report = report_of(cleaned, identify(cleaned.text, name), Source(name, "0" * 64))
    return make_assistant(folder, made=((report,), tuple(split(report, 260))))


def opened_assistant(
    folder: Path,
    chat: Chat | None = None,
    profile: Profile = EVERYTHING,
    kept: int = 0,
    kind: type[Assistant] = Assistant,
    estimate: Estimate = plainly,
) -> Assistant:
    """Over a store that is there."""
    words, encoder, settings = shared_words(), PairEncoder(), RetrieveSettings()
    library = Library(
        folder / "index", RECIPE, encoder.encode_query, words, load_gazetteer(), settings, estimate=estimate
    )
    return kind(library, chat, load_prompts(Settings().prompts_dir), words, settings, "pairs", profile, kept)


def last(events: Iterator[AnswerEvent]) -> Answer:
    *_, answer = events
    assert isinstance(answer, Answer)
    return answer
