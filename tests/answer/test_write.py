from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace

import pytest

from qa.answer.evidence import Numbered
from qa.answer.material import Material
from qa.answer.write import Draft, Writer, written
from qa.errors import MaterialTooLong, ModelUnavailable
from qa.profile import SMALL, Profile
from qa.prompts import load_prompts
from qa.records import Kind, Plan, Scope, Usage
from qa.settings import Settings
from tests.answer.fakes import EVERYTHING, shared_words
from tests.answer.samples import hit, read

QUESTION = "洛阳2019年新建农村公路多少公里？"
RIGHT = "洛阳市2019年新建农村公路386公里[1]。"
WRONG = "洛阳市2019年新建农村公路999公里[1]。"

#: A small model that is asked for single facts (`QA_CHAT__WRITES=facts`).
WRITES = replace(SMALL, writes=frozenset({Kind.FACT}))


class Model:
    """Gives ``replies`` in turn, the last for ever, and takes at most ``room`` characters."""

    name = "model"

    def __init__(self, *replies: str, room: int = 10_000) -> None:
        self.replies = list(replies)
        self.room = room
        self.asked: list[str] = []

    def stream(self, system: str, user: str, *, max_tokens: int | None = None) -> Generator[str, None, Usage | None]:
        self.asked.append(user)
        if len(user) > self.room:
            raise MaterialTooLong("材料太长")
        yield from self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return None


def plan(kind: Kind = Kind.FACT) -> Plan:
    return read(Plan(QUESTION, kind, ("洛阳市",), (2019,), (), None, (Scope(QUESTION, "洛阳市", (2019,)),)))


def evidence() -> Sequence[Numbered]:
    hits = [hit("洛阳市", f"新建农村公路{number}公里。", 3.0 - number / 1000) for number in (386, 400, 410, 420)]
    return [Numbered(number, found, *found.sentences[0]) for number, found in enumerate(hits, start=1)]


def write(
    model: Model, policy: Profile = EVERYTHING, kind: Kind = Kind.FACT, surely_stated: bool = False
) -> tuple[list[str], Draft | None]:
    writer = Writer(model, load_prompts(Settings().prompts_dir), shared_words(), policy)
    pieces, work = [], writer.write(Material(tuple(evidence())), plan(kind), surely_stated)
    while True:
        try:
            pieces.append(next(work))
        except StopIteration as end:
            return pieces, end.value


def test_a_draft_that_holds_is_kept() -> None:
    model = Model(RIGHT)
    pieces, draft = write(model)
    assert ("".join(pieces), draft.text if draft else None, len(model.asked)) == (RIGHT, RIGHT, 1)


def test_a_wrong_figure_is_named_and_written_again() -> None:
    model = Model(WRONG, RIGHT)
    pieces, draft = write(model)
    assert draft is not None
    assert draft.text == RIGHT
    assert "999公里" in model.asked[1]
    assert "与所注原句不符" in model.asked[1]
    assert "".join(pieces) == WRONG


def test_a_model_that_does_not_mend_it_is_not_shown() -> None:
    model = Model(WRONG)
    assert write(model)[1] is None
    assert len(model.asked) == EVERYTHING.tries


def test_an_answer_without_the_figure_that_was_asked_for_is_not_shown() -> None:
    assert write(Model("洛阳市2019年新建了很多农村公路[1]。"))[1] is None


def test_a_small_model_has_one_try() -> None:
    model = Model(WRONG, RIGHT)
    assert write(model, WRITES)[1] is None
    assert len(model.asked) == 1


def test_what_is_quoted_is_never_asked() -> None:
    model = Model(RIGHT)
    assert write(model, WRITES, Kind.LIST) == ([], None)
    assert model.asked == []


def test_a_short_context_gets_the_best_half() -> None:
    whole = Model(RIGHT)
    write(whole)
    model = Model(RIGHT, room=len(whole.asked[0]) - 1)
    _, draft = write(model)
    assert draft is not None
    assert "386公里" in model.asked[-1]
    assert "420公里" not in model.asked[-1]


def test_one_sentence_too_long_is_an_error() -> None:
    with pytest.raises(ModelUnavailable):
        write(Model(RIGHT, room=10))


@pytest.mark.parametrize(
    ("draft", "shown"),
    [
        ("洛阳市2019年新建农村公路386公里[1]。[2]", "洛阳市2019年新建农村公路386公里[1]。"),
        ("洛阳市2019年新建农村公路386公里。[1]", "洛阳市2019年新建农村公路386公里[1]。"),
    ],
)
def test_a_mark_behind_the_full_stop_belongs_to_the_sentence(draft: str, shown: str) -> None:
    found = write(Model(draft))[1]
    assert found is not None
    assert found.text == shown


def test_a_changed_counter_is_no_quote() -> None:
    assert write(Model("洛阳市2019年新建农村公路386条[1]。"))[1] is None


DECLINED = "材料中没有提到洛阳市2019年新建农村公路的里程，只说400公里是目标[2]。"
INVENTED = "洛阳市2019年新建农村公路386公里，由市长王建国验收[1]。"


def test_an_invented_name_is_named_and_written_again() -> None:
    model = Model(INVENTED, RIGHT)
    draft = write(model)[1]
    assert draft is not None
    assert draft.text == RIGHT
    assert "原句里没有“王建国”" in model.asked[1]


def test_a_model_that_declines_is_believed_at_once() -> None:
    model = Model(DECLINED, RIGHT)
    draft = write(model)[1]
    assert draft is not None
    assert draft.declined
    assert len(model.asked) == 1


def test_what_is_surely_stated_is_not_declined() -> None:
    model = Model(DECLINED, RIGHT)
    draft = write(model, surely_stated=True)[1]
    assert draft is not None
    assert (draft.text, draft.declined) == (RIGHT, False)
    assert "没有回答问题" in model.asked[1]
    assert write(Model(DECLINED), surely_stated=True)[1] is None


def test_a_small_model_that_declines_is_quoted_over() -> None:
    assert write(Model(DECLINED), WRITES)[1] is None


@pytest.mark.parametrize(
    "draft",
    [
        "洛阳市2019年新建农村公路386公里[1]。材料中没有提到改造了多少。",
        "洛阳市2019年新建农村公路386公里[1]；报告没有给出上一年的里程。",
    ],
)
def test_a_partial_answer_stays_an_answer(draft: str) -> None:
    found = write(Model(draft))[1]
    assert found is not None
    assert (found.declined, found.problems) == (False, ())
    assert found.used == (1,)


@pytest.mark.parametrize(("cited", "quotes"), [(8, 8), (9, 0)])
def test_many_sentences_are_not_quoted_below_what_rests_on_them(cited: int, quotes: int) -> None:
    found = hit("洛阳市", "新建农村公路386公里。", 3.0)
    items = tuple(Numbered(number, found, *found.sentences[0]) for number in range(1, cited + 1))
    draft = Draft("公路越修越长。", tuple(range(1, cited + 1)), (), 0, ())
    composed = written(draft, Material(items))
    assert (composed.text.count("“新建农村公路386公里”"), composed.used) == (quotes, draft.used)
