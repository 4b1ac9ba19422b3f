// Charts as SVG, for the view 数据 and for the table of an answer: bars over places, lines over years, targets beside
// results. Every point opens its sentence, by pointer and by keyboard (one stop, then the arrow keys). The looks come along,
// so that a chart is the same in a page and in the widget's shadow; colours are those of the place it stands in.
import { el, svg } from "./dom.js";

const MOST_LINES = 8;
const MOST_BARS = 60;
const ROW = 26;
const NARROW = 420;
const SOURCE = "来源：各地政府工作报告";
const UNSCALED = new Set(["%", "‰", "个百分点", "百分点", "倍", "番", "℃", ""]);
const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-family", "font-weight", "text-anchor", "opacity"];

const LOOKS = `
figure { margin: 12px 0 0; }
.told { min-height: 1.75em; }
.chart { display: block; max-width: 100%; overflow: visible; background: var(--paper); --s1: light-dark(#2b4c7e, #a3bde6); --s2: light-dark(#a5481c, #e8a277); --s3: light-dark(#2f7048, #86cda0); --s4: light-dark(#8a3470, #e3a3cf); --s5: light-dark(#6f5f12, #d6c369); --s6: light-dark(#1f7480, #7fcdd8); --s7: light-dark(#5f4ba8, #b9a9f0); --s8: light-dark(#5c6068, #b9bac0); }
.chart text { font-size: 13px; fill: var(--ink); }
.chart .tick { fill: var(--quiet); font-size: 12px; }
.chart .rule { stroke: var(--rule); }
.chart .base { stroke: var(--quiet); }
.chart .hit { fill: transparent; }
.chart .point { cursor: pointer; outline: none; }
.chart .bar rect:not(.hit) { fill: var(--accent); }
.chart .point:hover .hit, .chart .point:focus-visible .hit { fill: var(--shade); }
.chart .point:focus-visible .hit { stroke: var(--accent); stroke-width: 2; }
.chart .line { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
.chart .line.gap { stroke-width: 1.2; stroke-dasharray: 3 4; }
.chart .dot circle:not(.hit), .chart .name { fill: currentColor; }
.chart .target { fill: var(--paper); stroke: var(--accent); stroke-width: 2; }
.chart .result { fill: var(--accent); stroke: var(--accent); stroke-width: 2; }
.chart .between { stroke: var(--accent); stroke-width: 2; }
.chart .missed .result, .chart .missed .between { fill: var(--bad); stroke: var(--bad); }
.chart .missed .value { fill: var(--bad); }
.chart .s1 { color: var(--s1); }
.chart .s2 { color: var(--s2); }
.chart .s3 { color: var(--s3); }
.chart .s4 { color: var(--s4); }
.chart .s5 { color: var(--s5); }
.chart .s6 { color: var(--s6); }
.chart .s7 { color: var(--s7); }
.chart .s8 { color: var(--s8); }
@media (forced-colors: active) { .chart .bar rect:not(.hit), .chart .result { fill: CanvasText; } }
`;
const SHEET = new CSSStyleSheet();
SHEET.replaceSync(LOOKS);

const known = (cell) => cell && typeof cell.value === "number";

// How wide a text is about, in pixels at 13px.
function widthOf(text) {
  let width = 0;
  for (const char of text) width += char.charCodeAt(0) > 255 ? 13 : 7.4;
  return width;
}

// The unit that most cells are in; the others cannot stand on one scale with them.
function unitOf(cells) {
  const counts = new Map();
  for (const cell of cells) counts.set(cell.unit, (counts.get(cell.unit) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}

function scaleOf(most, unit) {
  if (UNSCALED.has(unit)) return { by: 1, name: unit };
  if (most >= 1e8) return { by: 1e8, name: `亿${unit}` };
  return most >= 1e4 ? { by: 1e4, name: `万${unit}` } : { by: 1, name: unit };
}

// Round numbers from below `low` to above `high`.
function ticksOf(low, high, about) {
  const rough = (high - low || Math.abs(high) || 1) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough);
  const ticks = [];
  for (let i = Math.floor(low / step + 1e-9); i <= Math.ceil(high / step - 1e-9); i += 1) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

function line(x1, y1, x2, y2, kind) {
  return svg("line", { x1, y1, x2, y2, class: kind });
}

function text(x, y, words, kind = null, anchor = null) {
  return svg("text", { x, y, class: kind, "text-anchor": anchor }, words);
}

// A point that opens `cell`; `told` is what is read of it, the title being its name.
function point(cell, told, kind, ...shapes) {
  return Object.assign(svg("g", { class: `point ${kind}`, role: "button", tabindex: "-1" }, svg("title", {}, told), shapes), { cell, told });
}

function picture(label, width, height, ...parts) {
  return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label, class: "chart" }, parts);
}

