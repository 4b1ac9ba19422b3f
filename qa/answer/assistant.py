"""The way of a question: understand, search, write, check, answer. CLI, web and evaluation all read it."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol, TypeVar

from qa.answer.about_report import AboutReport, about_report
from qa.answer.beside import Search, parts_beside, rows_beside
from qa.answer.composed import Composed
from qa.answer.conclude import compared, told
from qa.answer.cost import Asked, Metered, Purse, Replies
from qa.answer.doubt import in_doubt, leaves_open
from qa.answer.evidence import Numbered, choose
from qa.answer.library import Library
from qa.answer.lists import completed
from qa.answer.material import Material, read_for
from qa.answer.matters import LOOKED_AT, matters_told, tells_matters, unnamed
from qa.answer.mentions import mentioned
from qa.answer.named import of_named
from qa.answer.notstated import absent, elsewhere, strange, unmeasured
from qa.answer.outcomes import Untold, outcomes_told
from qa.answer.quote import best_sentences, nearest_first, quoted, side_by_side, with_rest
from qa.answer.reading import reread
from qa.answer.reckon import Lacking, Reckoned, reckoned
from qa.answer.refuse import NAMES, reason_before_search
from qa.answer.reply import Clock, Nearby, Question, answered, nearby_of, refused, replied
from qa.answer.settle import settle
from qa.answer.stated import Cell, cells_of
from qa.answer.sufficient import reason_after_search
from qa.answer.summary import Summary, material_of, summed_up
from qa.answer.verdict import confirmed
from qa.answer.withheld import only_counted
from qa.answer.write import Draft, Writer, written
from qa.deadline import Deadline
from qa.errors import ModelError
from qa.profile import ASKED, SMALL, Profile
from qa.prompts import Prompt
from qa.question.ask import COMPARED
from qa.question.drawing import wish_of
from qa.records import (
    Answer,
    AnswerEvent,
    Evidence,
    Filters,
    Hit,
    Kind,
    Plan,
    RefusalReason,
    Report,
    ServiceStatus,
    Turn,
)
from qa.settings import RetrieveSettings
from qa.statements.stated import Stated
from qa.wording.indicators import report_wording
from qa.words import Words

log = logging.getLogger(__name__)

T = TypeVar("T")
#: Passages of each search that are shown at the least, as the retriever finds them.
_EACH = 3
#: Rows of a comparison beside which further passages are shown.
_FEW = 4
#: What keeps no answer from being reckoned.
_RECKONED = (None, RefusalReason.NO_REPORT_FOR_YEAR)


#: An answer made of statements, with the sentences it rests on.
_Stated = tuple[Composed, tuple[Numbered, ...]]


class Chat(Asked, Protocol):
    def healthy(self) -> bool: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Known:
    """What the statements say to a question before anything is searched."""

    reason: RefusalReason | None
    cells: tuple[Cell, ...]
    computed: Reckoned | Lacking | None


class Assistant:
    """Answers questions over one store. Safe to call from several threads."""

    def __init__(
        self,
        library: Library,
        chat: Chat | None,
        prompts: Mapping[str, Prompt],
        words: Words,
        settings: RetrieveSettings,
        embedder: str,
        profile: Profile = SMALL,
        kept: int = 0,
    ) -> None:
        """``kept``: so many replies of the model stand ready for who asks the same."""
        self._library = library
        self._chat = chat
        self._prompts = prompts
        self._replies = Replies(kept)
        self._profile = profile
        self._reads = chat is not None and profile.reads
        self._words = words
        self._settings = settings
        self._embedder = embedder

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = Filters(),
        top_k: int | None = None,
        purse: Purse | None = None,
    ) -> Generator[AnswerEvent, None, None]:
        """Evidence (unless refused at once), tokens as the model writes, then the Answer.

        Closing the generator cancels the model. Raises StoreError; a failing model, or an empty ``purse``, is no error but
        an answer of quoted sentences.
        """
        wish = wish_of(question, history)
        with closing(self._stream(wish.question, wish.history, filters, top_k, purse)) as events:
            for event in events:
                if isinstance(event, Answer):
                    event = replace(event, question=question, chart=wish.drawn)
                yield event

    def _stream(
        self, question: str, history: Sequence[Turn], filters: Filters, top_k: int | None, purse: Purse | None
    ) -> Generator[AnswerEvent, None, None]:
        clock = Clock()
        opened = self._library.current()
        chat = Metered(self._chat, self._replies, purse) if self._chat else None
        plan = self._translated(opened.planner.plan(question, history, filters), chat)
        deadline = Deadline(self._settings.budget_seconds)
        asked = Question(question, opened, plan, plan, clock, deadline, filters, chat=chat)
        if plan.kind is Kind.TALK:
            yield answered(asked, replied(asked), (), ())
            return
        whole = summed_up(plan, opened.store) if reason_before_search(plan) is None else None
        if whole is not None:
            yield from self._summed(asked, whole)
            return
        came = outcomes_told(plan, opened.store) if reason_before_search(plan) in _RECKONED else None
        if came is not None:
            yield from self._came(asked, came)
            return
        known = self._known(asked)
        part = self._reckoned_in_part(asked, known)
        doubtful = part is not None or (known.computed is None and in_doubt(plan, known.cells))
        if chat is not None and self._to_be_read(asked, known, doubtful):
            prompt, budget = self._prompts["understand"], self._settings.budget_seconds
            read = yield from reread(asked, chat, prompt, history, doubtful, budget)
            if read is not None:
                asked, known = read, self._known(read)
        at_once = self._at_once(asked, known, part is not None)
        yield from at_once if at_once is not None else self._matched(asked, known.cells, part, top_k)

    def _at_once(self, asked: Question, known: _Known, in_part: bool) -> Iterator[AnswerEvent] | None:
        """What is answered or refused before anything is searched; ``in_part``: what was reckoned is but part of it."""
        computed, store = known.computed, asked.opened.store
        if isinstance(computed, Lacking):
            lacking = refused(asked, RefusalReason.NOT_STATED, missing=computed.text, nearest_said=computed.stated)
            return iter((lacking,))
        if computed is not None and not in_part:
            return self._computed(asked, computed)
        if known.reason is not None:
            return iter((refused(asked, known.reason),))
        if missing := unnamed(asked.plan):
            return iter((refused(asked, RefusalReason.NOT_STATED, missing=missing),))
        first = mentioned(asked.plan, store)
        if first is not None:
            return self._shown(asked, *first)
        about = about_report(asked.plan, store)
        return self._told(asked, about) if about is not None else None

    def _matched(
        self, asked: Question, cells: Sequence[Cell], part: _Stated | None, top_k: int | None
    ) -> Generator[AnswerEvent, None, None]:
        """What statements answer, with what sentences add to it, else a search; ``part`` is what was reckoned of it."""
        plan, opened = asked.plan, asked.opened
        beside, most = self._beside(asked, top_k), self._settings.evidence_sentences
        rows = plan.kind in COMPARED and plan.ask.figures
        cells = rows_beside(plan, cells, beside, most) if rows else cells
        whole = self._stated(asked, cells)
        stated = part or whole
        if stated is None:
            sure = [cell for cell in cells if cell.statement is not None]
            stated = None if strange(plan, sure, opened.store) else parts_beside(plan, cells, beside, most)
        if stated is None or asked.doubted or part is not None or (whole is None and self._reads):
            yield from self._searched(asked, cells, top_k, stated)
            return
        composed, evidence = stated
        hits = tuple(dict.fromkeys(item.hit for item in evidence))
        if plan.kind in COMPARED and len(plan.scopes) <= _FEW:
            # What else the reports say of it is worth reading beside a few rows.
            hits += beside(plan)
        yield from self._shown(asked, composed, evidence, hits, whole=True)

    def _summed(self, asked: Question, whole: Summary) -> Generator[AnswerEvent, None, None]:
        """Whole reports in the words of a capable model, else at a glance."""
        asked.clock.evidence = asked.clock.now()
        yield Evidence(asked.plan, whole.hits)
        if whole.composed is None:
            yield refused(asked, RefusalReason.NOT_STATED, missing=whole.missing)
            return
        if self._reads:
            material = material_of(whole, asked.plan, asked.opened.store, self._profile)
            draft = yield from self._drafted(asked, material, True)
            if draft is not None and not draft.declined:
                cited = (item.hit for item in material.items if item.number in draft.used)
                yield answered(asked, written(draft, material), material.items, _with((), cited), whole=True)
                return
        yield answered(asked, whole.composed, whole.evidence, whole.hits, whole=True)

    def _came(self, asked: Question, came: _Stated | Untold) -> Generator[AnswerEvent, None, None]:
        """What came of targets, or that it cannot be told."""
        if isinstance(came, Untold):
            yield refused(asked, RefusalReason.NOT_STATED, missing=came.text, nearest_said=came.nearest)
            return
        composed, evidence = came
        yield from self._shown(asked, composed, evidence, tuple(item.hit for item in evidence), whole=True)

    def _shown(
        self,
        asked: Question,
        composed: Composed,
        evidence: Sequence[Numbered],
        hits: tuple[Hit, ...],
        whole: bool = False,
    ) -> Generator[AnswerEvent, None, None]:
        """An answer that code made, with what it rests on before it."""
        asked.clock.evidence = asked.clock.now()
        yield Evidence(asked.plan, hits)
        yield answered(asked, composed, evidence, hits, whole)

    def _searched(
        self,
        asked: Question,
        cells: Sequence[Cell],
        top_k: int | None,
        stated: _Stated | None,
    ) -> Generator[AnswerEvent, None, None]:
        """What the best sentences of a search answer; a capable model reads many more than are shown. ``stated`` is what
        statements answer to what it made of the question, should it not write."""
        opened = asked.opened
        most = max(top_k or self._settings.top_k, self._profile.passages if self._reads else 0)
        wide = opened.retriever.run(asked.plan, most, asked.deadline)
        shown = wide[: max(top_k or self._settings.top_k, _EACH * len(asked.plan.scopes))]
        plan, hits = settle(asked.plan, of_named(asked.plan, shown))
        read, asked = asked, replace(asked, plan=plan)
        limit = LOOKED_AT * len(plan.scopes) if tells_matters(plan) else self._settings.evidence_sentences
        evidence = completed(plan, hits, choose(plan, hits, limit), opened.store)
        asked.clock.evidence = asked.clock.now()
        yield Evidence(plan, hits)
        declined: Nearby | None = None
        if self._reads and plan.kind in self._profile.writes:
            material = replace(self._material(read, wide, cells), meant=read.meant)
            draft = yield from self._drafted(read, material, _surely(cells))
            if draft is not None and not draft.declined:
                # What it cites is among the passages, however far behind it ranks.
                cited = (item.hit for item in material.items if item.number in draft.used)
                yield answered(read, written(draft, material), material.items, _with(hits, cited), whole=True)
                return
            declined = nearby_of(draft, material) if draft is not None else None
        if stated is not None:
            yield answered(read, *stated, hits, whole=True)
            return
        yield from self._by_rules(asked, cells, evidence, hits, declined)

    def _by_rules(
        self,
        asked: Question,
        cells: Sequence[Cell],
        evidence: Sequence[Numbered],
        hits: tuple[Hit, ...],
        declined: Nearby | None,
    ) -> Generator[AnswerEvent, None, None]:
        """What code refuses, sets side by side, or quotes; ``declined``: a capable model says that nothing answers."""
        plan = asked.plan
        reason = reason_after_search(plan, hits)
        given = elsewhere(plan, cells, ()) if reason is RefusalReason.NOT_STATED and plan.ask.figures else None
        if given is not None and declined is None:
            yield refused(asked, RefusalReason.NOT_STATED, hits, missing=given.text, nearest_said=given.nearest)
        elif reason is not None:
            yield refused(asked, reason, hits, evidence, nearby=declined or Nearby())
        elif only_counted(plan, evidence):
            yield refused(asked, RefusalReason.NOT_STATED, hits, missing=NAMES)
        else:
            yield from self._concluded(asked, cells, evidence, hits, declined)

    def _material(self, asked: Question, hits: Sequence[Hit], cells: Sequence[Cell]) -> Material:
        opened, allowed = asked.opened, _allowed(asked.plan, asked.filters)
        return read_for(asked.plan, hits, cells, opened.shelf, opened.store, self._words, self._profile, allowed)

    def _known(self, asked: Question) -> _Known:
        reason = reason_before_search(asked.plan)
        cells = self._cells(asked) if reason is None else ()
        # A year that no report covers may be reckoned from the one after it.
        computed = self._reckoned(asked, cells) if reason in _RECKONED and not asked.together else None
        return _Known(reason, cells, computed)

    def _to_be_read(self, asked: Question, known: _Known, doubtful: bool) -> bool:
        """Whether a capable model is to say what the question means."""
        if asked.chat is None or known.reason is not None or asked.plan.kind not in ASKED:
            return False
        understands = self._profile.understands
        return understands == "always" or (understands == "unsure" and doubtful)

    def _cells(self, asked: Question) -> tuple[Cell, ...]:
        """What the statements say to a question that turns on figures; nothing for others."""
        plan, opened = asked.plan, asked.opened
        if not plan.ask.figures and plan.kind is not Kind.YES_NO:
            return ()
        return cells_of(plan, opened.shelf, opened.store, self._words, _allowed(plan, asked.filters), asked.deadline)

    def _reckoned(self, asked: Question, cells: Sequence[Cell]) -> Reckoned | Lacking | None:
        plan, opened = asked.plan, asked.opened
        allowed = _allowed(plan, asked.filters)
        return reckoned(plan, cells, opened.shelf, opened.store, self._words, allowed, asked.deadline)

    def _reckoned_in_part(self, asked: Question, known: _Known) -> _Stated | None:
        """What code reckoned where a capable model is to say the rest, too."""
        found = known.computed
        if not self._reads or known.reason is not None or not isinstance(found, Reckoned):
            return None
        return (found.composed, found.evidence) if leaves_open(asked.plan, known.cells, found.composed) else None

    def _computed(self, asked: Question, found: Reckoned) -> Generator[AnswerEvent, None, None]:
        # A year that was reckoned is not missing any more.
        asked = replace(asked, plan=replace(asked.plan, missing_years=()))
        hits = tuple(dict.fromkeys(item.hit for item in found.evidence))
        yield from self._shown(asked, found.composed, found.evidence, hits, whole=True)

    def _stated(self, asked: Question, cells: Sequence[Cell]) -> _Stated | None:
        """An answer made of statements, with the sentences it rests on; None where the question turns on no figure, or
        the reports state it in a way that only their sentences can tell."""
        plan = asked.plan
        if asked.together or not plan.ask.figures or strange(plan, cells, asked.opened.store):
            return None
        # A change is told by the figures of two years that one search asks for.
        change = any(a.scope == b.scope and a.when != b.when for a, b in pairwise(cells))
        alone = plan.kind not in COMPARED and not change
        composed = told(plan, cells) if alone else compared(plan, cells)
        if composed is None or (self._reads and len(composed.figures) < plan.ask.count):
            # What is asked beside it a capable model finds or works out.
            return None
        items = tuple(cell.item for cell in cells if cell.item and cell.item.number in composed.used)
        return with_rest(plan, composed, items) if alone else (composed, items)

    def _beside(self, asked: Question, top_k: int | None) -> Search:
        return lambda plan: asked.opened.retriever.run(plan, top_k, asked.deadline)

    def search(self, query: str, k: int, filters: Filters = Filters()) -> tuple[Hit, ...]:
        return self._library.current().retriever.search(query, k, filters)

    def reports(self) -> tuple[Report, ...]:
        return self._library.current().store.reports

    def passages_of(self, report_id: str) -> int:
        return self._library.current().store.count_of(report_id)

    def stated(self) -> Stated:
        return self._library.current().store.stated

    def status(self) -> ServiceStatus:
        store = self._library.current().store
        chat = self._chat
        return ServiceStatus(
            store.generation,
            len(store.reports),
            len(store.passages),
            self._embedder,
            chat.name if chat else None,
            chat.healthy() if chat else False,
        )

    def check(self) -> None:
        self._library.current().retriever.check()

    def close(self) -> None:
        if self._chat is not None:
            self._chat.close()

    def _translated(self, plan: Plan, chat: Metered | None) -> Plan:
        """A question without a Chinese word is searched in Chinese; the one step before search that may
        ask the model."""
        if chat is None or not plan.ask.foreign or not plan.scopes:
            return plan
        prompt = self._prompts["translate"]
        try:
            chinese = "".join(chat.stream(prompt.system, prompt.fill(question=plan.question), max_tokens=80))
        except ModelError as exc:
            log.warning("question not translated: %s", exc)
            return plan
        names = report_wording(chinese)
        scopes = (replace(s, query=f"{chinese} {s.query}", keywords=(*s.keywords, *names)) for s in plan.scopes)
        return replace(plan, scopes=tuple(scopes))

    def _told(self, asked: Question, about: AboutReport) -> Generator[AnswerEvent, None, None]:
        asked.clock.evidence = asked.clock.now()
        yield Evidence(asked.plan, about.hits)
        if about.composed is None:
            yield refused(asked, RefusalReason.NOT_STATED, missing=about.missing)
        else:
            yield answered(asked, about.composed, about.evidence, about.hits, whole=True)

    def _concluded(
        self,
        asked: Question,
        cells: Sequence[Cell],
        evidence: Sequence[Numbered],
        hits: Sequence[Hit],
        declined: Nearby | None,
    ) -> Generator[AnswerEvent, None, None]:
        """Refused where the reports surely say something else, or where the model says that nothing answers; else set
        side by side, written by the model, or quoted."""
        plan = asked.plan
        best = best_sentences(plan, evidence)
        unsaid = (
            (elsewhere(plan, cells, best) if plan.ask.figures else None)
            or absent(plan, cells, best, asked.opened.store)
            or unmeasured(plan, cells, best)
        )
        if unsaid is not None:
            yield refused(asked, RefusalReason.NOT_STATED, hits, missing=unsaid.text, nearest_said=unsaid.nearest)
            return
        if declined is not None:
            nearest = nearest_first(plan, evidence, hits)
            yield refused(asked, RefusalReason.NOT_STATED, nearest, nearby=declined)
            return
        matters = matters_told(plan, evidence)
        if matters is not None:
            yield answered(asked, *matters, hits)
            return
        composed = side_by_side(plan, evidence)
        if composed is None:
            draft = None
            if not self._reads:
                draft = yield from self._drafted(asked, Material(tuple(evidence)), _surely(cells))
            if draft is not None and draft.declined:
                yield refused(asked, RefusalReason.NOT_STATED, nearest_first(plan, evidence, hits))
                return
            composed = written(draft, Material(tuple(evidence))) if draft else quoted(plan, evidence)
        composed, evidence = with_rest(plan, composed, evidence)
        yield answered(asked, confirmed(plan, evidence, composed), evidence, hits)

    def _drafted(
        self, asked: Question, material: Material, surely_stated: bool
    ) -> Generator[AnswerEvent, None, Draft | None]:
        """What the model wrote when it holds, or that it declines; None when there is no model or nothing to show."""
        if asked.chat is None:
            return None
        writer = Writer(asked.chat, self._prompts, self._words, self._profile)
        pieces = writer.write(
            material, replace(asked.plan, question=asked.said.question, ask=asked.said.ask), surely_stated
        )
        draft: Draft | None = None
        try:
            draft = yield from asked.clock.timed(pieces)
        except ModelError as exc:
            log.warning("answer quoted, the model failed: %s", exc)
        if draft is None:
            asked.chat.forget()
        return draft


def _surely(cells: Sequence[Cell]) -> bool:
    """Whether a statement matches all that is asked."""
    return bool(cells) and all(cell.statement for cell in cells)


def _allowed(plan: Plan, filters: Filters) -> tuple[str, ...]:
    """The reports that the caller limits the answer to; empty: all."""
    if filters == Filters():
        return ()
    return tuple({report_id for scope in plan.scopes for report_id in scope.report_ids})


def _with(hits: Sequence[Hit], more: Iterable[Hit]) -> tuple[Hit, ...]:
    once = {hit.passage.id: hit for hit in more}
    return (*hits, *(hit for name, hit in once.items() if name not in {shown.passage.id for shown in hits}))
