"""What the model writes, and whether it may be shown."""

from __future__ import annotations

import logging
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa.answer.calculate import Filling, fill
from qa.answer.check import check_figures
from qa.answer.citations import claims_by, clean_marks, without_marks
from qa.answer.clauses import relied_on
from qa.answer.composed import Composed
from qa.answer.evidence import Numbered, fits
from qa.answer.grounding import ungrounded
from qa.answer.material import Material, Row
from qa.answer.quote import with_sources
from qa.errors import MaterialTooLong
from qa.figures import Figure, FigureKind, find_figures, same_value
from qa.figures.units import COUNT
from qa.profile import Profile
from qa.prompts import Prompt
from qa.question.parts import pairs
from qa.records import CheckedFigure, Plan, Usage
from qa.wording.correcting import corrected
from qa.wording.silence import begins_silent, claims, is_silent, sentences_that_tell
from qa.words import Words, fold

log = logging.getLogger(__name__)

#: Fewer sentences than this cannot be halved when the model's context is too short for them.
_LEAST = 2
#: How far below the best sentence the best one cited may score.
_FAR = 0.5
#: Share of a claim's words that a sentence must have to be cited for it.
_ALIGNED = 0.4
#: Characters beyond which a draft is no answer: a model that runs on must not keep the checks busy.
_LONGEST = 8000
#: Up to this length all that is wrong is named at once; beyond, looking up every word waits until the rest is right.
_LOOKED_UP = 1000
#: How many invented words the model is told of.
_NAMED = 5
#: Of more sentences than this none is quoted below what rests on them: they are one click away.
_QUOTED = 8
#: What is counted stands within so many characters of its counter.
_NOUN = 2
_HAN = re.compile(r"[一-鿿]")
_REPEATED = re.compile(r"(.{6,60}?)\1{2,}", re.DOTALL)
#: Talk about the prompt instead of an answer: 根据原句[1]中的信息。
_TALK = re.compile(
    r"(?:以上|上述|这是|均|都)?(?:根据|依据|参见|见|来自|出自)?(?:上述|以上|编号)?原句(?![^。\n]*没有)[^。\n]{0,20}(?:。|$)|^(?:回答|答)[:：]\s*",
    re.MULTILINE,
)
#: A number with a unit behind it; years and bare numbers are checked by value alone.
_COUNTED = re.compile(r"\d[\d.,]*(?!\d)[^\d.,\s年%％]")
_LATE = re.compile(r"((?:\[\d+\])*)([。！？!?])[ \t]*((?:\[\d+\])+)")
_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])")
_CLAIM_END = re.compile(r"(?<=[。！？!?；;\n])")


class ChatModel(Protocol):
    """What writing needs of a chat model. Raises ModelUnavailable; closing the iterator cancels the request."""

    name: str

    def stream(self, system: str, user: str, *, max_tokens: int | None = None) -> Generator[str, None, Usage | None]:
        """Returns what it cost, where that is known."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked draft, ``said`` as the model wrote it. ``problems`` (Chinese) is empty when it may be shown.

    ``declined``: it says that the evidence does not answer, which is a refusal; ``nearby`` is what it then tells of what is
    near, where that holds.
    """

    text: str
    used: tuple[int, ...]
    figures: tuple[CheckedFigure, ...]
    dropped: int
    problems: tuple[str, ...]
    declined: bool = False
    nearby: str = ""
    said: str = ""


class Writer:
    """Lets a model write, checks what it wrote, and lets it try again with the faults named."""

    def __init__(self, chat: ChatModel, prompts: Mapping[str, Prompt], words: Words, profile: Profile) -> None:
        self._chat = chat
        self._prompts = prompts
        self._words = words
        self._profile = profile

    def write(self, material: Material, plan: Plan, surely_stated: bool = False) -> Generator[str, None, Draft | None]:
        """Yields the first draft as it comes, then "" while the model tries again. Returns the draft that holds, or
        one that declines, unless the answer is ``surely_stated`` or the model is one that is not believed.

        None when none does, or when this kind of question is not written. Raises ModelUnavailable.
        """
        if plan.kind not in self._profile.writes:
            return None
        draft: Draft | None = None
        for _ in range(self._profile.tries):
            draft = yield from self._once(material, plan, draft)
            if draft.declined and self._profile.believed and not surely_stated:
                return draft
            if not draft.problems:
                return draft
            log.info("draft not shown: %s", "；".join(draft.problems))
        return None

    def _once(self, material: Material, plan: Plan, before: Draft | None) -> Generator[str, None, Draft]:
        pieces: list[str] = []
        filling = Filling(material.rows)
        try:
            for piece in self._asked(material, plan, before):
                pieces.append(piece)
                yield "" if before else filling.feed(piece)
        except MaterialTooLong:
            if len(material.items) < _LEAST:
                raise
            return (yield from self._once(material.half(), plan, before))
        yield "" if before else filling.rest()
        return check_draft("".join(pieces), material, plan, self._words, self._profile)

    def _asked(self, material: Material, plan: Plan, before: Draft | None) -> Iterator[str]:
        meant = f"（即：{material.meant}）" if material.meant else ""
        given = {"evidence": material.text, "question": f"{plan.question}{meant}"}
        prompt = self._prompts[self._profile.prompt("answer")]
        if before:
            prompt = self._prompts[self._profile.prompt("again")]
            given |= {"draft": before.said, "problems": "；".join(before.problems)}
        return self._chat.stream(prompt.system, prompt.fill(**given))