// Bars over the rows of one column of a grid, the longest first or `asGiven`.
export function bars(title, rows, column, width, asGiven = false) {
  const all = rows.map((row) => ({ label: row.label, cell: row.cells[column] })).filter((each) => known(each.cell));
  const unit = unitOf(all.map((each) => each.cell));
  const alike = all.filter((each) => each.cell.unit === unit);
  const items = (asGiven ? alike : [...alike].sort((a, b) => b.cell.value - a.cell.value)).slice(0, MOST_BARS);
  if (!items.length) return null;
  const left = Math.min(width * 0.42, Math.max(...items.map((each) => widthOf(each.label))) + 12);
  const right = Math.max(...items.map((each) => widthOf(each.cell.text))) + 14;
  const low = Math.min(0, ...items.map((each) => each.cell.value));
  const high = Math.max(0, ...items.map((each) => each.cell.value));
  const before = low < 0 ? right : 0;
  const x = (value) => left + before + ((value - low) / (high - low || 1)) * (width - left - right - before);
  const marks = items.map((each, i) => {
    const y = i * ROW + 4;
    const { value } = each.cell;
    const [a, b] = [x(Math.min(0, value)), x(Math.max(0, value))];
    const shape = svg("rect", { x: a, y, width: value && Math.max(1, b - a), height: ROW - 8, rx: 2 });
    const hit = svg("rect", { x: 0, y: y - 4, width, height: ROW, class: "hit" });
    const told = value < 0 ? text(a - 6, y + 14, each.cell.text, "value", "end") : text(b + 6, y + 14, each.cell.text, "value");
    return point(each.cell, `${each.cell.of}：${each.cell.text}`, "bar", hit, text(left - 8, y + 14, each.label, "label", "end"), shape, told);
  });
  const base = line(x(0), 0, x(0), items.length * ROW, "base");
  return { picture: picture(`柱图：${title}`, width, items.length * ROW + 4, base, marks), notes: leftOut(all.length - alike.length, alike.length - items.length, "个地区") };
}

function leftOut(unlike, many, what) {
  return [unlike > 0 && `${unlike} ${what}单位不同，没有画`, many > 0 && `另有 ${many} ${what}，没有画`].filter(Boolean);
}

// Lines over years for up to eight places; `points` of each series are {year, cell}, years ascending.
export function lines(title, series, width) {
  const cells = series.flatMap((each) => each.points.map((point) => point.cell)).filter(known);
  const unit = unitOf(cells);
  const drawn = series
    .map((each) => ({ ...each, points: each.points.filter((point) => known(point.cell) && point.cell.unit === unit) }))
    .filter((each) => each.points.length);
  const shown = drawn.slice(0, MOST_LINES);
  const points = shown.flatMap((each) => each.points);
  const years = [...new Set(points.map((point) => point.year))].sort((a, b) => a - b);
  if (years.length < 2) return null;
  const values = points.map((point) => point.cell.value);
  const scale = scaleOf(Math.max(...values.map(Math.abs)), unit);
  const height = width < NARROW ? 260 : 320;
  const ticks = ticksOf(Math.min(...values) / scale.by, Math.max(...values) / scale.by, 5);
  const [low, high] = [ticks[0], ticks.at(-1)];
  const left = Math.max(...ticks.map((tick) => widthOf(String(tick)))) + 10;
  const right = Math.min(width * 0.3, Math.max(...shown.map((each) => widthOf(each.label))) + 14);
  const [top, bottom] = [30, 26];
  const x = (year) => left + 8 + ((year - years[0]) / (years.at(-1) - years[0])) * (width - left - right - 16);
  const y = (value) => top + (1 - (value / scale.by - low) / (high - low || 1)) * (height - top - bottom);
  const grid = ticks.map((tick) => [line(left, y(tick * scale.by), width - right, y(tick * scale.by), "rule"), text(left - 6, y(tick * scale.by) + 4, tick, "tick", "end")]);
  const ends = spread(shown.map((each) => y(each.points.at(-1).cell.value)), 16, top, height - bottom);
  const drawings = shown.map((each, i) => seriesView(each, i, { x, y, label: ends[i], at: width - right + 8, alone: shown.length === 1 }));
  const unitText = text(0, 14, `单位：${scale.name || "无"}`, "tick");
  return {
    picture: picture(`折线图：${title}`, width, height, grid, unitText, yearTicks(years, x, height - 6), drawings),
    notes: [...leftOut(series.length - drawn.length, drawn.length - shown.length, "个地区"), ...(drawings.some((each) => each.gap) ? ["虚线处，中间的年份没有数字"] : [])],
  };
}

function yearTicks(years, x, y) {
  let last = -Infinity;
  return years.filter((year) => x(year) - last >= 44 && (last = x(year))).map((year) => text(x(year), y, year, "tick", "middle"));
}

