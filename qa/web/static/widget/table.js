// Comparisons as a table.
const AMOUNT = /^[^\d-]{0,6}?(-?\d[\d,，]*(?:\.\d+)?)\s*(万亿|亿|万|千|百)?(.{0,12})$/;

function tableView(table, typesetter, t) {
  const head = el("tr", table.header.map((name) => el("th", { scope: "col" }, name)));
  const body = table.rows.map((row) => el("tr", row.map((cell, column) => cellView(cell, column, typesetter))));
  return el("div.scroll", { tabindex: "0", role: "region", "aria-label": t.table }, el("table", el("thead", head), el("tbody", body)));
}

// The table as rows of text, where each row stands at its end.
function rowsOf(table, citations, t) {
  const sources = new Map(citations.map((each) => [each.number, `《${each.title}》：${each.quote}`]));
  const cited = (row) => [...new Set(row.map((cell) => sources.get(cell.citation)).filter(Boolean))].join("；");
  return [[...table.header, t.sources], ...table.rows.map((row) => [...row.map((cell) => cell.text), cited(row)])];
}

// A text that a spreadsheet would take for a formula gets an apostrophe before it.
const plainCell = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

function asTabs(rows) {
  return rows.map((row) => row.map((text) => plainCell(text.replace(/\s+/g, " "))).join("\t")).join("\n");
}

// With the mark by which Excel knows UTF-8.
function asCsv(rows) {
  const cell = (text) => `"${plainCell(text).replaceAll('"', '""')}"`;
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function tableTools(table, citations, t, copy, more) {
  const rows = () => rowsOf(table, citations, t);
  const take = button(t.copyTable, () => copy(asTabs(rows())), { image: "copy", class: "plain" });
  const file = button(t.downloadTable, () => saved(asCsv(rows()), `${t.table}.csv`), { image: "download", class: "plain" });
  return el("div.tools", take, file, more);
}

function saved(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function cellView(cell, column, typesetter) {
  const mark = cell.citation && typesetter.mark(cell.citation);
  if (column === 0) return el("th", { scope: "row" }, cell.text, mark);
  const kind = cell.text === WORDS.zh.silent ? "silent" : AMOUNT.test(cell.text) ? "amount" : null;
  return el("td", { class: kind }, cell.text, mark);
}
