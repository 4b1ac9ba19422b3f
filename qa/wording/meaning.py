"""How questions ask what a report means by one of its terms (“两重”指的是什么, 什么叫五社联动, “四新”产业包括哪些), and how reports
explain them behind their text."""

from __future__ import annotations

import re

_WHAT = r"(?:什么|啥|何物|哪[些几一二两三四五六七八九十]*[个项种类家条方]?)"
_BEHIND = re.compile(
    rf"(?:具体|分别|各自|究竟|到底|都|又|主要|是)*(?:指代?的?是?|说的是|代表|意味着|包括|包含|涵盖|含|是|有|叫){_WHAT}"
    r"|是?(?:什么|啥|何)(?:意思|含义|意义|概念)|的?(?:含义|定义|意思|解释)(?:是什么|是啥|[？?]|$)|(?:是)?(?:怎么|如何)(?:解释|理解|定义)"
)
_BEFORE = re.compile(r"^.*?(?:什么[是叫]|何[为谓]|啥[是叫]|(?<!的)解释(?:一下|下)?)(?P<term>[^，,。？?；;]{2,30})")
#: Who says it, and no part of the term.
_FRAME = re.compile(
    r"^(?:[，,、\s]|请问|(?:政府)?(?:工作)?报告(?:[里中]面?)?|(?:名词解释|注释)[里中]?|里面?|中|(?:所|提到|提出|说到|写到|讲到?|说)的?|所谓|关于|这个|的)+"
)
#: How a term is written, and no part of it.
_MARKS = re.compile(r"[\s“”\"‘’'「」『』《》（）()【】、，,．.·的]")
#: A term at the head of its explanation: 1.“两重”：是指…, ［1］一降三减：, 绿电铝是指….
_MARK = r"[ 　]*(?:[［\[（(【]\d{1,3}[］\]）)】]|\d{1,3}[.．、:：]?|[①-⑳]|[一二三四五六七八九十]{1,3}、)[ 　]*"
_NAME = r"(?P<name>[^：:。；，\n]{2,40}?)"
_TOLD = r"(?:[：:]\s*|(?=是?指))"
NUMBERED_TERM = re.compile(rf"^{_MARK}{_NAME}{_TOLD}", re.MULTILINE)
PLAIN_TERM = re.compile(rf"^[ 　]*{_NAME}{_TOLD}", re.MULTILINE)
#: So much of what is asked may say whose term it is (横琴“四新”产业), and so much of a term must be asked for.
_WHOSE, _LEAST = 4, 0.5


def term_asked(query: str) -> str:
    """The term whose meaning ``query``, without its place and year, asks for; "" where it asks for none."""
    before = _BEFORE.search(query)
    behind = _BEHIND.search(query)
    told = before["term"] if before else query[: behind.start()] if behind else ""
    return _FRAME.sub("", told).strip(" ，,的")


def bare(text: str) -> str:
    """``text`` without quotation marks and other marks, by which a term is known however it is written."""
    return _MARKS.sub("", text)


def is_term(name: str, asked: str) -> bool:
    """Whether the term that a report explains as ``name`` is the one asked for."""
    term, phrase = bare(name), bare(asked)
    if len(term) < 2 or len(phrase) < 2:
        return False
    if term in phrase:
        return len(phrase) - len(term) <= _WHOSE
    return phrase in term and len(phrase) >= _LEAST * len(term)
