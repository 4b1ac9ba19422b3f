"""Tables and JSON of reports, and of what cleaning took out of a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from qa.corpus.explain import Explanation, Row
from qa.corpus.findings import WHERE_LABELS, Finding
from qa.corpus.identify import Identity
from qa.corpus.noise import RemovedKind
from qa.intake.ingest import Ingested
from qa.places import Place
from qa.records import Passage, Report, ReportKind

KINDS = {
    ReportKind.WORK_REPORT: "政府工作报告",
    ReportKind.RESOLUTION: "决议",
    ReportKind.PLAN: "规划",
    ReportKind.OTHER: "其他",
}
REMOVED = {
    RemovedKind.MENU: "菜单",
    RemovedKind.PAGE_DATA: "网页信息",
    RemovedKind.COMMENT: "评论区",
    RemovedKind.DISCLAIMER: "声明",
    RemovedKind.WATERMARK: "水印",
    RemovedKind.PAGE_MARK: "页码",
    RemovedKind.CONTENTS: "目录",
    RemovedKind.MARKUP: "标记",
    RemovedKind.AROUND: "正文之外",
    RemovedKind.CAPTION: "图片说明",
    RemovedKind.HIDDEN: "隐藏文字",
    RemovedKind.DELETED: "已删文字",
    RemovedKind.NOTE_MARK: "注号",
    RemovedKind.TABLE_HEAD: "表头",
}
COLUMNS = ("文件", "种类", "地方", "报告年", "回顾", "安排", "页", "章节", "段落", "份数", "提示")
_CONTEXT = 1
_LINE = 76


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def counted(passages: Iterable[Passage], reports: Sequence[Report]) -> list[tuple[Report, int]]:
    """Each report with its number of passages."""
    counts = {report.id: 0 for report in reports}
    for passage in passages:
        counts[passage.report_id] += 1
    return [(report, counts[report.id]) for report in reports]


def report_row(report: Report, passages: int) -> dict[str, Any]:
    row: dict[str, Any] = TypeAdapter(Report).dump_python(
        report, mode="json", exclude={"text", "sections", "pages", "differing"}
    )
    counts = {"pages": len(report.pages), "sections": len(report.sections), "passages": passages}
    return {**row, "chars": len(report.text), **counts, "copies": sum(source.copies for source in report.sources)}


def ingested_json(result: Ingested) -> dict[str, Any]:
    difference = result.difference
    return {
        "index": result.generation,
        "changed": result.changed,
        "written": result.written,
        "added": list(difference.added),
        "removed": list(difference.removed),
        "reports": [report_row(*row) for row in counted(result.corpus.passages, result.corpus.reports)],
        "problems": [{"file": problem.file, "message": problem.message} for problem in result.corpus.problems],
    }


def print_reports(out: Console, rows: Sequence[tuple[Report, int]]) -> None:
    """A table on a terminal, where long values go on in the next line; elsewhere a line a report with tabs between."""
    if not out.is_terminal:
        for line in (COLUMNS, *(_cells(*row) for row in rows)):
            out.file.write("\t".join(line) + "\n")
        return
    table = Table(*(Column(name, overflow="fold") for name in COLUMNS))
    for row in rows:
        table.add_row(*map(Text, _cells(*row)))
    out.print(table)


def _cells(report: Report, passages: int) -> tuple[str, ...]:
    return (
        "；".join(source.name for source in report.sources),
        KINDS[report.kind],
        report.place or "未知",
        str(report.year or "未知"),
        _span(report.reviewed),
        _span(report.planned),
        str(len(report.pages) or "—"),
        str(len(report.sections)),
        str(passages),
        str(sum(source.copies for source in report.sources)),
        "；".join(report.warnings),
    )


def _span(years: tuple[int, ...]) -> str:
    return f"{years[0]}—{years[-1]}" if len(years) > 1 else "".join(map(str, years))


def print_outcome(out: Console, result: Ingested) -> None:
    difference = result.difference
    if not result.changed:
        out.print(f"索引 {result.generation} 没有变化。", soft_wrap=True)
        return
    counts = f"新增 {len(difference.added)} 份，去掉 {len(difference.removed)} 份，不变 {difference.kept} 份"
    if result.written:
        out.print(f"索引 {result.generation} 已更新：{counts}。", soft_wrap=True)
    else:
        out.print(f"试运行，什么也没有写。若正式运行：{counts}。", soft_wrap=True)


# -- what was taken out ---------------------------------------------------------------------------------------


def print_explanation(out: Console, explanation: Explanation) -> None:
    """Like a diff: lines that stay with a space before them, what goes with a minus and the reason."""
    out.print(Text(f"--- {explanation.name}", style="bold"))
    for piece in explanation.around:
        out.print(_removed(REMOVED[piece.kind], piece.text), soft_wrap=True)
    for line in _diff(explanation.rows):
        out.print(line, soft_wrap=True)
    for number, identity in enumerate(explanation.identities, start=1):
        title = f"第 {number} 份：" if len(explanation.identities) > 1 else "识别为："
        out.print(Text(title + identity.title, style="bold"))
        for known in _identity_lines(identity):
            out.print(Text(f"  {known}"), soft_wrap=True)
    for warning in explanation.warnings:
        out.print(Text(f"提示：{warning}", style="yellow"))


def _removed(label: str, text: str) -> Text:
    return Text(f"- [{label}] {text}", style="red")


def _diff(rows: Sequence[Row]) -> Iterator[Text]:
    near = {
        index + step
        for index, row in enumerate(rows)
        if row.kind
        for step in range(-_CONTEXT, _CONTEXT + 1)
        if 0 <= index + step < len(rows)
    }
    last = -1
    for index in sorted(near):
        row = rows[index]
        if index != last + 1:
            yield Text(f"@@ 第 {row.number} 行 @@", style="cyan")
        last = index
        if row.kind:
            yield _removed(REMOVED[row.kind], row.text)
        elif row.text:
            yield Text(
                "  "
                + (row.text if len(row.text) <= _LINE else f"{row.text[: _LINE // 2]} …… {row.text[-_LINE // 2 :]}")
            )
    if not near:
        yield Text("  没有去掉任何内容。")


def _identity_lines(identity: Identity) -> Iterator[str]:
    yield f"种类：{KINDS[identity.kind]}"
    yield f"地方：{_found(identity.place, _place_text)}"
    yield f"报告年：{_found(identity.year, str)}"
    yield f"回顾：{_span(identity.reviewed) or '未知'}　安排：{_span(identity.planned) or '未知'}"
    yield f"会议：{_found(identity.meeting, str)}"
    yield f"日期：{_found(identity.date, str)}　报告人：{_found(identity.speaker, str)}"
    yield from (f"提示：{warning}" for warning in identity.warnings)


def _found(finding: Finding[Any] | None, shown: Any) -> str:
    if finding is None:
        return "未知"
    return f"{shown(finding.value)}（{WHERE_LABELS[finding.where]}，把握 {finding.sure:.0%}）"


def _place_text(place: Place) -> str:
    return " > ".join((*place.parents, place.name))


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    return {
        "file": explanation.name,
        "removed": [
            *({"line": None, "kind": piece.kind.value, "text": piece.text} for piece in explanation.around),
            *({"line": row.number, "kind": row.kind.value, "text": row.text} for row in explanation.rows if row.kind),
        ],
        "reports": [_identity_json(identity) for identity in explanation.identities],
        "warnings": list(explanation.warnings),
    }


def _identity_json(identity: Identity) -> dict[str, Any]:
    row: dict[str, Any] = TypeAdapter(Identity).dump_python(identity, mode="json")
    return row