def check_draft(draft: str, material: Material, plan: Plan, words: Words, profile: Profile) -> Draft:
    """Calls reckoned, marks made uniform, claims without one aligned with the evidence, figures checked, defects named.

    Of a model that is believed an answer that says what part of it is missing is one. One that reads much chooses its
    sentences better than their ranks do.
    """
    if len(draft) > _LONGEST:
        return Draft("", (), (), 0, ("写得太长",))
    evidence, partly, question = material.items, profile.believed, f"{plan.question}{material.meant}"
    known = {item.number: item for item in evidence}
    filled = fill(_LATE.sub(_into_sentence, _TALK.sub("", draft).strip()), material.rows)
    marked = clean_marks(filled.text, known)
    text = _align(marked.text, known, words)
    used = clean_marks(text, known).used
    headed = {number: f"{item.heading}：{item.text}" for number, item in known.items()}
    checked = _as_stated(check_figures(text, headed, question, filled.derived), text, material.rows)
    figures = _without_corrected(checked, text, question)
    cited = [item for item in evidence if item.number in used]
    wrong = [*filled.problems, *_unsupported(figures, profile.reads)]
    problems = [
        *_problems(text, used),
        *wrong,
        # 报告没有直接给出，由…推算为… answers.
        *(() if filled.derived else _unanswered(without_marks(text).strip(), plan, partly)),
        *(() if profile.reads else _badly_chosen(cited, evidence, plan)),
        *_reworded(text, figures, cited, plan),
    ]
    if not problems or len(text) <= _LOOKED_UP:
        problems += _invented(filled.without, evidence, question, words)
    declined = not filled.derived and declines(text, plan)
    told = [part for part in sentences_that_tell(text) if clean_marks(part, known).used]
    nearby = "".join(told) if declined and not wrong else ""
    return Draft(text, used, figures, marked.dropped, tuple(problems), declined, nearby, draft.strip())


def _as_stated(figures: Sequence[CheckedFigure], text: str, rows: Sequence[Row]) -> tuple[CheckedFigure, ...]:
    """``figures``, those quoted that a statement gives of just what they are said of: what 分别 tells of which is read
    there already."""
    return tuple(
        (_stated(figure, text, rows) or figure) if figure.status == "unsupported" else figure for figure in figures
    )


def _stated(figure: CheckedFigure, text: str, rows: Sequence[Row]) -> CheckedFigure | None:
    found = find_figures(figure.text)
    sentence = next((part for part in _CLAIM_END.split(text) if figure.text in part), "")
    before = sentence[: sentence.find(figure.text)]
    # What is named last before the figure is what it is said of.
    said = {row: max((before.rfind(pair) for pair in pairs(row.statement.indicator)), default=-1) for row in rows}
    last = max(said.values(), default=-1)
    for row, at in said.items():
        if found and 0 <= last == at and same_value(found[0], row.statement.figure, counters=True):
            return CheckedFigure(figure.text, "quoted", row.item.number)
    return None


def _without_corrected(figures: Sequence[CheckedFigure], text: str, question: str) -> tuple[CheckedFigure, ...]:
    """``figures`` without those of the question that the answer only names to say that they are not so."""
    said = fold(corrected(text)) if any(figure.status == "unsupported" for figure in figures) else ""
    asked = fold(question)
    return tuple(
        f for f in figures if f.status != "unsupported" or not (fold(f.text) in said and fold(f.text) in asked)
    )


def _unsupported(figures: Sequence[CheckedFigure], reckons: bool) -> Iterator[str]:
    wrong = [figure.text for figure in figures if figure.status == "unsupported"]
    if wrong:
        hint = "（要算的数写成算式，由程序计算）" if reckons else ""
        yield f"数字{'、'.join(wrong)}与所注原句不符{hint}"


def declines(text: str, plan: Plan) -> bool:
    """Whether ``text`` says that the answer is not there. What begins with something told is a partial answer, and so
    is what tells one part of several that were asked for."""
    bare = without_marks(text).strip()
    several = len(plan.scopes) > 1 or plan.ask.count > 1
    return begins_silent(bare) and not (several and any(map(_quantities, sentences_that_tell(bare))))


def _invented(text: str, evidence: Sequence[Numbered], question: str, words: Words) -> Iterator[str]:
    # A capable model is shown the sections, too.
    known = [f"{item.heading}，{'，'.join(item.hit.passage.section)}：{item.text}" for item in evidence]
    names = ungrounded(claims(text), known, question, words)[:_NAMED]
    if names:
        yield f"原句里没有“{'”“'.join(names)}”"


