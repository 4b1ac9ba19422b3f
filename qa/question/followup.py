"""Makes a follow-up whole: what it leaves out comes from the reader's own earlier questions.

The assistant's turns are not read: an earlier answer may be wrong, the reader's words are what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.question.years import YearMention, find_years
from qa.records import Turn
from qa.wording.asking import unmeasured
from qa.wording.backward import asks_increase, tells_way
from qa.wording.indicators import named_spans, without_names
from qa.wording.leaning import lacks_whole, lead_and_rest, leaves_part_out, shares_out
from qa.wording.remainder import leaves_whole_out

_NEXT = re.compile(
    r"第二年|次年|下一?年度?|后一年|转年|转过年|过了年|来年|翌年|隔年|(?:紧接着|接下来|随后|接着)的?(?:那|这)?一年"
)
_PREVIOUS = re.compile(r"上一年|前一年|头一年|上年")
_EARLIER = re.compile(r"(?:[这那此]之?前|在此之前|之前|头)的?([二三四五六])年")
_SAME = re.compile(r"同一年|同年|当年|那一?年|这一?年")
_BACKWARD = re.compile(r"倒着?[算推]|反[推算]|倒推|往回推|倒算|按(?:这个?|此|上述|该)[^，,。？?]{0,4}(?:推?算|折算)")
_POINTER = re.compile(
    r"[这那]?里[面头](?=[，,]?[一-鿿])|[这那其]当中|[这那]些(?!年)|[这那]件?事(?![业务])|^这(?=[比跟和与较])|[它其]|同[一样个]的?(?:指标|数|口径)|该指标|[这那][个些条项件类样]|该项|上述|前面|刚才|照这"
)
_GROUP = re.compile(r"农[民村牧]民?(?:居民)?|农村人|城[镇市](?:居民)?|城里人?|乡下人?|乡村居民")
_SAYS = 2
_FIRST_ASKED = re.compile(r"[^，,。；;？?]*(?:多少|几|多大|哪|呢(?=[？?]))[^，,。；;？?]*[，,。；;？?](?=.{4})")
#: A topic of so many characters says by itself what it is about (装机容量呢).
_WHOLE = 4
_FILLER = re.compile(
    r"[那这][边里儿]|排?(?:在|到)?全?[国省市]?(?:能)?(?:排|居|名列)?第?几名?位?(?=[，,。？?]|$)|全国(?=[，,。？?排]|$)|(?:比|跟|和)$|(?:多少|几)[百千万亿]+[一-鿿]{1,2}(?=[？?，,。、；;]|$)|[倒反回]推|推算|倒算|一下|那么?|呢|打算|准备|计划|目标|任务|安排|多少|几[个家条户]?|给自己|定的|的|了|吗|保底|还有|还|有|是|要|对|什么|怎么样|如何|情况|"
    r"大概|大约|换成|换|改|到|再|又|也|都|数|结果|完成|实际|新增?|年|报告|里|这|它|其|个|照|增幅|增速|同比|增长率?|涨幅|百分之|百分点|变化|请问|请|想|"
    r"之[前后]|此[前后]|以[前后]|当时|那时|最后|最终|到头来|究竟|到底|具体|确切|准确|干成?|做成?|[装办建修搞弄花招批养种]得?|谁|更|最|哪个|在[一-鿿]{2,4}(?=能?(?:排|居|位[居列]|名列)第?几)|定|预期|控制|保持|达到?|实现|定在|定为|在|底线|最低|最高|下限|上限|起码|至少|[去今明前]年|相比|比|跟|和|同|与|增加|减少|提高|下降|上升|总共|一共|合计|累计|[这两]?[个俩]?年份|[涨跌升降]|[多少高低快慢大小]|[\W_]"
)
#: Sets what is asked against what was asked before (比这个高几个点), or against the year before (比去年少了吗).
_AGAINST_IT = re.compile(
    r"[这那]个?(?:目标|数)[^。？?；;]{0,8}(?:比|较)[^，,。？?]{2,16}[多少高低快慢大小]|^(?:那么?)?[这那它](?:个|一)?(?:目标|数字?|水平)?(?:比|较|跟|和|同|与)[^，,。？?]{2,16}[多少高低快慢大小]|(?:比|较|跟|和|同|与)(?:[这那]个?|[它其此]|刚才|上面|前面|之前)[^，,。？?]{0,6}[多少高低快慢大小]"
    r"|(?:[这那]?两个?(?:年份?|年度|数)(?:之间)?)(?:相?差|差了|高了|低了)(?:多少|几)"
    r"|(?:跟|和|同|与)[这那它](?:个|一)?(?:目标|数字?|水平|结果)?(?:相?比|比较|对比|比一比)起?来?[，,]"
)
_AGAINST_LAST_YEAR = re.compile(r"(?:比|较|跟|和|同|与)(?:去年|上年|[上前头]一年)[^，,。？?]{0,6}[多少高低快慢大小]")


def relative_years(text: str, before: Sequence[int]) -> tuple[int, ...]:
    """Years that 第二年, 前一年, 同一年 mean after a question about ``before``; empty when none is named."""
    if not before:
        return ()
    if _BACKWARD.search(text):
        return tuple(before)
    earlier = _EARLIER.search(text)
    if earlier:
        count = "二三四五六".index(earlier[1]) + 2
        return tuple(range(min(before) - count, min(before)))
    if _NEXT.search(text):
        return (max(before) + 1,)
    if _SAME.search(text):
        return tuple(before)
    if _PREVIOUS.search(text) and not asks_increase(text):
        return (min(before) - 1,)
    return ()


def set_against(text: str, own: Sequence[int], before: Sequence[int]) -> bool:
    """Whether the value asked for, of the years ``own`` (empty: those of the question before, ``before``), is to be set
    against that of the question before."""
    if _AGAINST_LAST_YEAR.search(text):
        return bool(before) and (not own or min(own) - 1 in before)
    return bool(_AGAINST_IT.search(text))


def own_topic(text: str, names: Sequence[tuple[int, int]]) -> str:
    """What is left of ``text`` without the spans ``names``, its years and words that carry no topic."""
    bare = strip_spans(text, [*names, *year_spans(find_years(text))])
    for words in (_NEXT, _PREVIOUS, _SAME, _FILLER):
        bare = words.sub("", bare)
    return bare


def without_way(text: str) -> str:
    """那前一年呢 of 那前一年呢？报告没写的话，按提高的幅度倒推一下: how it is to be worked out is no topic."""
    lead, rest = lead_and_rest(text)
    return lead if rest and tells_way(rest) else text


def needs_topic(text: str, names: Sequence[tuple[int, int]]) -> bool:
    """Whether the reader counts on the topic of the question before; ``names`` are spans that carry none."""
    lead, rest = lead_and_rest(text)
    if rest and not leans(text) and len(own_topic(unmeasured(rest), ())) < _SAYS:
        # 那农村居民呢，具体多少元: how it is asked adds nothing.
        return needs_topic(lead, [span for span in names if span[1] <= len(lead)])
    topic = own_topic(text, names)
    # 准备开到多少家: the measure names no thing.
    bare = unmeasured(strip_spans(text, [*names, *year_spans(find_years(text))]))
    if len(topic) < _SAYS or len(own_topic(bare, ())) < _SAYS or points_back(text) or leans(text):
        return True
    return ("呢" in text and len(topic) < _WHOLE) or _GROUP.fullmatch(topic) is not None


def begins_with_less(text: str, names: Sequence[tuple[int, int]]) -> bool:
    """Whether the first of several things asked counts on the topic before: 2025年要到多少公里？五期还要开建几条？"""
    first = _FIRST_ASKED.match(text)
    return first is not None and needs_topic(first[0], [span for span in names if span[1] <= first.end()])


def points_back(text: str) -> bool:
    """Whether ``text`` speaks of what was spoken of before: 这里面, 其中, 它."""
    return bool(_POINTER.search(text))


def leans(text: str) -> bool:
    """Whether it leaves out what only the question before names: the whole of a part, what is shared out."""
    return leaves_whole_out(text) or lacks_whole(text) or leaves_part_out(text) or shares_out(text)


def taken_over(own: str, root: str, topic: str, leaning: bool = False) -> str:
    """What a question with the words ``own`` takes over of ``topic``, that of the one before: what a chain (生猪呢？柑橘呢？)
    began with (``root``) where it has words of its own, which count twice; 城里人呢 asks of others what 农民 were asked of,
    进口额呢 the same of another indicator; ``leaning``: all of it is meant as it was asked."""
    if len(own) < _SAYS:
        return topic
    if leaning:
        return f"{own} {root}"
    if named_spans(own):
        return f"{own} {without_names(root)}"
    return f"{own} {_GROUP.sub('', root) if _GROUP.search(own) else root}"


def user_questions(history: Sequence[Turn]) -> list[str]:
    return [turn.content for turn in history if turn.role == "user"]


def strip_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, position = [], 0
    for start, end in sorted(spans):
        kept.append(text[position:start])
        position = max(position, end)
    return "".join((*kept, text[position:]))


def year_spans(mentions: Sequence[YearMention]) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in mentions]
