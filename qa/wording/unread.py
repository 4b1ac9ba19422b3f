"""Names that the word cutter has in no dictionary and leaves in single characters: 策|克|口岸, 赣|欧|班列, “义|新|欧”."""

from __future__ import annotations

import re

from qa.wording.framing import does

_OPEN, _CLOSE = '“「《"', '”」》"'
#: Flags of single characters that a name may begin with, and of those that it does not go on with.
_BEGINS, _NEVER = ("n", "j", "z", "a"), ("u", "p", "c", "x", "w", "v", "y", "f", "d")
#: One of them at least is no adjective.
_NAMES = ("n", "j", "z")
#: Flags of the words before which a name stands.
_FOLLOWS = ("n", "s", "vn", "x", "j", "b")
#: Flags of the words that a name may follow.
_LEADS = ("n", "b", "vn")
#: Characters of one-character words that stand beside others without making a name of them.
_WORDS = frozenset(
    "省市县区乡镇村州盟旗国人钱车路房粮煤电水油气树地家户年月日季周天里外中内上下前后东西南北各每全几多少是有在和与及为共了的个只条座项头经"
)
_LONGEST = 5
#: A name in quotation marks; plans (“十四五”) and counts (“一下一上”) tell when and how many.
_NAME = re.compile("(?!十[一二三四五六]五|某)[一-鿿]{2,6}")


def whole(tagged: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """``tagged`` with each such name as one noun."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(tagged):
        end = _quoted(tagged, at) or _run(tagged, at)
        name = "".join(text for text, _ in tagged[at:end])
        if end - at > 1 and not does(name):
            found.append((name, "nz"))
        else:
            end = at + 1
            found.append(tagged[at])
        at = end
    return found


def _quoted(tagged: list[tuple[str, str]], at: int) -> int:
    """Where the name in quotation marks that begins here ends, 0 where it is none, or one that the cutter can read."""
    if at == 0 or tagged[at - 1][0] not in _OPEN:
        return 0
    end = next((i for i in range(at, len(tagged)) if tagged[i][0] in _CLOSE), 0)
    pieces = [text for text, _ in tagged[at:end]]
    name = "".join(pieces)
    read = all(len(text) > 1 for text in pieces) or not _NAME.fullmatch(name)
    return 0 if read else end


def _run(tagged: list[tuple[str, str]], at: int) -> int:
    """Where the run of single characters that begins here ends, 0 where it makes no name."""
    if not _single(*tagged[at]) or not tagged[at][1].startswith(_BEGINS):
        return 0
    end = next((i for i in range(at, len(tagged)) if not _single(*tagged[i])), len(tagged))
    following, flag = tagged[end] if end < len(tagged) else ("", "")
    led = len(following) > 1 and flag.startswith(_FOLLOWS)
    # 策克呢, 绿道|新增多少: what is asked about is said first.
    alone = not any(text.strip() for text, _ in tagged[:at])
    named = any(each.startswith(_NAMES) for _, each in tagged[at:end])
    # 国际|友|城: what a noun before it goes on with.
    leads = at > 0 and len(tagged[at - 1][0]) > 1 and tagged[at - 1][1].startswith(_LEADS)
    goes_on = leads and all(each.startswith(_BEGINS) for _, each in tagged[at:end])
    return end if named and (led or alone or goes_on) and end - at <= _LONGEST else 0


def _single(text: str, flag: str) -> bool:
    han = len(text) == 1 and "一" <= text <= "鿿"
    return han and text not in _WORDS and (text == "都" or not flag.startswith(_NEVER))