function seriesView({ label, points }, i, place) {
  const spots = points.map(({ year, cell }) => ({ year, cell, x: place.x(year), y: place.y(cell.value) }));
  const pieces = spots.slice(1).map((spot, k) => ({ gap: spot.year - spots[k].year > 1, d: `M${spots[k].x} ${spots[k].y}L${spot.x} ${spot.y}` }));
  const path = (gap) => svg("path", { class: gap ? "line gap" : "line", d: pieces.filter((piece) => piece.gap === gap).map((piece) => piece.d).join("") });
  const marks = spots.map((spot) => point(spot.cell, `${spot.cell.of}：${spot.cell.text}`, "dot", svg("circle", { cx: spot.x, cy: spot.y, r: 11, class: "hit" }), svg("circle", { cx: spot.x, cy: spot.y, r: 4 })));
  const values = place.alone ? spots.filter(roomy).map((spot) => text(spot.x, spot.y + beside(spots, spot), spot.cell.text, "value", "middle")) : [];
  const end = text(place.at, place.label + 4, label, "name");
  return Object.assign(svg("g", { class: `series s${i + 1}` }, path(true), path(false), values, marks, end), { gap: pieces.some((piece) => piece.gap) });
}

// Whether the value of a spot can stand between those beside it.
function roomy({ x, cell }, i, spots) {
  return [spots[i - 1], spots[i + 1]].every((other) => !other || Math.abs(other.x - x) > (widthOf(cell.text) + widthOf(other.cell.text)) / 2 + 6);
}

// Where the line leaves room for a value: above a peak, below a dip.
function beside(spots, spot) {
  const i = spots.indexOf(spot);
  const around = [spots[i - 1], spots[i + 1]].filter(Boolean);
  return spot.y > around.reduce((sum, each) => sum + each.y, 0) / around.length ? 20 : -10;
}

// Heights that are at least `least` apart, near the wanted ones.
function spread(wanted, least, top, bottom) {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
  for (let k = 1; k < order.length; k += 1) order[k].y = Math.max(order[k].y, order[k - 1].y + least);
  const over = Math.max(0, (order.at(-1)?.y ?? 0) - bottom);
  if (over) {
    order.at(-1).y = bottom;
    for (let k = order.length - 2; k >= 0; k -= 1) order[k].y = Math.min(order[k].y, order[k + 1].y - least);
  }
  const placed = [];
  for (const { y, i } of order) placed[i] = Math.max(top - 8, y);
  return placed;
}

// Targets (hollow) beside results (full); `rows` are of a grid of outcomes, `labelOf(row)` names each.
export function pairs(title, rows, labelOf, width) {
  const all = rows.map((row) => ({ row, target: row.cells[1], result: row.cells[2] })).filter((each) => known(each.target));
  const unit = unitOf(all.map((each) => each.target));
  const alike = all.filter((each) => each.target.unit === unit && (!known(each.result) || each.result.unit === unit));
  const items = alike.slice(0, MOST_BARS);
  if (!items.length) return null;
  const values = items.flatMap((each) => [each.target.value, known(each.result) ? each.result.value : each.target.value]);
  const scale = scaleOf(Math.max(...values.map(Math.abs)), unit);
  const left = Math.min(width * 0.34, Math.max(...items.map((each) => widthOf(labelOf(each.row)))) + 14);
  const tellings = items.map((each) => (known(each.result) ? `${each.row.cells[3].text} ${each.row.cells[4].text.replace("—", "")}` : "没有说"));
  const right = Math.min(width * 0.4, Math.max(...tellings.map(widthOf)) + 20);
  const ticks = ticksOf(Math.min(...values) / scale.by, Math.max(...values) / scale.by, width < NARROW ? 3 : 5);
  const top = 44;
  const height = top + items.length * ROW + 6;
  const x = (value) => left + 8 + ((value / scale.by - ticks[0]) / (ticks.at(-1) - ticks[0] || 1)) * (width - left - right - 16);
  const grid = ticks.map((tick) => [line(x(tick * scale.by), top - 4, x(tick * scale.by), height, "rule"), text(x(tick * scale.by), top - 10, tick, "tick", "middle")]);
  const legend = svg("g", { class: "legend" }, svg("circle", { cx: 6, cy: 10, r: 4.5, class: "target" }), text(16, 14, "目标", "tick"), svg("circle", { cx: 62, cy: 10, r: 4.5, class: "result" }), text(72, 14, "结果", "tick"), text(112, 14, `单位：${scale.name || "无"}`, "tick"));
  const marks = items.map((each, i) => pairView(each, tellings[i], labelOf(each.row), { x, y: top + i * ROW + ROW / 2, left, width, right }));
  return { picture: picture(`目标与结果：${title}`, width, height, grid, legend, marks), notes: leftOut(all.length - alike.length, alike.length - items.length, "个目标") };
}

