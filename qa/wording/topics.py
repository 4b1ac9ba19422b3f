"""What a clause without a figure speaks of, and what its figure may lean on."""

from __future__ import annotations

import re

from qa.wording.subject import ACT_ONLY, acts, name_before, without_head

#: The first words of a clause up to what is said of its subject: 粮食生产|再获丰收.
_PREDICATE = re.compile(
    r"(?:再|创(?=历史|新高|近|同期|下)|连续|不断|持续|稳步|进一步|大幅|明显|显著|全面|全线|加快|扎实|深入|有序|取得|实现|获得?|保持|突破|健康|平稳|快速|有力|有效|成功|首次|顺利|基本|较快|迅速|稳定|稳中|增势|呈现|发展|完成|建成|提质|提速|增效|日益|更加|蓬勃|协同|得到|迈上|迈出|强劲|圆满|提升|扩大|增强|改善|优化|增长|提高|已|(?<![平人户亩地年])均|(?<![成首古])都|覆盖(?!率|面)|了)"
)
#: How a thing stands, which gives nothing itself: 服务业|支撑作用更加明显.
STANDING = re.compile(r"(?:支撑作用|作用|国际影响力|影响力|地位|带动力)$")
#: 学生营养改善|计划: what is done is part of a name.
_NAMED_DOING = re.compile("计划|工程|行动|项目|专项")
#: Two things in one breath, the second only done to the first: 制度全面实施、开户|602万人.
_AND_DONE = re.compile(rf"^(?P<said>.*)、(?P<done>{ACT_ONLY.pattern})$")
#: 续建太原至焦作、大同至张家口等|高铁山西段: they are told of together.
_SEVERAL = re.compile(r"[^，。；]+、[^，。；]+(?<![高中初同平对特优上])等(?P<all>(?!级|次|候)[一-鿿]{3,12})")


def done_to(name: str) -> str:
    """个人养老金制度开户 of 个人养老金制度全面实施、开户; ``name`` itself when nothing is said of a thing before."""
    match = _AND_DONE.match(name)
    thing = topic(match["said"]) if match else ""
    return f"{thing}{match['done']}" if match and thing and thing != match["said"] and not acts(thing) else name


def said_before_mark(lead: str) -> str:
    """大病保险制度 of 大病保险制度基本建立、已有: what the clause speaks of, where nothing else leads to the figure."""
    said, mark, rest = lead.rpartition("、")
    thing = topic(said) if mark and rest.strip() and not name_before(rest) else ""
    return thing if thing != "".join(said.split()) and not acts(thing) else ""


def topic(clause: str) -> str:
    """What a clause without a figure speaks of: 粮食生产 of 粮食生产再获丰收; two to twenty characters."""
    clause = without_head(clause)
    examples = _SEVERAL.fullmatch(clause)
    name = examples["all"] if examples else re.split("、", clause, maxsplit=1)[0]
    name = re.sub("(?:总量|规模|数量|水平|比重)[少小低大高多不偏较]{0,2}$", "", name)
    cut = next((at for at in _PREDICATE.finditer(name, 1) if not _NAMED_DOING.match(name, at.end())), None)
    name = re.sub("(?:虽然|尽管|仍然|[在于对])$", "", name[: cut.start()]) if cut else name
    name = STANDING.sub("", name) or name
    return name if 2 <= len(name) <= 20 else ""
