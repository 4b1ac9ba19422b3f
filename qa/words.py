"""Words of Chinese text, cut alike for what is stored and what is asked. The one room that knows jieba."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import jieba
from jieba import posseg

from qa.hanzi import RADICALS, to_latin, to_simplified

#: Part of the store's identity: change it whenever ``Words.cut`` gives other words for the same text.
VERSION = "10"

_TOKEN = re.compile(r"[㐀-䶿一-鿿豈-﫿]+|[a-z]+[0-9.+-]*[a-z0-9]*|\d[\d,]*(?:\.\d+)?%?")
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
#: Stretches of characters whose words are remembered, some hundred passages.
_RUNS = 4096
_STOP = frozenset(
    "的 了 和 与 及 在 是 把 被 对 从 到 为 以 于 并 等 或 而 其 之 这 那 个 也 都 就 还 又 各 着 过 地 得 "
    "吗 呢 啊 吧 呀 么 多少 几 什么 哪 哪些 哪个 怎么 怎样 如何 为什么 请 请问 一共 总共 分别 有 没有 是不是 "
    "我们 我 你 它 他 她 他们 一个 一下 情况".split()
)


_RADICALS = str.maketrans(RADICALS)


def simplify(text: str) -> str:
    """Half-width letters and digits, simplified characters. Lengths may change."""
    return to_simplified(to_latin(unicodedata.normalize("NFKC", text.translate(_RADICALS))))


def fold(text: str) -> str:
    """Text as it is compared: ``simplify`` in lower case."""
    return simplify(text).lower()


class Words:
    """Cuts text into the words that BM25 counts.

    jieba's search mode finds dictionary words of every length; every pair of neighbouring characters is
    counted too, so that a word no dictionary has (a project's name, a typo's healthy half) is still found.
    """

    def __init__(self, cache_dir: Path, terms: Iterable[str] = ()) -> None:
        """``terms`` are further dictionary words: places, policy terms. ``cache_dir`` keeps jieba's own cache,
        which it would otherwise read from the shared temporary folder, where anyone can plant one."""
        jieba.setLogLevel(logging.WARNING)
        self._jieba = jieba.Tokenizer()
        cache_dir.mkdir(parents=True, exist_ok=True)
        self._jieba.tmp_dir = str(cache_dir)
        self._jieba.initialize()
        for term in terms:
            self._jieba.add_word(term)
        self._tagger = posseg.POSTokenizer(self._jieba)
        # What a sentence says its passage said before it; headings stand over many.
        self._of_run = lru_cache(maxsize=_RUNS)(self._cut_han)

    def cut(self, text: str) -> list[str]:
        """Words of ``text`` in order, stop words left out, character pairs included."""
        words: list[str] = []
        for token in _TOKEN.findall(fold(text)):
            if _HAN.match(token):
                words += self._of_run(token)
            else:
                words.append(token.replace(",", ""))
        return words

    def tagged(self, text: str, *, guess: bool = True) -> list[tuple[str, str]]:
        """Words of ``text`` in order with their part of speech as jieba writes it (n, v, nr a person, x a term given);
        folded, nothing left out. ``guess``: also words that no dictionary has, at a millisecond a character."""
        return [(pair.word, pair.flag) for pair in self._tagger.cut(fold(text), HMM=guess)]

    def knows(self, word: str) -> bool:
        """Whether a dictionary has ``word``, so that it is not mistyped."""
        return bool(self._jieba.FREQ.get(word))

    def _cut_han(self, run: str) -> tuple[str, ...]:
        words = [word for word in self._jieba.cut_for_search(run) if word not in _STOP]
        known = set(words)
        pairs = (run[i : i + 2] for i in range(len(run) - 1))
        rest = (pair for pair in pairs if pair not in known and not (pair[0] in _STOP or pair[1] in _STOP))
        return (*words, *rest)
