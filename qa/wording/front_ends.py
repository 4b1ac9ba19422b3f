"""What chat front ends ask a model about a conversation in plain words, in the requests that they make on the side."""

from __future__ import annotations

import re

_TALK = r"(?:对话|会话|聊天|这句话|conversation|chat|discussion)"
#: A reply that is shown as it is has no room for these, so they are ruled out.
_BARE = (
    r"(?:(?:不要|不需要|不使用|不含|无需|别)[^。；;\n]{0,10}(?:标点|解释|引号|符号|多余|标题以外)"
    r"|(?:without|no|avoid)\b[^.\n]{0,60}(?:punctuation|quotation|lead-in|explanation))"
)
_TITLE = re.compile(rf"(?=.*(?:标题|主题|\btitle\b|\btopic\b))(?=.*{_TALK})(?=.*{_BARE})", re.IGNORECASE | re.DOTALL)
_SUMMARY = re.compile(
    rf"(?=.*(?:总结|概括|摘要|summari[sz]e))(?=.*{_TALK})(?=.*(?:上下文|后续|context))", re.IGNORECASE | re.DOTALL
)
#: Requests of this kind are short; a longer text is a reader's.
_MOST = 400


def wants_title(text: str) -> bool:
    """Whether ``text`` asks for the bare title of the conversation before it."""
    return len(text) <= _MOST and _TITLE.match(text) is not None


def wants_summary(text: str) -> bool:
    """Whether ``text`` asks for the conversation before it in short, for the model to go on from."""
    return len(text) <= _MOST and _SUMMARY.match(text) is not None
