"""General words that figures are told of (企业, 贷款, 出口): what kind is meant is told by what stands right before them."""

from __future__ import annotations

import re
from itertools import zip_longest

from qa.wording.framing import FRAMING, does
from qa.wording.subject import BARE, MEASURE

_HEAD = re.compile(
    r"^(?:企业|公司|厂家|商户|农户|项目|工程|人才|就业|贷款|存款|资金|基金|补贴|补助|游客|基地|园区|产业园|机构|学校|医院|平台|中心|协会|岗位|用户|订单|"
    r"产业|行业|市场|出口|进口|进出口|消费|销售|利润|税收|营收|产能|存栏|出栏|营业收入|销售收入|(?:销售|交易|成交|零售|进口|出口|营业)额|(?:播种|种植|养殖)面积)$"
)
#: Verbs of one character that lead to their object and tell no kind: 招|人才, 花|资金.
_LIGHT = frozenset("想要会能有是建修办开招引上搞拿到做给花投拉卖买收出进用达占批落送发补欠")
_ADVERBS = frozenset(
    "大概 大约 总共 共计 先后 陆续 已经 全部 平均 分别 逐年 累计 单独 直接 只有 仅有 至少 约有 将近 正在 刚刚 曾经 可能 必须 不断 尤其 特别 最近".split()
)
_TIME = re.compile(r"[年季月日天周末初]|上半|下半|近期|时")
_CONTENT = ("n", "v", "a", "b", "j", "t", "z", "g", "l", "i", "k", "x", "d")


def is_head(word: str) -> bool:
    """Whether figures are told of things that ``word`` names; 增速 and 占比 are words for the figure itself."""
    return word not in FRAMING and (_HEAD.match(word) is not None or BARE.match(word) is not None)


def qualified(tagged: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """``tagged`` with the words before a head, and before the nouns that lead to it, as nouns that tell its kind, whatever
    the word cutter takes them for: 典当 (an adjective), 婚庆 (a time), 相机 (an adverb), 电|竞."""
    found: list[tuple[str, str]] = []
    odd: list[tuple[str, str]] = []
    leading = False
    for text, flag in reversed([piece for each in tagged for piece in _parted(*each)]):
        if leading and _odd(text, flag):
            odd.append((text, flag))
            continue
        found += _as_noun(odd)
        odd = []
        leading = is_head(text) or (leading and flag.startswith(("n", "vn")) and text not in FRAMING)
        found.append((text, flag))
    return [*found, *_as_noun(odd)][::-1]


def _parted(text: str, flag: str) -> list[tuple[str, str]]:
    """What the cutter takes for the name of a body (卫星平台), as its kind and its head."""
    cut = next((i for i in range(2, len(text) - 1) if is_head(text[i:])), 0) if flag.startswith("nt") else 0
    return [(text[:cut], "n"), (text[cut:], "n")] if cut else [(text, flag)]


def _as_noun(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pieces, last first, as one noun; as they are when they say what is done (新|建)."""
    kind = "".join(text for text, _ in reversed(pieces))
    return [(kind, "n")] if len(kind) > 1 and not does(kind) else pieces


def leads_to_head(rest: list[tuple[str, str]]) -> bool:
    """Whether a head follows, at most verbs of its name between: 播种|面积, 就业."""
    for (text, flag), (after, _) in zip_longest(rest, rest[1:], fillvalue=("", "")):
        if is_head(text) or is_head(f"{text}{after}"):
            return True
        if not flag.startswith("v") or text in FRAMING or does(text):
            return False
    return False


def _odd(text: str, flag: str) -> bool:
    """Whether a word tells the kind of what follows and the cutter does not take it for a plain noun."""
    if (
        text in FRAMING
        or not re.fullmatch("[一-鿿]+", text)
        or not flag.startswith(_CONTENT)
        or MEASURE.fullmatch(text)
    ):
        return False
    if len(text) == 1:
        return text not in _LIGHT and flag[0] not in "ad"
    if flag.startswith("t"):
        return not _TIME.search(text)
    return flag != "vn" and flag.startswith(("v", "a", "nr", "ns", "d")) and text not in _ADVERBS and not does(text)
