"""What there would be if a plan were fulfilled: 要是2026年的压减目标也完成，还剩几家, 全部建成后总共有多少个."""

from __future__ import annotations

import re

_IF = re.compile(
    r"[，,。；;？?](?:如果|要是|假如|假设|倘若|若)(?P<said>[^，,。；;？?]{0,24}?)(?:全部|都|也|全|能|如期|按时|顺利)*(?:完成|实现|兑现|落实|达成)"
)
_ASKS = re.compile(r"(?:还剩|剩下?|余下?|总共|一共|合计|累计|达到?|会有)(?:会有|会|有|是|还)*(?:多少|几)")


def told_before(text: str) -> str:
    """What a question names before it asks what there would be of it if a plan were fulfilled; empty for others."""
    planned = _IF.search(text)
    return text[: planned.start()].strip() if planned and _ASKS.search(text, planned.end()) else ""
