// A view of the data as a table: its rows from a reply of the service, sorted, turned, and put on the screen bit by bit.
import { el } from "./dom.js";

const AT_ONCE = 120;
const VERDICTS = { met: "达到", near: "大致达到", missed: "未达到", apart: "无法相比", unknown: "没有说" };

// A grid: {title, corner, head: [text], rows: [{label, place, year, cells}], notes}; `cells` are the service's own, with
// `of` what each is of. Those of no figure have text alone.

export function gridOfTable(reply, turned) {
  const cellAt = (row, column) => ({ ...row.cells[column], of: `${row.place} ${reply.columns[column].heading}`, column: reply.columns[column] });
  const columns = reply.columns.map((column) => column.heading);
  const rows = turned
    ? columns.map((label, column) => ({ label, year: reply.columns[column].year, cells: reply.rows.map((row) => cellAt(row, column)) }))
    : reply.rows.map((row) => ({ label: row.place, place: row.place, cells: row.cells.map((_, column) => cellAt(row, column)) }));
  const head = turned ? reply.rows.map((row) => row.place) : columns;
  return { title: reply.title, corner: turned ? "年份" : "地区", head, rows, notes: [...reply.notes, ...calibres(rows)] };
}

export function gridOfOutcomes(reply) {
  const column = { indicator: reply.indicator };
  const rows = reply.outcomes.map((each) => {
    const of = `${each.place}${each.year}年`;
    const year = { text: `${each.year}年`, value: each.year, plain: true };
    const verdict = { text: VERDICTS[each.verdict], value: Object.keys(VERDICTS).indexOf(each.verdict), plain: true, verdict: each.verdict };
    const difference = { text: each.shown || "—", value: each.difference, plain: true };
    const cells = [year, { ...each.target, of: `${of}目标`, column }, { ...each.result, of: `${of}结果`, column }, verdict, difference];
    return { label: each.place, of, place: each.place, year: each.year, verdict: each.verdict, cells };
  });
  const told = reply.counts.filter((each) => each.count).map((each) => `${VERDICTS[each.verdict]} ${each.count}`);
  const counted = reply.outcomes.length ? [`${reply.outcomes.length} 个目标：${told.join("，")}`] : ["报告没有为这个指标定目标"];
  return { title: reply.title, corner: "地区", head: ["年份", "目标", "结果", "判断", "结果比目标"], rows, notes: [...counted, ...reply.notes, ...calibres(rows)] };
}

// Reports that have a phrase: the number opens its sentences, one after the other.
export function gridOfMentions(reply) {
  const rows = reply.mentions.map((each) => {
    const year = { text: each.report_year ? `${each.report_year}年` : "未写明", value: each.report_year, plain: true };
    const count = countCell(`${each.title}“${reply.phrase}”`, each.count, "次", each.sentences);
    const first = { text: each.sentences[0].quote, value: null, plain: true, quote: true };
    return { label: each.place || each.title, place: each.place, year: each.report_year, cells: [year, count, first] };
  });
  const more = reply.total - rows.length;
  const span = reply.first ? `，最早 ${reply.first} 年，最近 ${reply.last} 年` : "";
  const told = reply.total ? `${reply.searched} 份报告中有 ${reply.total} 份说到，共 ${reply.count} 次${span}` : `${reply.searched} 份报告都没有说到`;
  const notes = [told, more > 0 && `另有 ${more} 份没有列出，可按地区、年份查看`].filter(Boolean);
  return { title: `“${reply.phrase}”的来历`, corner: "地区", head: rows.length ? ["年份", "次数", "第一句"] : [], rows, notes };
}

// How many reports of each year have it.
export function yearsOfMentions(reply) {
  return reply.years.filter((each) => each.year).map((each) => {
    const sentences = reply.mentions.filter((mention) => mention.report_year === each.year).flatMap((mention) => mention.sentences);
    const cell = countCell(`${each.year}年说到“${reply.phrase}”的报告`, each.reports, `/${each.searched}份`, sentences);
    return { label: `${each.year}年`, year: each.year, cells: [cell] };
  });
}

function countCell(of, value, unit, sentences) {
  const [citation = null, ...others] = sentences;
  return { text: `${value}${unit}`, value, unit: "", of, citation, others: others.map((each) => ({ citation: each, text: "" })), counted: true };
}

