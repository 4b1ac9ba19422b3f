"""What a figure is a figure of: the words of its clause, compared between an answer and a quote.

The comparison is conservative: paraphrase is common and no parser is used, so only clear contradictions count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.figures import Figure, FigureKind, find_figures

_SENTENCE_END = re.compile(r"[。；;！？!?\n|]")
_CLAUSE_END = re.compile(r"[，,：:（）()。；;！？!?\n|]")
_LINK = re.compile(r"\s*[、,，和与及]\s*")
_RESPECTIVELY = "分别"
# Words that say what happened to an indicator, when, or how sure, and not which indicator it is.
_NOT_INDICATOR = re.compile(
    r"比上?年|上年|年均|年底|年末|同比|环比|全[市县区省国年]|我[市县区省国]|今年|去年|当年|累计|预计|预期|计划|力争|目标|其中|分别|均|均为"
    r"|增长率?|增加(?!值)|提高|上升|提升|下降|降低|减少|回落|增速|增幅|降幅|涨幅|新增|完成|实现|达到|达|突破|超过|大约|约|近|左右|以上|以下|以内"
    r"|报告|结果|显示|提出|指出|根据|其|该|这|则|为|是|了|的|在|到|至|由|从|和|与|及|占|有|共|较|将|已|要|而|也|仅|只|并|又|[\s\W\d_]"
)
_HEAD = re.compile(
    r"收入|总值|总额|产值|增加值|投资|余额|支出|贷款|存款|利润|利税|税收|产量|总产|面积|里程|覆盖率|城镇化率|失业率|增长率|普及率|装机|浓度|比重|指数|能耗"
)
_OTHER_NAMES = {"国内生产总值": "生产总值", "地区生产总值": "生产总值", "GDP": "生产总值"}
_AFTER = 16


@dataclass(frozen=True, slots=True)
class Indicated:
    """A figure and the character pairs of the words that name its indicator; none when they cannot be told."""

    figure: Figure
    words: frozenset[str]
    heads: frozenset[str]


def indicated(text: str) -> tuple[Indicated, ...]:
    """Every figure of ``text`` but names, with its indicator."""
    figures = tuple(figure for figure in find_figures(text) if figure.kind is not FigureKind.NAME)
    owned = [_own(text, figures, i) for i in range(len(figures))]
    shared = _shared_out(text, figures, owned)
    return tuple(_indicated(figure, shared.get(i) or owned[i]) for i, figure in enumerate(figures))


def contradicts(said: Indicated, quoted: Indicated, others: Sequence[Indicated]) -> bool:
    """Whether ``said`` speaks of another indicator than ``quoted``, a figure of the same value.

    Either both name an indicator (收入, 总额) and share no word; or another figure of the same dimension fits ``said``
    better, by its words or, under the same words, by being the change (增长) or the level (增长到) that ``said`` is.
    """
    if not said.words or not quoted.words:
        return False
    if said.heads and quoted.heads and not said.words & quoted.words:
        return True
    rivals = [other for other in others if other.figure.measure.dimension == said.figure.measure.dimension]
    return any(_fits_better(said, quoted, other) or _moves_alike(said, quoted, other) for other in rivals)


def _fits_better(said: Indicated, quoted: Indicated, other: Indicated) -> bool:
    a, q, o = said.words, quoted.words, other.words
    if len(a & o) < 2 or o == q:
        return False
    covered = a <= o or o <= a
    return (a == o and a != q and len(a) > 2) or (covered and bool(a - q) and bool(q - a) and len(a & o) > len(a & q))


def _moves_alike(said: Indicated, quoted: Indicated, other: Indicated) -> bool:
    """增加910元，达到1826元: who says 增加1826元 has taken the level for the change."""
    moved = said.figure.motion is not None and quoted.figure.motion is None
    return moved and other.figure.motion is said.figure.motion and other.words == quoted.words


def _own(text: str, figures: Sequence[Figure], i: int) -> str:
    """The nearest clause before the figure, within its sentence, that names something, with the words after the figure."""
    figure = figures[i]
    after = _following(text, figure, figures[i + 1] if i + 1 < len(figures) else None)
    for piece in _pieces_before(text, figures, i):
        if _core(piece) or (after and _core(after)):
            return f"{piece} {after}"
    return after


def _pieces_before(text: str, figures: Sequence[Figure], i: int) -> list[str]:
    """Clauses before figure ``i`` back to the start of its sentence, nearest first, cut at other figures."""
    end = figures[i].start
    pieces: list[str] = []
    for j in range(i - 1, -2, -1):
        start = figures[j].end if j >= 0 else 0
        segment = text[start:end]
        ends = [match.end() for match in _SENTENCE_END.finditer(segment)]
        pieces += reversed(_CLAUSE_END.split(segment[ends[-1] :] if ends else segment))
        if ends or j < 0 or len(pieces) > 12:
            break
        end = figures[j].start
    return pieces


def _following(text: str, figure: Figure, following: Figure | None) -> str:
    end = min(figure.end + _AFTER, following.start if following else len(text))
    return re.split(r"[，,、：:；;。！？\n|（(]|以上|以下|左右|以内", text[figure.end : end], maxsplit=1)[0]


def _shared_out(text: str, figures: Sequence[Figure], owned: Sequence[str]) -> dict[int, str]:
    """Indicators of figures listed after 分别: the things listed before it, or those of as many figures before it."""
    shared: dict[int, str] = {}
    for i, figure in enumerate(figures):
        start = figures[i - 1].end if i else 0
        sentence = _SENTENCE_END.split(text[start : figure.start])[-1]
        if _RESPECTIVELY not in sentence:
            continue
        group = _group(text, figures, i)
        known = [shared.get(j, owned[j]) for j in range(i)]
        shared |= dict(zip(group, _subjects(sentence, figures[:i], known, len(group)), strict=True))
    return shared


def _group(text: str, figures: Sequence[Figure], first: int) -> range:
    last = first
    while last + 1 < len(figures) and _LINK.fullmatch(text, figures[last].end, figures[last + 1].start):
        last += 1
    return range(first, last + 1)


def _subjects(sentence: str, figures: Sequence[Figure], known: Sequence[str], count: int) -> list[str]:
    listed = [part for part in re.split(r"[、和与及]", sentence.rpartition(_RESPECTIVELY)[0]) if part.strip()]
    if count > 1 and len(listed) == count:
        return listed
    before = [words for figure, words in zip(figures, known, strict=True) if figure.kind is not FigureKind.YEAR][
        -count:
    ]
    if len(before) == count and not _core(sentence):
        return before
    return [" ".join([*before, *listed])] * count


def _indicated(figure: Figure, clause: str) -> Indicated:
    core = _core(clause)
    words = frozenset(piece[k : k + 2] for piece in core for k in range(len(piece) - 1))
    return Indicated(figure, words, frozenset(head for piece in core for head in _HEAD.findall(piece)))


def _core(clause: str) -> list[str]:
    """The runs of at least two characters that may name an indicator."""
    for name, usual in _OTHER_NAMES.items():
        clause = clause.replace(name, usual)
    return [piece for piece in _NOT_INDICATOR.split(clause) if len(piece) > 1]
