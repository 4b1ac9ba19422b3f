"""What kind of question it is, whether it asks for a result or a target, and what is no question at all.

Rules only: an ordinary question never waits for a model.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.places import load_gazetteer
from qa.question.names import blanked
from qa.question.talk import talk_of
from qa.records import Aspect, Kind, Talk
from qa.wording.basis import MEANS
from qa.wording.comparison import BEYOND
from qa.wording.deeds import asks_deeds

_COMPARE = re.compile(
    r"谁(?:更|的|多|少|快|高|低|大|强)?|哪[边个]?(?:市|地|座城市|一年)?(?:更|最|多|少|快|高|低|大|领先)|相[比差]|对比|比较|差多少|差几|差了|"
    r"[多少快高低大](?:几个|多少)|比.{1,24}[多少高低快慢大](?:多少|几|吗|了)|各(?:是|有|自|建|修|办|完成|为)?|分别|能.{0,4}比|\bcompare|\bversus\b|\bvs\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"相[比差]|对比|比较|差多少|差几|差了|[高低快慢多少大小]了?还是定?[高低快慢多少大小]|谁[更高低快慢多少大]|(?:跟|和|与|同|比).{2,30}比"
)
#: Two indicators joined by 和 are set against each other, and not only both asked for.
_EACH_OTHER = re.compile(r"[顺逆]差|多出|少了?多少|差距|谁|哪个|(?<![提升降扩缩加放])[高低快慢大小]了?(?:几|多少)")
_TREND = re.compile(
    r"走势|趋势|变化|怎么变|如何变|变成|历年|逐年|一步步|演变|增长轨迹|涨到|多少倍|几倍|翻了几|前后|一路|怎么走|三份报告|几份报告|历次|\btrend",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"主要(?:预期)?目标(?:(?:都|又|分别)?(?:是|有)(?:什么|啥)|怎么定)|哪些|哪[“\"]?[几两三四五六七八九十]|有什么(?:措施|举措|办法|安排|任务|项目)|列[出全举]|包括什么|指(?:的是)?(?:什么|哪)|哪几|几大|几方面|都(?:有|干|做|是)(?:了)?(?:什么|哪)|"
    r"逐[条项件个][列说讲报]|(?:列|罗列|列举|数)一?[下列遍].{0,24}?(?:[几两三四五六七八九十]|(?<![\d.])\d{1,2})(?:个|条|项|大|点|类|件|批|方面)|"
    r"怎么定位|分别(?!.{0,8}(?:多少|几))|(?:[几两三四五六七八九十]|(?<![\d.])\d{1,2})(?:个|条|项|大|点|类|件|批|步|方面).{0,14}(?:是什么|是哪|是啥|有哪|各是|叫什么)|各(?:是|指|管|叫).{0,10}什么|"
    r"(?:都|各)叫(?:什么|啥)|什么(?:措施|举措|新打法|打法|办法|法子)|\bwhich\b.+s\b|\blist\b",
    re.IGNORECASE,
)
#: A list whatever years it names.
_WHICH_MANY = re.compile(r"哪[三四五六七八九十]+(?:个|项|条|大|件|点|类|种|批|块|方面)(?!月|季度|市)")
_WHO_SAYS = re.compile(r"哪[个些]?(?:省|市|地方|城市|份|一份|报告)[^，。？?]{0,16}(?:提到|提出|提过|提及|写到|写进)")
_WHICH = re.compile(
    r"哪(?:一)?(?:年|份报告|几年)|什么时候|何时|最早|首次提|第一次提|哪个?(?:省|市|地方|城市).{0,6}(?:提到|提出|提过)"
)
_EXPLAIN = re.compile(
    r"为什么|为何|为啥|凭什么|原因|怎么(?:回事|造成|会)|如何(?:理解|看)|什么意思|意味|问题出在|\bwhy\b", re.IGNORECASE
)
_HOW_MANY = re.compile(r"多少|几[个家项条亿万]|哪|什么|谁")
_YES_NO = re.compile(
    r"吗[?？。\s]*$|是否|是不是|有没有(?!(?:具体|确切|准确)的?数[字据值])|能不能|会不会|了没有?|算不算|可不可以|吗[?？]"
)

#: Wants what it says confirmed.
_CONFIRM = re.compile(
    r"(?:是这样|对|是|没错|属实|真的|准确|正确|有这回事|有这么回事)(?:吗|吧|么)|是真是假|真的假的|是不是[^，,。？?]{0,16}\d|对不对|对不上|对得上|准不准|是不是真"
)

_TARGET = re.compile(
    r"(?<![那这]个)(?<![”\"》])(?<!年度)计划(?!生育|免疫|单列|经济|[”\"》])|目标|打算|准备|预期(?!寿命)"
    rf"|安排(?!{MEANS})|力争|争取(?!{MEANS})|拟|任务(?!完成率|数|书)|规划|承诺|将要?|要(?:新|建|上|办|把|给|完成|实现|达到|提|增|开|治|修|引|培)|"
    r"想(?:把|要|让|冲|到|做|建|搞)|冲[到刺击]|能不能|提到多少|要到(?!多少钱)|要多少(?!钱)|(?<![认规核鉴稳一法固特确决制])定(?:的|了?(?:多少|几))|\bplan|\btarget|\bgoal",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"完成了|(?<![要需应待])完成的(?!目标|任务|计划|指标)|[的和与跟]结果|实际|实绩|实数|已经|做到了|达到了|达到的(?!目标)|新增了|回顾|成绩|完成[数量值]|实现了|累计|没(?:有|能)?(?:完成|达到|实现)|未完成|\bactually\b|\bdid\b",
    re.IGNORECASE,
)
#: Speaks of a result unless the question says that a target is meant (安排了多少).
_PAST = re.compile(r"了多少|了几|了百分")

_CHANGE = re.compile(
    r"(?:增加|提高|上升|下降|降低|减少|增长|扩大|缩小|[升降涨增减多少])了?(?:几|多少)|翻了|多少倍|几倍|变化|怎么变"
)
#: The target and what became of it are both asked for.
_BOTH = re.compile(
    r"(?:目标|计划|原定|说好|定[的了]|任务|预期|安排|打算)[^。；;]{0,24}?(?:实际|结果|最后|最终|做到(?!多少|几|什么)|达标|兑现|落实|完成(?:了没|了吗|没有|得怎么样|情况|了?多少)"
    r"|达到了?(?:没|吗)|差(?:多少|几)|超(?:了|出|过)?(?:多少|几))|(?:计划|目标|任务)[和与跟](?:结果|实际|完成)"
    r"|(?:实际|结果)[^。；;]{0,12}[比跟和与][^。；;]{0,8}(?:目标|计划|任务)"
)
#: One figure is asked for a whole period, not one for every year of it.
_WHOLE = re.compile(r"年均|平均每年|累计|一共|总共|合计|[这那]?[三四五六]年|任期|期间|时期|年来")


def sets_against(text: str) -> bool:
    """Whether figures are to be told side by side, be it only for the reader to compare."""
    text = _worded(text)
    return bool(_AGAINST.search(text) or BEYOND.search(text))


def sets_against_each_other(text: str) -> bool:
    """Whether two indicators that it names are to be compared: 进出口顺差多少, but not GDP和收入分别是多少."""
    text = _worded(text)
    return bool(_AGAINST.search(text) or _EACH_OTHER.search(text))


@lru_cache(maxsize=4096)
def _worded(text: str) -> str:
    """``text`` without the characters of its places, so that no name changes how it reads."""
    return blanked(text, [(mention.start, mention.end) for mention in load_gazetteer().find(text)])


def asks_who_says(text: str) -> bool:
    """Whether the place is sought whose report speaks of something."""
    return bool(_WHO_SAYS.search(text))


def asks_change(text: str) -> bool:
    """Whether the change from the first year to the last is asked for, and no figure of the years together."""
    return bool(_CHANGE.search(text)) and not asks_whole(text)


def asks_confirmation(text: str) -> bool:
    return bool(_CONFIRM.search(text))


def asks_both(text: str) -> bool:
    """Whether a target is to be set beside its result."""
    return bool(_BOTH.search(text))


def asks_whole(text: str) -> bool:
    return bool(_WHOLE.search(text))


def kind_of(text: str, places: int, periods: int) -> Kind:
    """Kind of the question; ``places`` and ``periods`` are how many it names."""
    talk = talk_of(text)
    if talk is not None:
        return Kind.INSTRUCTION if talk is Talk.INSTRUCTION else Kind.TALK if talk.polite else Kind.OUT_OF_SCOPE
    return _kind_of_question(_worded(text), places, periods)


def _kind_of_question(text: str, places: int, periods: int) -> Kind:
    if places <= 1 and asks_confirmation(text) and not _HOW_MANY.search(text):
        return Kind.YES_NO
    if places <= 1 and _WHICH_MANY.search(text):
        return Kind.LIST
    if places > 1 and (_COMPARE.search(text) or periods <= 1):
        return Kind.COMPARE
    if periods == 2 and _AGAINST.search(text):
        return Kind.COMPARE
    if _TREND.search(text) or (places <= 1 and periods > 1):
        return Kind.TREND
    return _plain_kind(text, places, periods)


def _plain_kind(text: str, places: int, periods: int) -> Kind:
    if places > 1 or (periods > 1 and _COMPARE.search(text)):
        return Kind.COMPARE
    if _EXPLAIN.search(text):
        return Kind.EXPLAIN
    if _WHICH.search(text) and not periods:
        return Kind.WHICH
    if _LIST.search(text) or asks_deeds(text):
        return Kind.LIST
    return Kind.YES_NO if _YES_NO.search(text) else Kind.FACT


def aspect_of(text: str) -> Aspect | None:
    """Whether the wording asks for what is to be done or what was done; None when it leaves it open."""
    text = _worded(text)
    target, result = bool(_TARGET.search(text)), bool(_RESULT.search(text))
    if target:
        return None if result else Aspect.TARGET
    return Aspect.RESULT if result or _PAST.search(text) else None


_INSISTS = re.compile(
    r"目标|计划(?!生育|免疫|单列|经济)|预期(?!寿命)|安排|打算|任务|拟|力争|争取|承诺|实际|完成了|做到了|达到了|已经|最后|到底|最终|究竟|\bplan|\btarget|\bgoal|\bactual",
    re.IGNORECASE,
)


def insists_on_aspect(text: str) -> bool:
    """Whether a result may not stand for a target, nor the other way round, even with a word of warning."""
    return bool(_INSISTS.search(text))


def without_instructions(text: str) -> str:
    """The sentences of ``text`` that give no orders, for showing what the reports do say."""
    parts = re.split(r"(?<=[。！？!?；;])|(?<=】)", text)
    kept = [part for part in parts if part.strip() and talk_of(part) is None]
    questions = [part.split("：")[-1].split(":")[-1] for part in parts if re.search(r"[?？]|多少|几", part)]
    return "".join(kept) or "".join(questions) or text
