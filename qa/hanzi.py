"""Forms of Chinese characters: traditional to simplified, radicals to characters. The one room that knows opencc."""

from __future__ import annotations

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


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def to_simplified(text: str) -> str:
    """``text`` with traditional characters replaced; simplified ones stay."""
    return str(_converter().convert(text))
