// Comparisons as a table, trends of three or more points also as a line.
const AMOUNT = /^[^\d-]{0,6}?(-?\d[\d,，]*(?:\.\d+)?)\s*(万亿|亿|万|千|百)?(.{0,12})$/;
const SCALE = { 万亿: 1e12, 亿: 1e8, 万: 1e4, 千: 1e3, 百: 1e2 };
const POINTS_FOR_A_LINE = 3;
const GAP = 64;
const MARGIN = 40;
const HEIGHT = 170;
const WIDEST = 900;

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

function tableTools(table, citations, t, copy) {
  const rows = () => rowsOf(table, citations, t);
  const take = button(t.copyTable, () => copy(asTabs(rows())), { image: "copy", class: "plain" });
  const file = button(t.downloadTable, () => saved(asCsv(rows()), `${t.table}.csv`), { image: "download", class: "plain" });
  return el("div.tools", take, file);
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

// The points of a trend: [{year, value, text}] by year, or null when the table is none.
function trendOf(table) {
  const years = table.rows.map((row) => Number(/(\d{4})年?/.exec(row[0]?.text)?.[1]));
  const subjects = new Set(table.rows.map((row) => row[0]?.text.replace(/\d{4}年?/, "")));
  if (years.some(Number.isNaN) || new Set(years).size < years.length || subjects.size > 1) return null;
  for (let column = 1; column < table.header.length; column += 1) {
    const points = pointsOf(table.rows.map((row) => row[column]?.text || ""), years);
    if (points) return points;
  }
  return null;
}

function pointsOf(texts, years) {
  const amounts = texts.map(amountOf);
  const known = amounts.filter(Boolean);
  if (known.length < POINTS_FOR_A_LINE || new Set(known.map((amount) => amount.unit)).size > 1) return null;
  const points = amounts.map((amount, row) => ({ year: years[row], value: amount && amount.value, text: texts[row] }));
  return points.sort((a, b) => a.year - b.year);
}

function amountOf(text) {
  const match = AMOUNT.exec(text.trim());
  if (!match) return null;
  const value = Number(match[1].replace(/[,，]/g, "")) * (SCALE[match[2]] || 1);
  return { value, unit: match[3].replace(/(以上|左右|以内)$/, "") };
}

function trendView(points, t) {
  const place = scalesOf(points);
  const nodes = points.filter((point) => point.value !== null).map((point) => svg("circle", { cx: place.x(point), cy: place.y(point), r: 3.5 }));
  const label = (point, i) => svg("text", { x: place.x(point), y: point.value === null ? HEIGHT - 36 : place.y(point) + beside(points, i), class: "value" }, point.text);
  const year = (point) => svg("text", { x: place.x(point), y: HEIGHT - 8, class: "year" }, point.year);
  const base = svg("path", { class: "base", d: `M${MARGIN / 2} ${HEIGHT - 26}H${place.width - MARGIN / 2}` });
  const read = `${t.chart}：${points.map((point) => `${t.year(point.year)} ${point.text}`).join("，")}`;
  const size = { width: place.width, height: HEIGHT, viewBox: `0 0 ${place.width} ${HEIGHT}`, role: "img", "aria-label": read };
  const picture = svg("svg", size, base, lines(points, place), nodes, points.map(label), points.map(year));
  return el("div.scroll.chart", { tabindex: "0", role: "region", "aria-label": t.chart }, picture);
}

// Where the line leaves room for the label: above a peak, below a dip.
function beside(points, i) {
  const around = [points[i - 1], points[i + 1]].filter((point) => point && point.value !== null);
  const mean = around.reduce((sum, point) => sum + point.value, 0) / around.length;
  return points[i].value < mean ? 20 : -10;
}

// Years keep their distances, stretched until the closest two can both be read.
function scalesOf(points) {
  const first = points[0].year;
  const span = points.at(-1).year - first;
  const closest = Math.min(...points.slice(1).map((point, i) => point.year - points[i].year));
  const width = Math.min(WIDEST, Math.max(320, (span / closest) * GAP + 2 * MARGIN));
  const values = points.map((point) => point.value).filter((value) => value !== null);
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  return {
    width,
    x: (point) => MARGIN + ((point.year - first) / span) * (width - 2 * MARGIN),
    y: (point) => HEIGHT - 60 - ((point.value - low) / range) * (HEIGHT - 94),
  };
}

// No line is drawn through a year of which the reports say nothing.
function lines(points, place) {
  let pen = "M";
  let path = "";
  for (const point of points) {
    if (point.value === null) pen = "M";
    else {
      path += `${pen}${place.x(point)} ${place.y(point)}`;
      pen = "L";
    }
  }
  return svg("path", { class: "line", d: path });
}
