"""Characters that stand for others: traditional ones, radicals, Cyrillic and Greek letters. The one room that knows opencc."""

from __future__ import annotations

import re
from functools import lru_cache

import opencc

#: CJK radicals that Unicode gives no normal form, and the characters they stand for in PDF text layers.
RADICALS = dict(
    zip(
        "⺁⺌⺍⺏⺐⺑⺗⺟⺠⺩⺫⺬⺭⺮⺯⺶⺷⺸⺼⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂小小尣尢尣心母民王目示礻竹糸羊羊羊肉艸艹虎衤覀西见角角讠贝足车辶辶辶邑钅长镸长门阜阝雨青韦页风飞食食饣食首马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)

# Cyrillic and Greek letters that look like Latin ones (Unicode's confusables.txt), as input methods slip them in: РМ2.5.
_LATIN = str.maketrans("АВЕКМНОРСТХаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxisjABEZHIKMNOPTYXo")
_FOREIGN = re.compile("[\u0370-\u04ff]")
_ALIKE = f"[A-Za-z0-9.{''.join(map(chr, _LATIN))}]"
_LOOKS_LATIN = re.compile(f"{_ALIKE}(?<![\u0370-\u04ff].){_ALIKE}*(?![\u0370-\u04ff])")


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def to_simplified(text: str) -> str:
    """``text`` with traditional characters replaced; simplified ones stay."""
    return str(_converter().convert(text))


def to_latin(text: str) -> str:
    """``text`` with look-alikes in Latin, in words that have no letter but those; Cyrillic and Greek words stay."""
    return _LOOKS_LATIN.sub(lambda match: match[0].translate(_LATIN), text) if _FOREIGN.search(text) else text
