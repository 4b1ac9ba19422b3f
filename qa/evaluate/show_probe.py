"""What the probe found, on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from qa.evaluate.probe import Found, Verdict, by_report

#: False answers that are written out.
SHOWN = 20
_COLUMNS = ("报告", "问没写的", "拒答", "虚假", "含糊", "问写了的", "答对")


def print_probe(console: Console, found: Found) -> None:
    """Counts by report, the shares that have floors, and the first false answers in full."""
    table = Table(title="报告没有写的事物与写了的事物", title_justify="left")
    for place, column in enumerate(_COLUMNS):
        table.add_column(column, justify="left" if place == 0 else "right", overflow="fold")
    for name, counts in by_report(found):
        true = counts[Verdict.RIGHT] + counts[Verdict.WRONG]
        cells = (counts.total() - true, *(counts[each] for each in (Verdict.REFUSED, Verdict.FALSE, Verdict.VAGUE)))
        table.add_row(escape(name), *map(str, (*cells, true, counts[Verdict.RIGHT])))
    console.print(table)
    false = found.of(Verdict.FALSE)
    console.print(f"拒答 {found.refused:.3f}，虚假 {len(false)}，写了的答对 {found.true_right:.3f}")
    for each in false[:SHOWN]:
        console.print(f"虚假：{each.probe.question}\n  {each.answer}", markup=False, soft_wrap=True)