function pairView({ row, target, result }, telling, label, { x, y, left, width, right }) {
  const has = known(result);
  const told = `${row.of}：目标${target.text}，结果${has ? result.text : "没有说"}，${telling}`;
  const hit = svg("rect", { x: 0, y: y - ROW / 2, width, height: ROW, class: "hit" });
  const parts = [text(left - 8, y + 4, label, "label", "end"), has && line(x(target.value), y, x(result.value), y, "between")];
  const spots = [svg("circle", { cx: x(target.value), cy: y, r: 4.5, class: "target" }), has && svg("circle", { cx: x(result.value), cy: y, r: 4.5, class: "result" })];
  const cell = has ? { ...result, others: [...result.others, target] } : target;
  return point(cell, told, `pair ${row.verdict}`, hit, parts, spots, text(width - right + 12, y + 4, telling, "value"));
}

// One stop for the tab key, arrows from point to point; `read(cell, number of the point)`, `tell(text)`.
function alive(picture, read, tell) {
  const points = [...picture.querySelectorAll(".point")];
  if (points.length) points[0].setAttribute("tabindex", "0");
  const to = (i) => {
    for (const each of points) each.setAttribute("tabindex", "-1");
    points[i].setAttribute("tabindex", "0");
    points[i].focus();
  };
  picture.addEventListener("keydown", (event) => {
    const i = points.indexOf(event.target);
    if (i < 0) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -i, End: points.length - 1 - i }[event.key];
    if (event.key === "Enter" || event.key === " ") read(points[i].cell, i);
    else if (step !== undefined) to(Math.min(points.length - 1, Math.max(0, i + step)));
    else return;
    event.preventDefault();
  });
  points.forEach((each, i) => {
    each.addEventListener("click", () => read(each.cell, i));
    for (const kind of ["focus", "pointerenter"]) each.addEventListener(kind, () => tell(each.told));
  });
}

// `drawn` with what the point in focus tells and the notes below; `read(cell, opener)`, the opener gets the focus back.
// A chart is drawn anew when a panel takes of its room, so the point to go back to is looked for then.
function figureView(drawn, box, read) {
  const told = el("p", { class: "told quiet", "aria-hidden": "true" });
  const back = (i) => ({ focus: () => box.querySelectorAll(".point")[i]?.focus() });
  alive(drawn.picture, (cell, i) => read(cell, back(i)), (text) => (told.textContent = text));
  return el("figure", { "aria-label": drawn.picture.getAttribute("aria-label") }, drawn.picture, told, drawn.notes.map((note) => el("p", { class: "quiet" }, note)));
}

// Puts `drawn` (null: nothing to draw) into `box` below `controls`, dressed, the focus where it was.
export function show(drawn, box, controls, read) {
  const root = box.getRootNode();
  if (!root.adoptedStyleSheets.includes(SHEET)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, SHEET];
  const stops = () => [...box.querySelectorAll("button, select, .point")];
  const at = stops().indexOf(root.activeElement);
  box.replaceChildren(...(controls.length ? [el("p", { class: "tools" }, controls)] : []), drawn ? figureView(drawn, box, read) : el("p", { class: "quiet" }, "没有可画的数字。"));
  if (at >= 0) stops()[at]?.focus();
}

// A file that looks as the chart does here, with its title above and where it is from below.
export function asFile(drawn) {
  const title = drawn.getAttribute("aria-label");
  const copy = drawn.cloneNode(true);
  const [from, to] = [drawn, copy].map((each) => [...each.querySelectorAll("*")]);
  from.forEach((node, i) => {
    const style = getComputedStyle(node);
    for (const name of KEPT) if (style.getPropertyValue(name)) to[i].setAttribute(name, style.getPropertyValue(name));
    for (const name of ["tabindex", "role", "class"]) to[i].removeAttribute(name);
  });
  const { width, height } = drawn.viewBox.baseVal;
  const [above, below, margin] = [40, 30, 16];
  const own = getComputedStyle(drawn);
  const font = { "font-family": own.fontFamily, fill: own.color };
  const whole = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width: width + 2 * margin, height: height + above + below, viewBox: `0 0 ${width + 2 * margin} ${height + above + below}` });
  whole.append(svg("rect", { width: "100%", height: "100%", fill: own.backgroundColor }), svg("text", { ...font, x: margin, y: 26, "font-size": 16, "font-weight": 600 }, title));
  whole.append(svg("g", { transform: `translate(${margin} ${above})` }, ...copy.childNodes), svg("text", { ...font, x: margin, y: height + above + 18, "font-size": 12, opacity: 0.75 }, SOURCE));
  return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', new XMLSerializer().serializeToString(whole)], { type: "image/svg+xml" });
}
