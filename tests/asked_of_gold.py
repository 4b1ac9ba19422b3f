"""Questions made of the annotated sentences: each figure asked for by the name that its annotator gave it.

``python -m tests.asked_of_gold provinces OUT.jsonl``, then ``QA_INDEX_DIR=… qa eval OUT.jsonl`` over a store of the seeds and
the provinces; ``country`` for the seeds and the State Council's reports, ``local`` for the made-up ones. The same seed gives
the same questions. What is marked wrong may be a figure that its report states twice: read before mending.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent / "statements"
_RECALLED = Path(__file__).parent / "reports" / "recalled"
_PLACES = {"000": "张家口市", "001": "张家口市", "002": "张家口市", "003": "承德市", "004": "包头市"}
_LONGEST = 22
#: Of notes and of Markdown, which a store does not keep.
_MARKS = re.compile(r"[［\[]\d+[］\]]|\*")
_LEVEL = ("是多少", "有多少", "达到多少", "多大规模", "多少")
_GROWN = ("增长了多少", "增速是多少", "同比增幅多大", "涨了多少", "增幅是多少", "比上年增长百分之几")
_OVER_YEARS = ("增长了多少", "增幅是多少")
_AIMED = {
    "level": ("目标是多少", "打算做到多少", "定的目标是多少"),
    "rise": ("目标增长多少", "预期增速是多少", "打算增长多少"),
}


def shelf_of(document: str) -> tuple[str, str, str] | None:
    """Which store a document belongs to, its place, and what it goes by there."""
    made_up = re.match(r"([NR]\d)_(.+?)\d{4}年", document)
    if made_up:
        return "local", made_up[2], made_up[1]
    if "国务院" in document:
        year = re.search(r"\d{4}", document)
        return ("country", "全国", f"S{year[0]}") if year else None
    if document[:3] in _PLACES:
        return "provinces", _PLACES[document[:3]], document[:3]
    province = re.match(r"(.+?)\d{4}年政府工作报告", document)
    shelf = "recalled" if (_RECALLED / document).exists() else "provinces"
    return (shelf, province[1], Path(document).stem) if province else None


def tail_of(statement: dict[str, Any], draw: random.Random) -> str:
    """How its figure is asked for."""
    facet, one = statement["facet"], "-" not in str(statement["period"])
    if statement["basis"] == "target":
        return draw.choice(_AIMED.get(facet, ("目标是多少",)))
    if facet == "rise":
        return draw.choice(_GROWN if one else _OVER_YEARS)
    return draw.choice(_LEVEL) if facet == "level" else "是多少"


def questions(shelf: str, draw: random.Random) -> Iterator[dict[str, Any]]:
    lines = chain.from_iterable(path.read_text("utf-8").splitlines() for path in sorted(GOLD.rglob("*.jsonl")))
    for line in lines:
        sentence = json.loads(line)
        placed = shelf_of(sentence["doc"])
        if placed is None or placed[0] != shelf:
            continue
        for s in sentence["statements"]:
            period, name = str(s["period"]), s["indicator"]
            dated = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", period)
            plain = 0 < len(name) <= _LONGEST and "（" not in name and not s["place"]
            if not dated or not plain or s["basis"] == "norm" or s["facet"] not in ("level", "rise", "share"):
                continue
            yield {
                "category": "fact",
                "question": f"{placed[1]}{period.replace('-', '—')}年{name}{tail_of(s, draw)}？",
                "history": [],
                "answerable": True,
                "docs": [placed[2]],
                "answer": s["figure"],
                "must_include": [s["figure"]],
                "must_not_include": [],
                "evidence": [{"doc": placed[2], "quote": _MARKS.sub("", sentence["sentence"])}],
            }


def main() -> None:
    shelf, out = sys.argv[1], Path(sys.argv[2])
    made = enumerate(questions(shelf, random.Random(11)), start=1)
    lines = [json.dumps({"id": f"g{number:04d}", **question}, ensure_ascii=False) for number, question in made]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
