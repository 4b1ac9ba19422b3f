"""The way of a question: understand, search, write, check, answer. CLI, web and evaluation all read it."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Protocol

from qa.answer.about_report import AboutReport, about_report
from qa.answer.beside import Search, nothing_anywhere, parts_beside, rows_beside
from qa.answer.composed import Composed
from qa.answer.cost import Asked, Metered, Purse, Replies
from qa.answer.counted import surely_listed
from qa.answer.doubt import in_doubt
from qa.answer.evidence import Numbered, choose
from qa.answer.insufficient import insufficient, refused_at_once
from qa.answer.known import RECKONED, Known, StatedAnswer, allowed_by, known_of, reckoned_in_part, stated_whole, surely
from qa.answer.library import Library
from qa.answer.lists import completed
from qa.answer.material import Material, read_for
from qa.answer.matters import LOOKED_AT, matters_told, tells_matters, unnamed
from qa.answer.mentions import mentioned, named_alike
from qa.answer.named import of_named
from qa.answer.outcomes import Untold, outcomes_told
from qa.answer.quote import best_sentences, nearest_first, quoted, side_by_side, with_rest
from qa.answer.reading import reread, to_be_read, translated
from qa.answer.reckon import Lacking, Reckoned
from qa.answer.refuse import reason_after_search, reason_before_search
from qa.answer.reply import Clock, Nearby, Question, answered, nearby_of, refused, replied
from qa.answer.settle import settle
from qa.answer.stated import Cell
from qa.answer.strange import of_other, strange
from qa.answer.sufficiency import ENOUGH, SURE
from qa.answer.summary import Summary, material_of, summed_up
from qa.answer.terms import explained, unwritten
from qa.answer.verdict import confirmed
from qa.answer.write import Draft, Writer, written
from qa.deadline import Deadline
from qa.errors import ModelError
from qa.profile import SMALL, Profile
from qa.prompts import Prompt
from qa.question.ask import COMPARED
from qa.question.drawing import wish_of
from qa.records import Answer, AnswerEvent, Evidence, Filters, Hit, Kind, RefusalReason, Report, ServiceStatus, Turn
from qa.settings import RetrieveSettings
from qa.statements.stated import Stated
from qa.words import Words

log = logging.getLogger(__name__)

#: Passages of each search that are shown at the least, as the retriever finds them.
_EACH = 3
#: Rows of a comparison beside which further passages are shown.
_FEW = 4


class Chat(Asked, Protocol):
    @property
    def started(self) -> bool: ...

    def healthy(self) -> bool: ...

    def close(self) -> None: ...


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
        plan = opened.planner.plan(question, history, filters)
        if chat is not None:
            plan = yield from translated(plan, chat, self._prompts["translate"])
        deadline = Deadline(self._settings.budget_seconds)
        asked = Question(question, opened, plan, plan, clock, deadline, filters, chat=chat)
        if plan.kind is Kind.TALK:
            yield answered(asked, replied(asked), (), ())
            return
        whole = summed_up(plan, opened.store) if reason_before_search(plan) is None else None
        if whole is not None:
            yield from self._summed(asked, whole)
            return
        came = outcomes_told(plan, opened.store) if reason_before_search(plan) in RECKONED else None
        if came is not None:
            yield from self._came(asked, came)
            return
        known = known_of(asked, self._words)
        part = reckoned_in_part(asked, known) if self._reads else None
        doubtful = part is not None or (known.computed is None and in_doubt(plan, known.cells))
        if chat is not None and known.reason is None and to_be_read(asked, self._profile, doubtful):
            prompt, budget = self._prompts["understand"], self._settings.budget_seconds
            read = yield from reread(asked, chat, prompt, history, doubtful, budget)
            if read is not None:
                asked, known = read, known_of(read, self._words)
        at_once = self._at_once(asked, known, part is not None)
        yield from at_once if at_once is not None else self._matched(asked, known.cells, part, top_k)

    def _at_once(self, asked: Question, known: Known, in_part: bool) -> Iterator[AnswerEvent] | None:
        """What is answered or refused before anything is searched; ``in_part``: what was reckoned is but part of it."""
        computed, store = known.computed, asked.opened.store
        if isinstance(computed, Lacking):
            lacking = refused(asked, RefusalReason.NOT_STATED, missing=computed.text, nearest_said=computed.stated)
            return iter((lacking,))
        if computed is not None and not in_part:
            return self._computed(asked, computed)
        if known.reason is not None:
            return iter((refused(asked, known.reason),))
        if missing := unnamed(asked.plan) or unwritten(asked.plan, store):
            return iter((refused(asked, RefusalReason.NOT_STATED, missing=missing),))
        plan = asked.plan
        first = named_alike(plan, store) or mentioned(plan, store) or explained(plan, store)
        if first is not None:
            return self._shown(asked, *first)
        about = about_report(plan, store)
        return self._told(asked, about) if about is not None else None

    def _matched(
        self, asked: Question, cells: Sequence[Cell], part: StatedAnswer | None, top_k: int | None
    ) -> Generator[AnswerEvent, None, None]:
        """What statements answer, with what sentences add to it, else a search; ``part`` is what was reckoned of it."""
        plan, opened = asked.plan, asked.opened
        beside, most = self._beside(asked, top_k), self._settings.evidence_sentences
        rows = plan.kind in COMPARED and plan.ask.figures
        cells = rows_beside(plan, cells, beside, most) if rows else cells
        whole = stated_whole(asked, cells, self._reads)
        stated = part or whole
        if stated is None:
            sure = [cell for cell in cells if cell.statement is not None]
            stated = (
                None
                if strange(plan, sure, opened.store)
                else parts_beside(plan, cells, beside, most, opened.sufficiency)
            )
        if stated is None or asked.doubted or part is not None or (whole is None and self._reads):
            nothing = None if stated or self._reads else nothing_anywhere(plan, cells, beside, opened.sufficiency)
            if nothing:
                yield from refused_at_once(asked, cells, *nothing, most)
            else:
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

    def _came(self, asked: Question, came: StatedAnswer | Untold) -> Generator[AnswerEvent, None, None]:
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
        stated: StatedAnswer | None,
    ) -> Generator[AnswerEvent, None, None]:
        """What the best sentences of a search answer; a capable model reads many more than are shown. ``stated`` is what
        statements answer to what it made of the question, should it not write."""
        opened = asked.opened
        most = max(top_k or self._settings.top_k, self._profile.passages if self._reads else 0)
        wide = opened.retriever.run(asked.plan, most, asked.deadline)
        shown = wide[: max(top_k or self._settings.top_k, _EACH * len(asked.plan.scopes))]
        plan, hits = settle(asked.plan, of_named(asked.plan, shown), opened.sufficiency.answers)
        read, asked = asked, replace(asked, plan=plan)
        limit = LOOKED_AT * len(plan.scopes) if tells_matters(plan) else self._settings.evidence_sentences
        evidence = completed(plan, hits, choose(plan, hits, limit), opened.store)
        asked.clock.evidence = asked.clock.now()
        yield Evidence(plan, hits)
        declined: Nearby | None = None
        if self._reads and plan.kind in self._profile.writes:
            material = replace(self._material(read, wide, cells), meant=read.meant)
            draft = yield from self._drafted(read, material, surely(cells))
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
        plan, reason = asked.plan, reason_after_search(asked.plan, hits)
        if reason is not None:
            yield refused(asked, reason, hits, evidence, nearby=declined or Nearby())
            return
        if surely_listed(plan, evidence):
            yield from self._concluded(asked, cells, evidence, hits, declined)
            return
        opened = asked.opened
        doubtful = plan.ask.figures and of_other(plan, cells, best_sentences(plan, evidence), opened.store)
        likelihood = opened.sufficiency.likelihood(plan, hits, evidence)
        enough = likelihood >= (SURE if doubtful else ENOUGH)
        events = self._concluded(asked, cells, evidence, hits, declined) if enough else None
        for event in events or (insufficient(asked, cells, evidence, hits, declined),):
            yield replace(event, likelihood=likelihood) if isinstance(event, Answer) else event

    def _material(self, asked: Question, hits: Sequence[Hit], cells: Sequence[Cell]) -> Material:
        opened, allowed = asked.opened, allowed_by(asked.plan, asked.filters)
        return read_for(asked.plan, hits, cells, opened.shelf, opened.store, self._words, self._profile, allowed)

    def _computed(self, asked: Question, found: Reckoned) -> Generator[AnswerEvent, None, None]:
        # A year that was reckoned is not missing any more.
        asked = replace(asked, plan=replace(asked.plan, missing_years=()))
        hits = tuple(dict.fromkeys(item.hit for item in found.evidence))
        yield from self._shown(asked, found.composed, found.evidence, hits, whole=True)

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
            chat.started if chat else False,
        )

    def check(self) -> None:
        self._library.current().retriever.check()

    def close(self) -> None:
        if self._chat is not None:
            self._chat.close()

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
        """Refused where the model says that nothing answers; else set side by side, written by the model, or quoted."""
        plan = asked.plan
        if declined is not None:
            nearest = nearest_first(plan, evidence, hits)
            yield refused(asked, RefusalReason.NOT_STATED, nearest, nearby=declined)
            return
        matters = matters_told(plan, evidence)
        if matters is not None:
            yield answered(asked, *matters, hits)
            return
        composed = side_by_side(plan, evidence, asked.opened.sufficiency.telling(plan, hits))
        if composed is None:
            draft = None
            if not self._reads:
                draft = yield from self._drafted(asked, Material(tuple(evidence)), surely(cells))
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


def _with(hits: Sequence[Hit], more: Iterable[Hit]) -> tuple[Hit, ...]:
    once = {hit.passage.id: hit for hit in more}
    return (*hits, *(hit for name, hit in once.items() if name not in {shown.passage.id for shown in hits}))
