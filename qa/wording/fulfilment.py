"""What there would be if a plan were fulfilled: 要是2026年的压减目标也完成，还剩几家, 全部建成后总共有多少个."""

from __future__ import annotations

import re

_IF = re.compile(
    r"(?:^|[，,。；;？?])(?P<before>[^，,。；;？?]{0,12}?)(?:如果|要是|假如|假设|倘若|若)(?P<said>[^，,。；;？?]{0,24}?)(?:全部|都|也|全|能|如期|按时|顺利|如数|按期|足额)*(?:完成|实现|兑现|落实|达成)"
)
#: 新增国家级“小巨人”企业的目标: what is planned, without that it is.
_PLANNED = re.compile(
    r"^(?:再|计划|今年|明年|要)*(?:新增|新建|新认定|新培育|增加|压减|建成|建设|建)?(?P<name>.{2,}?)的?(?:目标|计划|任务|数量?)?$"
)
#: 今年照计划再添，年底能到多少: what is planned is added.
_AS_PLANNED = re.compile(
    r"[，,。；;？?](?P<said>[^，,。；;？?]{0,6}?(?:照|按)着?计划[^，,。；;？?]{0,4}(?:添|增|建|加)[^，,。；;？?]{0,4}|(?:如果|要是|假如)[^，,。；;？?]{0,8}计划[^，,。；;？?]{0,6}都?(?:并|加|算|添)(?:上去?|进去?))[，,]"
)
_ASKS = re.compile(r"(?:还剩|剩下?|余下?|总共|一共|合计|累计|达到?|会有|能?到)(?:会有|会|有|是|还|达到?)*(?:多少|几)")


def told_before(text: str) -> str:
    """What a question names before it asks what there would be of it if a plan were fulfilled; empty for others."""
    added = _AS_PLANNED.search(text)
    if added is not None and _ASKS.search(text, added.end() - 1):
        return text[: added.start()].strip()
    planned = _IF.search(text)
    if planned is None or not _ASKS.search(text, planned.end()):
        return ""
    named = text[: planned.start()].strip() or planned["before"].strip()
    own = _PLANNED.match(planned["said"])
    return named or (own["name"] if own else "")
