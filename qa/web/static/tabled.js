// The chart of an answer's table: what its cells say as numbers, and which chart tells them.
import { asFile, bars, lines, pairs, show } from "./chart.js";
import { el, keep } from "./dom.js";

// A figure, perhaps with the far end of its range; the first counts, as on the page 数据.
const AMOUNT = /^([^\d-]{0,6}?)(-?\d[\d,，]*(?:\.\d+)?)\s*(万亿|亿|万|千|百)?([^\d—–~～-]{0,12})(?:[—–~～-]+\s*-?\d[\d,，]*(?:\.\d+)?\s*(万亿|亿|万|千|百)?(\D{0,12}))?$/;
const SCALE = { 万亿: 1e12, 亿: 1e8, 万: 1e4, 千: 1e3, 百: 1e2 };
const MISSED = "未达到";
const WIDEST = 640;
// Direction overrides can make a text read other than it is.
const OVERRIDES = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function amountOf(text) {
  const match = AMOUNT.exec(text.trim());
  if (!match) return { value: null, unit: "" };
  const [, before, number, scale, unit, farScale, farUnit = ""] = match;
  const value = Number(number.replace(/[,，]/g, "")) * (SCALE[scale || (unit ? "" : farScale)] || 1);
  return { value: /[降减]/.test(before) ? -value : value, unit: (unit || farUnit).replace(/(以上|左右|以内|以下)$/, "") };
}

function rowOf(row) {
  const label = row[0].text.replace(OVERRIDES, "");
  const year = Number(/(\d{4})年?/.exec(label)?.[1]) || 0;
  const cells = row.map(({ text, citation }) => ({ ...amountOf(text), text: text.replace(OVERRIDES, ""), of: label, citation, others: [] }));
  return { label, of: label, year, subject: label.replace(/\d{4}年?/, ""), verdict: row[3]?.text === MISSED ? "missed" : "", cells };
}

// The first column of which two figures can stand on one scale.
function columnOf(table, rows) {
  return table.header.findIndex((_, i) => {
    const units = rows.map((row) => row.cells[i]).filter((cell) => i && cell?.value !== null).map((cell) => cell.unit);
    return units.length > new Set(units).size;
  });
}

function pointsOf(rows, column) {
  const known = rows.filter((row) => row.year && row.cells[column].value !== null);
  return known.map((row) => ({ year: row.year, cell: row.cells[column] })).sort((a, b) => a.year - b.year);
}

function drawn(table, title, width) {
  const rows = table.rows.map(rowOf);
  const years = new Set(rows.map((row) => row.year));
  const subjects = new Set(rows.map((row) => row.subject));
  const name = (row) => (years.size === 1 && row.subject) || (subjects.size === 1 && row.year && `${row.year}年`) || row.label;
  if (table.header[1] === "目标" && table.header[2] === "结果") return pairs(title, rows, name, width);
  const column = columnOf(table, rows);
  if (column < 0) return null;
  const series = [...subjects].map((label) => ({ label, points: pointsOf(rows.filter((row) => row.subject === label), column) }));
  const longest = Math.max(...series.map(({ points }) => points.length));
  const once = series.every(({ points }) => new Set(points.map(({ year }) => year)).size === points.length);
  if (once && longest > (series.length > 1 ? 1 : 2)) return lines(title, series, width);
  return bars(title, rows.map((row) => ({ ...row, label: name(row) })), column, width, true);
}

// Into `box`, which is brought into view where it is to `reveal` it, and again whenever its width changes; `read(number,
// opener)` opens a citation.
export function draw(box, table, title, read, { download, reveal }) {
  let last = 0;
  new ResizeObserver(() => {
    const width = Math.min(WIDEST, Math.floor(box.clientWidth));
    if (!width || width === last) return;
    last = width;
    const chart = drawn(table, title, width);
    show(chart, box, [], (cell, opener) => cell.citation && read(cell.citation, opener));
    if (chart) box.append(el("p", { class: "tools" }, el("button", { type: "button", class: "plain", click: () => keep(asFile(chart.picture), `${title}.svg`) }, download)));
    if (reveal) box.scrollIntoView({ block: "nearest" });
    reveal = false;
  }).observe(box);
}