export function written(cell) {
  return Boolean(cell.written && cell.column && cell.written !== cell.column.indicator);
}

// Which other names the reports use in the cells marked with †.
function calibres(rows) {
  const names = new Map();
  for (const row of rows) for (const cell of row.cells) if (written(cell)) names.set(cell.written, (names.get(cell.written) || 0) + 1);
  if (!names.size) return [];
  const most = [...names].sort((a, b) => b[1] - a[1]);
  const more = most.length > 6 ? ` 等 ${most.length} 种` : "";
  return [`带 † 的格子：报告里写作${most.slice(0, 6).map(([name, count]) => `“${name}”（${count} 格）`).join("、")}${more}，口径可能不同`];
}

// By the column named `by` ("" for the labels), empty ones last.
export function sorted(grid, by, order) {
  if (by === null) return grid.rows;
  const column = grid.head.indexOf(by);
  const sign = order === "desc" ? -1 : 1;
  if (column < 0) return [...grid.rows].sort((a, b) => sign * a.label.localeCompare(b.label, "zh"));
  if (grid.rows[0]?.cells[column].quote) return grid.rows;
  const value = (row) => row.cells[column].value ?? null;
  return [...grid.rows].sort((a, b) => (value(a) === null) - (value(b) === null) || sign * (value(a) - value(b)));
}

// `read(cell, opener)` opens the source of a cell, `sort(heading)` is asked for by a click on a head.
export function tableView(grid, rows, { by, order, read, sort }) {
  const heads = ["", ...grid.head].map((heading, i) => {
    const on = by === heading;
    const arrow = on ? (order === "desc" ? "↓" : "↑") : "";
    const button = el("button", { type: "button", click: () => sort(heading), "data-sort": heading }, heading || grid.corner, arrow && el("span", { "aria-hidden": "true" }, ` ${arrow}`));
    return el("th", { scope: "col", class: grid.rows[0]?.cells[i - 1]?.quote ? "quote" : null, "aria-sort": on ? (order === "desc" ? "descending" : "ascending") : null }, button);
  });
  const body = el("tbody", {});
  const table = el("table", { "aria-label": grid.title, "aria-rowcount": rows.length + 1 }, el("thead", {}, el("tr", {}, heads)), body);
  const frame = el("div", { class: "frame", tabindex: "0", role: "region", "aria-label": `${grid.title}，${rows.length}行` }, table);
  fill(frame, body, rows, read);
  return frame;
}

// As many rows as are looked at, and some more each time the end comes near.
function fill(frame, body, rows, read) {
  let shown = 0;
  const more = () => {
    const next = rows.slice(shown, shown + AT_ONCE);
    body.append(...next.map((row, i) => rowView(row, shown + i, read)));
    shown += next.length;
  };
  more();
  if (shown >= rows.length) return;
  const end = el("p", { class: "end quiet" }, "……");
  const watch = new IntersectionObserver(
    (seen) => {
      if (!seen.some((each) => each.isIntersecting)) return;
      more();
      watch.unobserve(end);
      if (shown < rows.length) watch.observe(end);
      else end.remove();
    },
    { root: frame, rootMargin: "0px 0px 900px" },
  );
  frame.append(end);
  watch.observe(end);
}

function rowView(row, number, read) {
  return el("tr", { "aria-rowindex": number + 2 }, el("th", { scope: "row" }, row.label), row.cells.map((cell) => cellView(cell, read)));
}

function cellView(cell, read) {
  if (cell.plain) return el("td", { class: cell.quote ? "quote" : cell.verdict ? `verdict ${cell.verdict}` : null }, cell.text);
  if (!cell.citation) return el("td", { class: "silent" }, el("span", {}, cell.text), el("small", {}, cell.why || ""));
  const marks = cell.counted ? "" : `${cell.others.length ? "*" : ""}${written(cell) ? "†" : ""}`;
  const also = [`${cell.of}：${cell.text}`, written(cell) && `报告写作“${cell.written}”`, ...(cell.counted ? [] : cell.others.map((other) => `另说${other.text}`))].filter(Boolean);
  const button = el("button", { type: "button", "aria-label": `${also.join("，")}。看原文`, title: cell.citation.quote, click: () => read(cell, button) }, cell.text, marks && el("sup", { "aria-hidden": "true" }, marks));
  return el("td", {}, button);
}
