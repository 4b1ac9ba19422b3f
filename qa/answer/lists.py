"""Lists made complete and explanations whole: what belongs to the answer beside the sentences that rank best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qa.answer.asked import Asked
from qa.answer.counted import aims, counted_off, of_group, quoted_name
from qa.answer.evidence import Form, Numbered
from qa.answer.listing import enumerated
from qa.answer.naming import honours, named
from qa.answer.quote import best_sentences
from qa.index.store import Store
from qa.records import Hit, Kind, Passage, Plan, Sentence
from qa.wording.ordinals import counts_in

_KINDS = frozenset({Kind.LIST, Kind.EXPLAIN})
#: A sentence that sums up what was said before it.
_SUMS_UP = re.compile(r"这[些“一二两三四五六七八九十几]|以上|上述")
#: How near to the best sentence one is looked at, and is as good as it.
_NEAR, _AS_GOOD = 0.55, 0.2
_CLAUSE = re.compile(r"[，,；;：:]")
#: So many parts, numbers of things, or clauses that begin alike make a sentence a list.
_LISTED = 3
#: Sentences between two of the answer that belong to it as well.
_BETWEEN = 2
#: A heading, alone or at the start of its paragraph, and the sentences that tell what it means.
_RUN_IN = re.compile(r"[^，、；：\d]{4,24}。?")
_BELOW = 3
#: Characters of a sentence that is read at once; and items that it takes to count off.
_READ_AT_ONCE, _TWO = 150, 2


def completed(plan: Plan, hits: Sequence[Hit], evidence: Sequence[Numbered], store: Store) -> tuple[Numbered, ...]:
    """``evidence`` for a list or an explanation with what belongs to it, numbered anew; for others as it was.

    What is sure to belong stands first, in the order of the reports.
    """
    if plan.kind not in _KINDS or not evidence:
        return _counted_each(plan, hits, store) or tuple(evidence)
    found: list[Numbered] = []
    for number, scope in enumerate(plan.scopes):
        own = [item for item in evidence if item.scope == number]
        asked = Asked(plan, scope, number, [hit for hit in hits if hit.scope == number], store)
        found += _told_whole(_answering(asked, own)) if own else []
    found = _with_between(plan, _below_heading(plan, found, store), store)
    once = {(item.hit.passage.report_id, item.sentence.start, item.sentence.end): item for item in reversed(found)}
    ordered = sorted(once.values(), key=lambda item: (item.form is Form.RANKED, *_order(item)))
    return tuple(replace(item, number=number) for number, item in enumerate(ordered, start=1))


def _counted_each(plan: Plan, hits: Sequence[Hit], store: Store) -> tuple[Numbered, ...]:
    """What several places count under one quoted name, told of each (三大攻坚战，各指哪三项); empty unless all name it."""
    if plan.kind is not Kind.COMPARE or not any(phrase.quoted for phrase in plan.ask.listing.counted):
        return ()
    asked = [
        Asked(plan, scope, number, [hit for hit in hits if hit.scope == number], store)
        for number, scope in enumerate(plan.scopes)
    ]
    each = [[item for items in counted_off(one) for item in items] or enumerated(one) for one in asked]
    items = [item for found in each for item in found]
    return tuple(replace(item, number=n) for n, item in enumerate(items, start=1)) if all(each) else ()


def _told_whole(found: Sequence[Numbered]) -> Sequence[Numbered]:
    """``found``; items that one short sentence counts off are told by it as it stands."""
    items = [item for item in found if item.form is Form.ITEM]
    whole = {sentence for item in items for sentence in item.hit.passage.sentences if _holds(sentence, item)}
    if len(whole) != 1 or len(items) < _TWO or len({item.hit.passage.report_id for item in found}) > 1:
        return found
    (sentence,) = whole
    inside = [item for item in found if _holds(sentence, item)]
    if sentence.end - sentence.start > _READ_AT_ONCE or len(inside) < len(found):
        return found
    return [replace(items[0], sentence=sentence, form=Form.WANTED)]


def _holds(sentence: Sentence, item: Numbered) -> bool:
    return sentence.start <= item.sentence.start and item.sentence.end <= sentence.end


def _order(item: Numbered) -> tuple[float, str, int]:
    """Ranked ones by score, the others as they stand in the reports."""
    ranked = item.form is Form.RANKED
    return (-item.score, "", 0) if ranked else (0.0, item.hit.passage.report_id, item.sentence.start)


def _answering(asked: Asked, evidence: Sequence[Numbered]) -> Sequence[Numbered]:
    """The first of these that there is: honours, a sentence for each name, an enumeration, what sums up; else the
    best of ``evidence``."""
    if asked.plan.kind is not Kind.LIST:
        return enumerated(asked) or evidence
    told = aims(asked) or of_group(asked) or quoted_name(asked)
    if told:
        return told
    counted = counted_off(asked)
    if len(counted) > 1:
        # Each of two lists that one question asks for.
        return [item for items in counted for item in items]
    listed = honours(asked) or named(asked) or enumerated(asked)
    if counted and not listed:
        # 示范区有哪几个？还要把哪儿创成景区: the rest of the question has its own sentences.
        best = max(item.score for item in evidence)
        rest = [item for item in evidence if len(asked.plan.ask.parts) > 1 and item.score >= best - _AS_GOOD]
        told_ = {_place(item) for item in counted[0]}
        return [*counted[0], *(item for item in rest if _place(item) not in told_)]
    return listed or _summed_up(asked, evidence) or _few(asked, evidence)


def _summed_up(asked: Asked, evidence: Sequence[Numbered]) -> list[Numbered]:
    """A best sentence that sums up (这三条…, 以上…) with as many sentences before it as it counts, and the first of
    its paragraph, which says what they are about."""
    best = max(evidence, key=lambda item: item.score)
    if not _SUMS_UP.match(best.text):
        return []
    counts = [count for count, _ in counts_in(best.text)]
    text = asked.store.report_of(best.hit.passage).text
    paragraph = text.rfind("\n", 0, best.sentence.start) + 1
    before = [e for e in _section(best, asked.store) if paragraph <= e[1].start and e[1].end <= best.sentence.start]
    leading = before[:1] + before[1:][-(counts[0] if counts else _BETWEEN) :]
    return [*(asked.wanted(*each) for each in leading), replace(best, form=Form.WANTED)]


def _few(asked: Asked, evidence: Sequence[Numbered]) -> list[Numbered]:
    """``evidence``; where one sentence of it is a list itself, without what is weaker and is none."""
    best = max(item.score for item in evidence)
    near = [item for item in evidence if item.score >= best - _NEAR]
    if not any(_lists(asked, item) for item in near):
        return list(evidence)
    return [item for item in near if item.score >= best - _AS_GOOD or _lists(asked, item)]


def _lists(asked: Asked, item: Numbered) -> bool:
    """Whether the sentence is a list itself."""
    alike = Counter(clause[:2] for clause in _CLAUSE.split(item.text))
    many = max(item.text.count("、") + 1, len(counts_in(item.text)), *alike.values())
    return many >= _LISTED or asked.counted(item.text) > 0


def _with_between(plan: Plan, evidence: Sequence[Numbered], store: Store) -> list[Numbered]:
    """``evidence`` with the sentences that stand between two of the answer in one section, where they are few."""
    chosen = sorted(best_sentences(plan, evidence), key=_place)
    added: dict[tuple[str, int], Numbered] = {}
    for before, behind in pairwise(chosen):
        if before.form is behind.form is Form.RANKED:
            added |= {_place(item): item for item in _between(before, behind, store)}
    if not added:
        return list(evidence)
    answer = added | {_place(item): replace(item, form=Form.WANTED) for item in chosen}
    return [*answer.values(), *(item for item in evidence if _place(item) not in answer)]


def _below_heading(plan: Plan, evidence: Sequence[Numbered], store: Store) -> list[Numbered]:
    """``evidence``; where the answer is but a heading, or as short as one, with the first sentences below it."""
    chosen = best_sentences(plan, evidence)
    heading = chosen[0] if len(chosen) == 1 else None
    if heading is None or heading.form is Form.ITEM or not _RUN_IN.fullmatch(heading.text):
        return list(evidence)
    below = [each for each in _section(heading, store) if each[1].start >= heading.sentence.end][:_BELOW]
    further = [Numbered(0, replace(heading.hit, passage=p), each, heading.score, Form.WANTED) for p, each in below]
    return [replace(heading, form=Form.WANTED), *further, *(item for item in evidence if item is not heading)]


def _place(item: Numbered) -> tuple[str, int]:
    return item.hit.passage.report_id, item.sentence.start


def _between(before: Numbered, behind: Numbered, store: Store) -> list[Numbered]:
    first, second = before.hit.passage, behind.hit.passage
    if (first.report_id, first.section) != (second.report_id, second.section):
        return []
    start, end = before.sentence.end, behind.sentence.start
    found = [each for each in _section(before, store) if start <= each[1].start and each[1].end <= end]
    few = found if len(found) <= _BETWEEN else []
    return [Numbered(0, replace(before.hit, passage=p), each, behind.score, Form.WANTED) for p, each in few]


def _section(item: Numbered, store: Store) -> list[tuple[Passage, Sentence]]:
    """Every sentence of the section of ``item``, once."""
    own = [p for p in store.passages_of(item.hit.passage.report_id) if p.section == item.hit.passage.section]
    found = {sentence.start: (passage, sentence) for passage in reversed(own) for sentence in passage.sentences}
    return [found[start] for start in sorted(found)]
