"""The store in use for the commands: opened, a report found in it, files written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from qa.errors import InputError
from qa.index.store import open_store
from qa.records import Report
from qa.settings import Settings
from qa.statements.export import Row, as_csv, as_xlsx
from qa.statements.stated import Stated


def opened(settings: Settings) -> Stated:
    """Raises StoreError."""
    return open_store(settings.index_dir).stated


def find(stated: Stated, wanted: str) -> Report:
    """The report with this id, or the one whose place and year, or title, has all of ``wanted``. Raises InputError."""
    if wanted in stated.reports:
        return stated.reports[wanted]
    parts = [part for part in re.split(r"(\d{4})年?|\s+", wanted) if part and part.strip()]
    found = [report for report in stated.reports.values() if parts and all(_has(report, part) for part in parts)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"没有“{wanted}”这份报告；用 qa reports 看有哪些")
    listed = "、".join(f"{report.title}（{report.id}）" for report in found[:10])
    raise InputError(f"“{wanted}”可以是几份报告：{listed}；请写明地方和年份，或写报告编号")


def _has(report: Report, part: str) -> bool:
    return part in (report.place or "") or part == str(report.year) or part in report.title


def written(err: Console, rows: Iterable[Row], csv: Path | None, xlsx: Path | None) -> bool:
    """Whether the rows were to go into files, and did. Raises InputError where a file cannot be written."""
    kept = list(rows)
    for path, form in ((csv, as_csv), (xlsx, as_xlsx)):
        if path is not None:
            try:
                path.write_bytes(form(kept))
            except OSError as exc:
                raise InputError(f"写不了文件 {path}：{exc.strerror or exc}") from exc
            err.print(f"已写入 {path}（{len(kept) - 1} 行）", markup=False, highlight=False, soft_wrap=True)
    return bool(csv or xlsx)
