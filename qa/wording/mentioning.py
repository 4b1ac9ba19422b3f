"""How questions ask which reports speak of something, which was the first or the last to, and how often they do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.figures import find_figures
from qa.wording.abbreviations import PROVINCES

_SAY = r"(?:提到|提出|提及|提过|出现|写进|写入|写到|写过|讲到|说到|谈到)"
_WHO = r"(?:(?<![一-鿿]{4})谁|哪[些几]?[个份]?(?:省区市|省份|省|市|县|地方|地区|城市|报告)?|有?(?:几|多少)[个份](?:省|市|县|地方|报告)?)"
_Y = r"(?:19|20)\d\d"
_TERM = r"[^，,。？?；;\d]{2,14}"


class Sought(StrEnum):
    """What of the mentions is asked for."""

    FIRST = "first"
    LAST = "last"
    OFTEN = "often"
    WHICH = "which"


_PATTERNS = (
    (
        Sought.FIRST,
        re.compile(
            rf"(?:最早|最先|首次|第一次|头一回|开始)(?:在?报告[里中])?(?:{_SAY}|有)|{_SAY}.{{0,12}}(?:最早|首次|第一次)"
        ),
    ),
    (Sought.LAST, re.compile(rf"(?:最后|最近)一?次?(?:在?报告[里中])?{_SAY}|{_SAY}.{{0,12}}(?:最后一次|最近一次)")),
    (Sought.OFTEN, re.compile(rf"{_SAY}了?.{{0,14}}?(?:多少|几)次|(?:多少|几)次{_SAY}")),
    # 低空经济哪些报告提到了: what is sought stands before.
    (
        Sought.WHICH,
        re.compile(
            rf"^{_TERM}?(?:在|被)?{_WHO}的?(?:{_Y}年的?)?(?:政府)?(?:工作)?(?:报告)?[里中]?(?:都|也|明确|专门)?{_SAY}(?:了|过)*(?:[？?。吗呢]|$)"
        ),
    ),
    (
        Sought.WHICH,
        re.compile(
            rf"{_WHO}的?(?:{_Y}年的?)?(?:政府)?(?:工作)?(?:报告?)?[里中]?(?:都|也|明确|专门)?{_SAY}了?过?(?={_TERM})"
        ),
    ),
)
#: 要办第十五届省运会的有几个省, 有哪些省要建零碳园区: what is done is all that is asked.
_DOING = r"(?:举办|承办|办|建设|建|设立|设|开通|实施|开展|发展|布局|打造|培育|推广|试点)"
_WHO_DOES = (
    re.compile(
        rf"(?:要|将|准备|计划|打算|提出|明确)?{_DOING}好?(?P<what>{_TERM}?)的(?:省份?|地方)?(?:有|是|都有)(?:{_WHO}|谁)"
    ),
    re.compile(
        rf"有?{_WHO}的?(?:在?{_Y}年的?)?(?:报告)?(?:里|中)?(?:都|也|今年|明确)*(?:要|将|准备|计划|打算|提出|明确)(?:{_DOING})好?(?P<what>{_TERM})(?=[？?，,。]|$)"
    ),
)
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{2,20})[”\"」』]")
_ASKING = re.compile(
    rf"哪一?(?:份报告|年|次|篇)|{_WHO}|哪一?个?|什么时候|何时|最早|最先|首次|第一次|头一回|最后|最近|一次|开始|{_SAY}|"
    r"各年|历年|每年|多少次|几次|政府工作报告|工作报告|报告[里中]?|几份|这个?(?:说法|词|提法|概念)|[的了过是在从起被由有都吗呢里中]|[，。、？?！,\s]"
)
_LEAST, _MOST = 2, 14


def sought_in(text: str) -> Sought | None:
    """None where no mention is asked for."""
    told = next((sought for sought, pattern in _PATTERNS if pattern.search(text)), None)
    return told or (Sought.WHICH if _done_in(text) else None)


def _done_in(text: str) -> str:
    """What is done in the places that are asked for; "" where that is not all that is asked."""
    found = next((match["what"] for pattern in _WHO_DOES if (match := pattern.search(text))), "")
    return "" if "最" in found or (find_figures(found) and not found.startswith("第")) else found.strip('的“”"')


def phrase_in(text: str, topic: str) -> str:
    """The words whose mentions are asked for: those in quotation marks, what is done (要办|省运会), else what is left of the
    ``topic`` (the text without its places and years); "" where none is a phrase."""
    quoted = _QUOTED.search(text)
    phrase = quoted[1] if quoted else _done_in(text) or _ASKING.sub("", topic)
    return phrase if _LEAST <= len(phrase) <= _MOST and not re.search(r"\d", phrase) else ""


#: “某超”, “×超”, “XX超”: a name of which the question gives the end alone.
_PLACEHOLDER = re.compile(r"“(?:某|[×xX*○]{1,2})([一-鿿]{1,4})”")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Names that end alike are asked for: ``said`` 某超, and one-character names of provinces before it (``provinces``) as in
    the question's own example (苏超)."""

    said: str
    provinces: bool = False

    @property
    def names(self) -> re.Pattern[str]:
        """Such names in quotation marks: “苏超”, “宁青超”."""
        tail = self.said[1:]
        begin = f"[{''.join(PROVINCES)}]" if self.provinces else "[一-鿿]"
        return re.compile(rf"“{begin}[一-鿿]{{0,{len(tail) + 1}}}{re.escape(tail)}”")


def placeholder_in(text: str) -> Placeholder | None:
    found = _PLACEHOLDER.search(text)
    if found is None:
        return None
    examples = [name for name in _QUOTED.findall(text) if name.endswith(found[1]) and name[0] in PROVINCES]
    return Placeholder(f"某{found[1]}", bool(examples))
