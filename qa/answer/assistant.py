"""The way of a question: understand, search, write, check, answer. CLI, web and evaluation all read it."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol, TypeVar

from qa.answer.about_report import AboutReport, about_report
from qa.answer.beside import Search, parts_beside, rows_beside
from qa.answer.citations import claims_by, clean_marks
from qa.answer.clauses import further, relied_on, shortened
from qa.answer.composed import Composed
from qa.answer.conclude import compared, told
from qa.answer.doubt import in_doubt, leaves_open
from qa.answer.evidence import Numbered, choose, citation
from qa.answer.library import Library, Opened
from qa.answer.lists import completed
from qa.answer.material import Material, read_for
from qa.answer.mentions import mentioned
from qa.answer.named import of_named
from qa.answer.notstated import absent, elsewhere, strange, unmeasured
from qa.answer.outcomes import Untold, outcomes_told
from qa.answer.quote import best_sentences, quote_lines, side_by_side, with_sources
from qa.answer.reckon import Lacking, Reckoned, reckoned
from qa.answer.refuse import CORRECTED, NAMES, coverage_of, partly_missing, reason_before_search, refusal_text
from qa.answer.settle import settle
from qa.answer.stated import Cell, cells_of
from qa.answer.sufficient import reason_after_search, silent_parts
from qa.answer.talk import out_of_scope_text, talk_reply
from qa.answer.verdict import confirmed
from qa.answer.versions import told_apart
from qa.answer.withheld import only_counted
from qa.answer.write import ChatModel, Draft, Writer, asked_figures
from qa.deadline import Deadline
from qa.errors import ModelError
from qa.places import load_gazetteer
from qa.profile import ASKED, SMALL, Profile
from qa.prompts import Prompt
from qa.question.ask import COMPARED
from qa.question.talk import Talk, talk_of
from qa.question.understand import Known, Structured, Understood, asked_of
from qa.question.years import relative_to
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
    Timings,
    Token,
    Turn,
)
from qa.settings import RetrieveSettings
from qa.statements.stated import Stated
from qa.wording.indicators import report_wording
from qa.words import Words, simplify

log = logging.getLogger(__name__)

T = TypeVar("T")
#: Passages of each search that are shown at the least, as the retriever finds them.
_EACH = 3
#: Searches of a question that a model sees the figures of.
_SEEN = 4
#: Rows of a comparison beside which further passages are shown.
_FEW = 4
_HAN = re.compile(r"[一-鿿]")
#: What keeps no answer from being reckoned.
_RECKONED = (None, RefusalReason.NO_REPORT_FOR_YEAR)


class Chat(ChatModel, Structured, Protocol):
    def healthy(self) -> bool: ...

    def close(self) -> None: ...


@dataclass(slots=True)
class _Clock:
    started: float = field(default_factory=time.perf_counter)
    evidence: float | None = None
    first_token: float | None = None

    def now(self) -> float:
        return time.perf_counter() - self.started

    def timed(self, pieces: Generator[str, None, T]) -> Generator[Token, None, T]:
        """``pieces`` as tokens; the first that is not empty is the first token."""
        try:
            while True:
                piece = next(pieces)
                if piece and self.first_token is None:
                    self.first_token = self.now()
                yield Token(piece)
        except StopIteration as end:
            found: T = end.value
            return found
        finally:
            pieces.close()

    def timings(self) -> Timings:
        return Timings(self.evidence, self.first_token, self.now())


@dataclass(frozen=True, slots=True)
class _Question:
    """Everything that stays the same while one question is answered.

    ``said`` is the question as the rules made it whole; ``together``: its parts are to be worked out of one another;
    ``doubted``: only a model says what it means, ``meant`` where it does not say so by itself.
    """

    text: str
    opened: Opened
    plan: Plan
    clock: _Clock
    deadline: Deadline
    filters: Filters = Filters()
    said: str = ""
    together: bool = False
    doubted: bool = False
    meant: str = ""


@dataclass(frozen=True, slots=True)
class _Nearby:
    """What a model that says that nothing answers tells of what is near, with the sentences it cites."""

    text: str = ""
    items: tuple[Numbered, ...] = ()


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
    ) -> None:
        self._library = library
        self._chat = chat
        self._prompts = prompts
        self._writer = Writer(chat, prompts, words, profile) if chat else None
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
    ) -> Generator[AnswerEvent, None, None]:
        """Evidence (unless refused at once), tokens as the model writes, then the Answer.

        Closing the generator cancels the model. Raises StoreError; a failing model is no error but an
        answer of quoted sentences.
        """
        clock = _Clock()
        opened = self._library.current()
        plan = self._translated(opened.planner.plan(question, history, filters))
        asked = _Question(question, opened, plan, clock, self._deadline(), filters, plan.question)
        if plan.kind is Kind.TALK:
            yield self._answer(asked, _replied(asked), (), ())
            return
        came = outcomes_told(plan, opened.store) if reason_before_search(plan) in _RECKONED else None
        if isinstance(came, Untold):
            yield self._refusal(asked, RefusalReason.NOT_STATED, missing=came.text, nearest_said=came.nearest)
            return
        if came is not None:
            composed, evidence = came
            yield from self._shown(asked, composed, evidence, tuple(item.hit for item in evidence), whole=True)
            return
        known = self._known(asked)
        part = self._reckoned_in_part(asked, known)
        doubtful = part is not None or (known.computed is None and in_doubt(plan, known.cells, _leans(asked, history)))
        if self._to_be_read(asked, known, doubtful):
            read = yield from self._understood(asked, history, doubtful)
            if read is not None:
                asked, known = read, self._known(read)
        plan, cells, computed = asked.plan, known.cells, known.computed
        if isinstance(computed, Lacking):
            yield self._refusal(asked, RefusalReason.NOT_STATED, missing=computed.text, nearest_said=computed.stated)
            return
        if computed is not None and part is None:
            yield from self._computed(asked, computed)
            return
        if known.reason is not None:
            yield self._refusal(asked, known.reason)
            return
        first = mentioned(plan, opened.store)
        if first is not None:
            yield from self._shown(asked, *first)
            return
        about = about_report(plan, opened.store)
        if about is not None:
            yield from self._told(asked, about)
            return
        beside, most = self._beside(asked, top_k), self._settings.evidence_sentences
        rows = plan.kind in COMPARED and plan.ask.figures
        cells = rows_beside(plan, cells, beside, most) if rows else cells
        whole = self._stated(asked, cells)
        sure = [cell for cell in cells if cell.statement is not None]
        parted = not part and not whole and not strange(plan, sure, opened.store)
        stated = part or whole or (parts_beside(plan, cells, beside, most) if parted else None)
        by_model = asked.doubted or part is not None or (whole is None and self._reads)
        if stated is None or by_model:
            yield from self._searched(asked, cells, top_k, stated)
            return
        composed, evidence = stated
        hits = tuple(dict.fromkeys(item.hit for item in evidence))
        if plan.kind in COMPARED and len(plan.scopes) <= _FEW:
            # What else the reports say of it is worth reading beside a few rows.
            hits += opened.retriever.run(plan, top_k, asked.deadline)
        yield from self._shown(asked, composed, evidence, hits, whole=True)

    def _shown(
        self,
        asked: _Question,
        composed: Composed,
        evidence: Sequence[Numbered],
        hits: tuple[Hit, ...],
        whole: bool = False,
    ) -> Generator[AnswerEvent, None, None]:
        """An answer that code made, with what it rests on before it."""
        asked.clock.evidence = asked.clock.now()
        yield Evidence(asked.plan, hits)
        yield self._answer(asked, composed, evidence, hits, whole)

    def _searched(
        self,
        asked: _Question,
        cells: Sequence[Cell],
        top_k: int | None,
        stated: tuple[Composed, tuple[Numbered, ...]] | None,
    ) -> Generator[AnswerEvent, None, None]:
        """What the best sentences of a search answer; a capable model reads many more than are shown. ``stated`` is what
        statements answer to what it made of the question, should it not write."""
        opened = asked.opened
        most = max(top_k or self._settings.top_k, self._profile.passages if self._reads else 0)
        wide = opened.retriever.run(asked.plan, most, asked.deadline)
        shown = wide[: max(top_k or self._settings.top_k, _EACH * len(asked.plan.scopes))]
        plan, hits = settle(asked.plan, of_named(asked.plan, shown))
        read, asked = asked, replace(asked, plan=plan)
        evidence = completed(plan, hits, choose(plan, hits, self._settings.evidence_sentences), opened.store)
        asked.clock.evidence = asked.clock.now()
        yield Evidence(plan, hits)
        declined: _Nearby | None = None
        if self._reads and plan.kind in self._profile.writes:
            material = replace(self._material(read, wide, cells), meant=read.meant)
            draft = yield from self._drafted(read, material, _surely(cells))
            if draft is not None and not draft.declined:
                # What it cites is among the passages, however far behind it ranks.
                cited = (item.hit for item in material.items if item.number in draft.used)
                yield self._answer(read, written(draft, material), material.items, _with(hits, cited), whole=True)
                return
            declined = _nearby(draft, material) if draft is not None else None
        if stated is not None:
            yield self._answer(read, *stated, hits, whole=True)
            return
        yield from self._by_rules(asked, cells, evidence, hits, declined)

    def _by_rules(
        self,
        asked: _Question,
        cells: Sequence[Cell],
        evidence: Sequence[Numbered],
        hits: tuple[Hit, ...],
        declined: _Nearby | None,
    ) -> Generator[AnswerEvent, None, None]:
        """What code refuses, sets side by side, or quotes; ``declined``: a capable model says that nothing answers."""
        plan = asked.plan
        reason = reason_after_search(plan, hits)
        given = elsewhere(plan, cells, ()) if reason is RefusalReason.NOT_STATED and plan.ask.figures else None
        if given is not None and declined is None:
            yield self._refusal(asked, RefusalReason.NOT_STATED, hits, missing=given.text, nearest_said=given.nearest)
        elif reason is not None:
            yield self._refusal(asked, reason, hits, evidence, nearby=declined or _Nearby())
        elif only_counted(plan, evidence):
            yield self._refusal(asked, RefusalReason.NOT_STATED, hits, missing=NAMES)
        else:
            yield from self._concluded(asked, cells, evidence, hits, declined)

    def _material(self, asked: _Question, hits: Sequence[Hit], cells: Sequence[Cell]) -> Material:
        opened, allowed = asked.opened, _allowed(asked.plan, asked.filters)
        return read_for(asked.plan, hits, cells, opened.shelf, opened.store, self._words, self._profile, allowed)

    def _deadline(self) -> Deadline:
        return Deadline(self._settings.budget_seconds)

    def _known(self, asked: _Question) -> _Known:
        reason = reason_before_search(asked.plan)
        cells = self._cells(asked) if reason is None else ()
        # A year that no report covers may be reckoned from the one after it.
        computed = self._reckoned(asked, cells) if reason in _RECKONED and not asked.together else None
        return _Known(reason, cells, computed)

    def _to_be_read(self, asked: _Question, known: _Known, doubtful: bool) -> bool:
        """Whether a capable model is to say what the question means."""
        if self._chat is None or known.reason is not None or asked.plan.kind not in ASKED:
            return False
        understands = self._profile.understands
        return understands == "always" or (understands == "unsure" and doubtful)

    def _understood(
        self, asked: _Question, history: Sequence[Turn], doubtful: bool
    ) -> Generator[AnswerEvent, None, _Question | None]:
        """``asked`` as the model reads it; None where it says nothing of use, or what leads nowhere."""
        opened, plan = asked.opened, asked.plan
        if self._chat is None:
            return None
        latest = max((report.year or 0 for report in opened.catalog.of(plan.places)), default=0)
        relative = (year for mention in relative_to(asked.text, latest, beside=True) for year in mention.years)
        years = frozenset((*plan.data_years, *plan.report_years, *relative))
        known = Known(load_gazetteer(), years, f"收录的报告最新的是{latest}年的。")
        reading = asked_of(self._chat, self._prompts["understand"], asked.text, history, known)
        try:
            understood: Understood | None = yield from asked.clock.timed(reading)
        except ModelError as exc:
            log.warning("question read by rules alone, the model failed: %s", exc)
            return None
        if understood is None:
            return None
        read = opened.planner.joined(understood.questions, asked.filters)
        read = replace(read, ask=replace(read.ask, dropped=understood.dropped))
        if reason_before_search(read) is not None:
            return None
        # Where the rules were not sure what is meant, a match with what the model makes of it is no sure answer to the
        # question: it writes that itself, with the match before it, unless there are too many places for it to see.
        doubted = doubtful and len(read.scopes) <= _SEEN
        # A follow-up does not say by itself what it is about.
        meant = read.question if _leans(asked, history) else ""
        # The time that the model took is not that of the search.
        deadline = self._deadline()
        return replace(asked, plan=read, deadline=deadline, meant=meant, together=understood.together, doubted=doubted)

    def _cells(self, asked: _Question) -> tuple[Cell, ...]:
        """What the statements say to a question that turns on figures; nothing for others."""
        plan, opened = asked.plan, asked.opened
        if not plan.ask.figures and plan.kind is not Kind.YES_NO:
            return ()
        return cells_of(plan, opened.shelf, opened.store, self._words, _allowed(plan, asked.filters), asked.deadline)

    def _reckoned(self, asked: _Question, cells: Sequence[Cell]) -> Reckoned | Lacking | None:
        plan, opened = asked.plan, asked.opened
        allowed = _allowed(plan, asked.filters)
        return reckoned(plan, cells, opened.shelf, opened.store, self._words, allowed, asked.deadline)

    def _reckoned_in_part(self, asked: _Question, known: _Known) -> tuple[Composed, tuple[Numbered, ...]] | None:
        """What code reckoned where a capable model is to say the rest, too."""
        found = known.computed
        if not self._reads or known.reason is not None or not isinstance(found, Reckoned):
            return None
        return (found.composed, found.evidence) if leaves_open(asked.plan, known.cells, found.composed) else None

    def _computed(self, asked: _Question, found: Reckoned) -> Generator[AnswerEvent, None, None]:
        # A year that was reckoned is not missing any more.
        asked = replace(asked, plan=replace(asked.plan, missing_years=()))
        hits = tuple(dict.fromkeys(item.hit for item in found.evidence))
        yield from self._shown(asked, found.composed, found.evidence, hits, whole=True)

    def _stated(self, asked: _Question, cells: Sequence[Cell]) -> tuple[Composed, tuple[Numbered, ...]] | None:
        """An answer made of statements, with the sentences it rests on; None where the question turns on no figure, or
        the reports state it in a way that only their sentences can tell."""
        plan = asked.plan
        if asked.together or not plan.ask.figures or strange(plan, cells, asked.opened.store):
            return None
        # A change is told by the figures of two years that one search asks for.
        change = any(a.scope == b.scope and a.when != b.when for a, b in pairwise(cells))
        alone = plan.kind not in COMPARED and not change
        composed = told(plan, cells) if alone else compared(plan, cells)
        if composed is None or (self._reads and len(composed.figures) < asked_figures(plan.question)):
            # What is asked beside it a capable model finds or works out.
            return None
        items = tuple(cell.item for cell in cells if cell.item and cell.item.number in composed.used)
        return _with_rest(plan, composed, items) if alone else (composed, items)

    def _beside(self, asked: _Question, top_k: int | None) -> Search:
        return lambda plan: asked.opened.retriever.run(plan, top_k, asked.deadline)

    def search(self, query: str, k: int, filters: Filters = Filters()) -> tuple[Hit, ...]:
        return self._library.current().retriever.search(query, k, filters)

    def reports(self) -> tuple[Report, ...]:
        return self._library.current().store.reports

    def passages_of(self, report_id: str) -> int:
        return sum(passage.report_id == report_id for passage in self._library.current().store.passages)

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

    def close(self) -> None:
        if self._chat is not None:
            self._chat.close()

    def _translated(self, plan: Plan) -> Plan:
        """A question without a Chinese word is searched in Chinese; the one step before search that may
        ask the model."""
        if self._chat is None or _HAN.search(plan.question) or not plan.scopes:
            return plan
        prompt = self._prompts["translate"]
        try:
            chinese = "".join(self._chat.stream(prompt.system, prompt.fill(question=plan.question), max_tokens=80))
        except ModelError as exc:
            log.warning("question not translated: %s", exc)
            return plan
        names = report_wording(chinese)
        scopes = (replace(s, query=f"{chinese} {s.query}", keywords=(*s.keywords, *names)) for s in plan.scopes)
        return replace(plan, scopes=tuple(scopes))

    def _told(self, asked: _Question, about: AboutReport) -> Generator[AnswerEvent, None, None]:
        asked.clock.evidence = asked.clock.now()
        yield Evidence(asked.plan, about.hits)
        if about.composed is None:
            yield self._refusal(asked, RefusalReason.NOT_STATED, missing=about.missing)
        else:
            yield self._answer(asked, about.composed, about.evidence, about.hits, whole=True)

    def _concluded(
        self,
        asked: _Question,
        cells: Sequence[Cell],
        evidence: Sequence[Numbered],
        hits: Sequence[Hit],
        declined: _Nearby | None,
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
            yield self._refusal(asked, RefusalReason.NOT_STATED, hits, missing=unsaid.text, nearest_said=unsaid.nearest)
            return
        if declined is not None:
            nearest = nearest_first(plan, evidence, hits)
            yield self._refusal(asked, RefusalReason.NOT_STATED, nearest, nearby=declined)
            return
        composed = side_by_side(plan, evidence)
        if composed is None:
            draft = None
            if not self._reads:
                draft = yield from self._drafted(asked, Material(tuple(evidence)), _surely(cells))
            if draft is not None and draft.declined:
                yield self._refusal(asked, RefusalReason.NOT_STATED, nearest_first(plan, evidence, hits))
                return
            composed = written(draft, Material(tuple(evidence))) if draft else quoted(plan, evidence)
        composed, evidence = _with_rest(plan, composed, evidence)
        yield self._answer(asked, confirmed(plan, evidence, composed), evidence, hits)

    def _drafted(
        self, asked: _Question, material: Material, surely_stated: bool
    ) -> Generator[AnswerEvent, None, Draft | None]:
        """What the model wrote when it holds, or that it declines; None when there is no model or nothing to show."""
        if self._writer is None:
            return None
        pieces = self._writer.write(material, replace(asked.plan, question=asked.said), surely_stated)
        try:
            return (yield from asked.clock.timed(pieces))
        except ModelError as exc:
            log.warning("answer quoted, the model failed: %s", exc)
            return None

    def _answer(
        self,
        asked: _Question,
        composed: Composed,
        evidence: Sequence[Numbered],
        hits: Sequence[Hit],
        whole: bool = False,
    ) -> Answer:
        """``whole``: it answers all parts of the question by itself, whatever a search for each would find."""
        store = asked.opened.store
        composed, evidence = told_apart(composed, evidence, store)
        cited = {item.number: item for item in evidence if item.number in composed.used}
        rest = partly_missing(asked.plan, () if whole else silent_parts(asked.plan, hits))
        return Answer(
            id=uuid.uuid4().hex,
            question=asked.text,
            answer="\n".join(part for part in (composed.text, rest) if part),
            refused=False,
            refusal_reason=None,
            citations=tuple(citation(cited[number], store) for number in sorted(cited)),
            passages=tuple(hits),
            figures=composed.figures,
            coverage=coverage_of(asked.plan, asked.opened.catalog),
            mode=composed.mode,
            model=self._chat.name if self._chat and composed.mode == "generated" else None,
            index=store.generation,
            plan=asked.plan,
            timings=asked.clock.timings(),
            table=composed.table,
            dropped_citations=composed.dropped,
        )

    def _refusal(
        self,
        asked: _Question,
        reason: RefusalReason,
        nearest: Sequence[Hit] = (),
        evidence: Sequence[Numbered] = (),
        missing: str = "",
        nearest_said: Numbered | None = None,
        nearby: _Nearby = _Nearby(),
    ) -> Answer:
        """A refusal cites nothing, but where the question is wrong the report's own words put it right, and what a model
        tells of what is ``nearby`` is cited."""
        opened = asked.opened
        if reason is RefusalReason.OUT_OF_SCOPE:
            text = out_of_scope_text(talk_of(simplify(asked.text)), opened.catalog, opened.store.passages_of)
        else:
            text = refusal_text(reason, asked.plan, opened.catalog, missing)
        correction = best_sentences(asked.plan, evidence)[:1] if reason in CORRECTED and evidence else ()
        if nearest_said is not None:
            correction = (nearest_said,)
        quoted = f"报告原文：{quote_lines(correction)}" if correction else nearby.text
        store = asked.opened.store
        return Answer(
            id=uuid.uuid4().hex,
            question=asked.text,
            answer="\n".join(filter(None, (text, quoted))),
            refused=True,
            refusal_reason=reason,
            citations=tuple(citation(item, store) for item in correction or nearby.items),
            passages=(),
            figures=(),
            coverage=coverage_of(asked.plan, asked.opened.catalog),
            mode="refused",
            model=None,
            index=store.generation,
            plan=asked.plan,
            timings=asked.clock.timings(),
            nearest=tuple(nearest[:3]),
        )


def _leans(asked: _Question, history: Sequence[Turn]) -> bool:
    """Whether the question takes something over from those before it."""
    return bool(history) and simplify(asked.text).strip() != asked.plan.question


def _surely(cells: Sequence[Cell]) -> bool:
    """Whether a statement matches all that is asked."""
    return bool(cells) and all(cell.statement for cell in cells)


def _allowed(plan: Plan, filters: Filters) -> tuple[str, ...]:
    """The reports that the caller limits the answer to; empty: all."""
    if filters == Filters():
        return ()
    return tuple({report_id for scope in plan.scopes for report_id in scope.report_ids})


def _replied(asked: _Question) -> Composed:
    talk, opened = talk_of(asked.plan.question), asked.opened
    return Composed(talk_reply(talk or Talk.GREETING, opened.catalog, opened.store.passages_of), (), "extractive")


def written(draft: Draft, material: Material) -> Composed:
    """What the model wrote, with the sentences it rests on; of those that a capable one chose what it relies on."""
    used = [item for item in material.items if item.number in draft.used]
    if material.grouped:
        claims = claims_by(draft.text)
        used = [relied_on(claims.get(item.number, ""), item) for item in used]
    return Composed(with_sources(draft.text, used), draft.used, "generated", draft.figures, draft.dropped)


def _with(hits: Sequence[Hit], more: Iterable[Hit]) -> tuple[Hit, ...]:
    once = {hit.passage.id: hit for hit in more}
    return (*hits, *(hit for name, hit in once.items() if name not in {shown.passage.id for shown in hits}))


def _nearby(draft: Draft, material: Material) -> _Nearby:
    cited = clean_marks(draft.nearby, draft.used).used
    return _Nearby(draft.nearby, tuple(item for item in material.items if item.number in cited))


def nearest_first(plan: Plan, evidence: Sequence[Numbered], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """``hits``, those first whose sentences would have been quoted, each with that sentence alone."""
    best = [replace(item.hit, sentences=((item.sentence, item.score),)) for item in best_sentences(plan, evidence)]
    once: dict[str, Hit] = {}
    for hit in (*best, *hits):
        once.setdefault(hit.passage.id, hit)
    return tuple(once.values())


def quoted(plan: Plan, evidence: Sequence[Numbered]) -> Composed:
    """The best sentences as they stand."""
    best = shortened(plan, best_sentences(plan, evidence))
    return Composed(quote_lines(best), tuple(item.number for item in best), "extractive")


def _with_rest(plan: Plan, composed: Composed, evidence: Sequence[Numbered]) -> tuple[Composed, tuple[Numbered, ...]]:
    """``composed`` with what the sentences beside those shown say to the parts of the question that it leaves open."""
    shown = shortened(plan, [item for item in evidence if item.number in composed.used])
    rest = further(plan, shown)
    if not rest or composed.mode != "extractive":
        return composed, tuple(evidence)
    text = f"{composed.text}\n{quote_lines(rest)}"
    used = (*composed.used, *(item.number for item in rest))
    return replace(composed, text=text, used=used), (*evidence, *rest)