def _reworded(text: str, figures: Sequence[CheckedFigure], cited: Sequence[Numbered], plan: Plan) -> Iterator[str]:
    """Figures whose counter the model changed: 49条 of roads are not 49个 of parking places. Another scale of the same unit
    (0.38亿吨 for 3800万吨, 6.77万亿元), another name of a unit, and a counter where the report has none, say the same."""
    known = [
        (figure, "".join(_HAN.findall(item.text[figure.end : figure.end + 1])))
        for item in cited
        for figure in find_figures(item.text)
    ]
    given = fold("".join((plan.question, *(f"{item.heading}{item.text}" for item in cited))))
    changed = [
        f.text
        for f in figures
        if f.status == "quoted"
        and _COUNTED.search(f.text)
        and fold(f.text).removeprefix("第") not in given
        and not _converted(f.text, text.partition(f.text)[2][:_NOUN], known)
    ]
    if changed:
        yield f"数字{'、'.join(changed)}的写法与所注原句不同"


def _converted(text: str, following: str, known: Sequence[tuple[Figure, str]]) -> bool:
    """``known``: figures, each with the character behind it: one without a unit (超550万、) has no counter, or what is
    counted in its place (7群 for 7个种群)."""
    return any(
        same_value(said, quoted, counters=True)
        and (said.measure.dimension != COUNT or quoted.unit == said.unit or (not quoted.unit and after in following))
        for said in find_figures(text)
        for quoted, after in known
    )


def _into_sentence(match: re.Match[str]) -> str:
    """A mark behind the full stop belongs to the sentence, unless that has one already."""
    return f"{match[1] or match[3]}{match[2]}"


def _badly_chosen(cited: Sequence[Numbered], evidence: Sequence[Numbered], plan: Plan) -> Iterator[str]:
    """The model may cite any sentence it was given, also one that ranks far behind or is of another year."""
    if cited and max(item.score for item in cited) < max(item.score for item in evidence) - _FAR:
        yield "所依据的原句与问题关系不大"
    if any(not fits(item.sentence, plan.scopes[item.scope]) for item in cited):
        yield "所依据的原句说的是别的年份，或把目标与结果弄混了"


def _problems(text: str, used: Sequence[int]) -> Iterator[str]:
    bare = without_marks(text).strip()
    if len(_HAN.findall(bare)) < max(2, len(bare) // 3):
        yield "没有用中文回答"
    if _REPEATED.search(bare):
        yield "内容重复"
    if not used:
        yield "没有注明依据的原句编号"


def _unanswered(bare: str, plan: Plan, partly: bool) -> Iterator[str]:
    silent = is_silent(bare)
    if silent and (not partly or begins_silent(bare) or not sentences_that_tell(bare)):
        yield "没有回答问题"
    ranks = _ranks(bare) if plan.ask.ordinal else []
    if len(_quantities(bare)) + len(ranks) < plan.ask.count and not (silent and partly):
        yield "问到的数字没有写全"


def _quantities(text: str) -> list[str]:
    kinds = (FigureKind.YEAR, FigureKind.ORDINAL)
    return [figure.text for figure in find_figures(text) if figure.kind not in kinds]


def _ranks(text: str) -> list[str]:
    return [figure.text for figure in find_figures(text) if figure.kind is FigureKind.ORDINAL]


def _align(text: str, known: Mapping[int, Numbered], words: Words) -> str:
    """Every sentence with a mark: one without gets that of the evidence it shares most words with."""
    sentences = _SENTENCE_END.split(text)
    return "".join(
        part if not part.strip() or clean_marks(part, known).used else _with_mark(part, known, words)
        for part in sentences
    )


def _with_mark(sentence: str, known: Mapping[int, Numbered], words: Words) -> str:
    shares = {number: _shared(sentence, item, words) for number, item in known.items()}
    best = max(shares, key=lambda number: shares[number], default=None)
    if best is None or shares[best] < _ALIGNED:
        return sentence
    body = sentence.rstrip("。！？!?\n ")
    return f"{body}[{best}]{sentence[len(body) :]}"


def _shared(sentence: str, item: Numbered, words: Words) -> float:
    """Share of the words of ``sentence`` that ``item`` has too, and more when it has a figure of it."""
    said = set(words.cut(sentence))
    shared = len(said & set(words.cut(f"{item.heading}{item.text}"))) / len(said) if said else 0.0
    quoted = set(_quantities(sentence)) & set(_quantities(item.text))
    return shared + (_ALIGNED if quoted else 0.0)


def written(draft: Draft, material: Material) -> Composed:
    """What the model wrote, with the sentences it rests on; of those that a capable one chose what it relies on."""
    used = [item for item in material.items if item.number in draft.used]
    if material.grouped:
        claims = claims_by(draft.text)
        used = [relied_on(claims.get(item.number, ""), item) for item in used]
    text = with_sources(draft.text, used) if len(used) <= _QUOTED else draft.text
    return Composed(text, draft.used, "generated", draft.figures, draft.dropped)
