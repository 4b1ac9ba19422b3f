// The page around the widget: what is in the store, to browse, to search, and to limit a question to.
import { DataView } from "./data.js";
import { $, el } from "./dom.js";

const FEW_REPORTS = 8;
const FIRST_READ = 3000;
const FAILURES = {
  offline: "网络已断开，连上后请刷新。",
  key: "浏览报告需要访问密钥。",
  crowded: "资料库暂时不可用，请稍后刷新。",
};
const chat = $("qa-chat");
const chosen = new Map();
let held = [];

function nameOf(report) {
  return `${report.place || report.title}${report.year ? `${report.year}年报告` : ""}`;
}

// 2011–2015、2017
function spans(years) {
  const runs = [];
  for (const year of [...new Set(years)].sort()) {
    const run = runs.at(-1);
    if (run && year === run[1] + 1) run[1] = year;
    else runs.push([year, year]);
  }
  return runs.map(([a, b]) => (a === b ? a : `${a}–${b}`)).join("、");
}

function coversOf(report) {
  const parts = [report.reviewed.length && `回顾${spans(report.reviewed)}年`, report.planned.length && `部署${spans(report.planned)}年`];
  return parts.filter(Boolean).join("，");
}

// The reports.

function drawReports(reports) {
  held = reports;
  const years = reports.map((report) => report.year).filter(Boolean);
  const places = new Set(reports.map((report) => report.place).filter(Boolean));
  $("#told").hidden = reports.length > 0;
  $("#told").textContent = "资料库里还没有报告。";
  $("#key").hidden = true;
  const from = years.length ? `，${[...new Set([Math.min(...years), Math.max(...years)])].join("–")}年` : "";
  $("#held").textContent = reports.length ? `收录${places.size}地${reports.length}份报告${from}` : "";
  $("#sift").hidden = reports.length <= FEW_REPORTS;
  const byPlace = new Map();
  for (const report of [...reports].sort((a, b) => b.year - a.year)) {
    const place = report.place || "地区未知";
    byPlace.set(place, [...(byPlace.get(place) || []), report]);
  }
  const shelves = [...byPlace].map(([place, held]) => el("div", { class: "place" }, el("h2", {}, place), el("ul", {}, ...held.map(reportItem))));
  $("#list").replaceChildren(...shelves);
}

function reportItem(report) {
  const box = el("input", { type: "checkbox", "data-id": report.id, change: () => choose(report, box.checked) });
  const glance = folded(report, "速览", "glance", () => glanceOf(report));
  const outline = folded(report, "章节", "outline", () => outlineOf(report));
  const label = el("label", {}, box, el("span", {}, report.year ? `${report.year}年报告` : report.title));
  const unfolds = el("span", { class: "unfolds" }, glance.unfold, outline.unfold);
  return el("li", { class: "report", "data-words": `${report.place || ""} ${report.year || ""} ${report.title}` }, label, unfolds, el("p", { class: "covers quiet" }, coversOf(report)), glance.box, outline.box);
}

// A button and the box that it unfolds, filled when it is first opened.
function folded(report, name, kind, filled) {
  const box = el("div", { class: `fold ${kind}`, id: `${kind}-${report.id}`, hidden: true });
  const unfold = el("button", { type: "button", class: "unfold", "aria-expanded": "false", "aria-controls": box.id, "aria-label": `${nameOf(report)}的${name}`, click: () => toggle(unfold, box, filled) }, name);
  return { unfold, box };
}

async function toggle(unfold, box, filled) {
  box.hidden = !box.hidden;
  unfold.setAttribute("aria-expanded", String(!box.hidden));
  if (box.dataset.filled) return;
  try {
    box.replaceChildren(...(await filled()));
    box.dataset.filled = "1";
  } catch {
    box.replaceChildren(el("p", { class: "quiet" }, "暂时读取不到。"));
  }
}

async function outlineOf(report) {
  const { outline } = await chat.api.report(report.id);
  return [el("ul", {}, outline.filter((section) => section.path.length).map((section) => sectionItem(report, section)))];
}

const CHANGES = { new: "新", gone: "去", changed: "变" };
const figuresOf = (figures) => figures.map(({ facet, text }) => `${facet === "rise" ? "增长" : ""}${text}`).join("，");

// The report's own figures, headings and lists, each opens its place; or all of them beside those of another report.
async function glanceOf(report) {
  const body = el("div", {});
  const others = held.filter((each) => each.id !== report.id).sort((a, b) => (a.place !== report.place) - (b.place !== report.place));
  const choice = el("select", { "aria-label": `与${nameOf(report)}对照`, change: () => fill() }, el("option", { value: "" }, "与另一份对照……"), others.map((each) => el("option", { value: each.id }, nameOf(each))));
  const fill = async () => {
    try {
      body.replaceChildren(...(await partsOf(report.id, choice.value)));
    } catch {
      body.replaceChildren(el("p", { class: "quiet" }, "暂时读取不到。"));
    }
  };
  body.replaceChildren(...(await partsOf(report.id, "")));
  return [others.length ? choice : "", body];
}

async function partsOf(id, other) {
  const path = `reports/${encodeURIComponent(id)}`;
  const seen = await chat.api.get(other ? `${path}/beside/${encodeURIComponent(other)}` : `${path}/summary`);
  const { year, planned } = seen.now || seen;
  const parts = [
    [`${year}年结果`, seen.results.map(headline)],
    [`${planned}年目标`, seen.targets.map(headline)],
    ["重点任务", seen.tasks],
    ["民生实事", seen.deeds],
  ];
  const told = parts.filter(([, items]) => items.length).flatMap(([name, items]) => [el("h3", {}, name), el("ul", {}, items.map(glanceItem))]);
  const legend = other && el("p", { class: "quiet" }, `与${nameOf({ ...seen.then, year: seen.then.report_year })}相比：新，只有这一份说；去，只有那一份说；变，数字不同，那一份的在后。`);
  return told.length ? [legend, ...told].filter(Boolean) : [el("p", { class: "quiet" }, "这份报告里没有读出结果、目标与任务。")];
}

function headline({ indicator, figures, now = figures, then = [], change = "" }) {
  const before = change === "changed" ? `；${figuresOf(then)}` : "";
  const shown = now.length ? now : then;
  return { text: [el("span", { class: "of" }, indicator), ` ${figuresOf(shown)}${before}`], citation: shown[0].citation, change };
}

function glanceItem({ text, citation, change }) {
  const label = CHANGES[change] && el("b", { class: `change ${change}` }, CHANGES[change]);
  return el("li", {}, el("button", { type: "button", click: (event) => read(citation, event.currentTarget) }, label, text));
}

function sectionItem(report, section) {
  const depth = Math.min(section.path.length, 3);
  return el("li", { "data-depth": depth }, el("button", { type: "button", click: (event) => readSection(report, section, event.currentTarget) }, section.path.at(-1)));
}

function readSection(report, section, opener) {
  const end = Math.min(section.end, section.start + FIRST_READ);
  read({ ...placeOf(report), section: section.path, page: null, start: section.start, end, quote: null }, opener);
}

function placeOf(report) {
  return { report_id: report.id, title: report.title, place: report.place, report_year: report.year, sha256: report.sha256 };
}

function read(source, opener) {
  go("talk");
  chat.showSource(source, opener);
}

// The limit.

function choose(report, checked) {
  if (checked) chosen.set(report.id, { id: report.id, label: nameOf(report) });
  else chosen.delete(report.id);
  chat.limit([...chosen.values()]);
}

function unchoose(ids) {
  for (const id of [...chosen.keys()]) if (!ids.includes(id)) chosen.delete(id);
  for (const box of document.querySelectorAll("#list input")) box.checked = chosen.has(box.dataset.id);
}

function sift(words) {
  const wanted = words.split(/\s+/).filter(Boolean);
  for (const item of document.querySelectorAll("#list .report")) item.hidden = !wanted.every((word) => item.dataset.words.includes(word));
  for (const place of document.querySelectorAll("#list .place")) place.hidden = !place.querySelector(".report:not([hidden])");
}

// The search.

let searching = new AbortController();

async function find(query) {
  searching.abort();
  searching = new AbortController();
  const { signal } = searching;
  $("#found").textContent = "正在检索……";
  const parameters = new URLSearchParams({ q: query, k: "20" });
  for (const id of chosen.keys()) parameters.append("report_id", id);
  try {
    const { hits } = await chat.api.get(`search?${parameters}`, signal);
    $("#hits").replaceChildren(...hits.map(hitItem));
    $("#found").textContent = hits.length ? `找到 ${hits.length} 段，得分从高到低。` : "没有找到相关的原文。";
  } catch (error) {
    if (!signal.aborted) $("#found").textContent = error.told || "检索失败，请稍后再试。";
  }
}

function hitItem(hit) {
  const where = [hit.place ? nameOf({ ...hit, year: hit.report_year }) : hit.title, hit.section.at(-1), hit.page && `第${hit.page}页${hit.recognised ? "（识别文字）" : ""}`].filter(Boolean).join(" · ");
  const score = (value, digits) => (value === null ? "未入选" : value.toFixed(digits));
  const scores = `合并 ${score(hit.scores.fused, 4)}　向量 ${score(hit.scores.dense, 3)}　用词 ${score(hit.scores.words, 2)}`;
  const source = { ...hit, quote: hit.text };
  const parts = [el("span", { class: "quiet" }, where), el("span", { class: "text" }, hit.text), el("span", { class: "scores" }, scores)];
  return el("li", {}, el("button", { type: "button", click: (event) => read(source, event.currentTarget) }, ...parts));
}

// The frame.

function show(view) {
  document.body.dataset.view = view;
  for (const each of document.querySelectorAll("nav button")) each.setAttribute("aria-pressed", String(each.dataset.to === view));
}

function go(view) {
  if (document.body.dataset.view === view) return;
  show(view);
  if (view === "data") data.open();
  else if (location.hash) history.pushState(null, "", location.pathname);
}

function select(tab) {
  for (const each of document.querySelectorAll("[role=tab]")) {
    const on = each === tab;
    each.setAttribute("aria-selected", String(on));
    each.tabIndex = on ? 0 : -1;
    $(`#${each.getAttribute("aria-controls")}`).hidden = !on;
  }
  tab.focus();
}

function onTabKey(event) {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  select([...document.querySelectorAll("[role=tab]")].find((tab) => tab !== event.target));
}

// A link to a place in a report, as the widget copies it: #report=…&start=…&end=…; or to a view of the data.
async function follow() {
  const asked = new URLSearchParams(location.hash.slice(1));
  if (asked.has("data")) {
    show("data");
    data.follow(asked);
    return;
  }
  if (document.body.dataset.view === "data") show("talk");
  const [start, end] = ["start", "end"].map((name) => Number(asked.get(name)));
  if (!asked.get("report") || !(start >= 0 && end > start)) return;
  try {
    const report = await chat.api.report(asked.get("report"));
    const section = report.outline.filter((each) => each.start <= start && start < each.end).at(-1)?.path || [];
    read({ ...placeOf(report), section, page: null, start, end, quote: "" }, null);
  } catch {
    $("#state").textContent = "链接所指的报告不在资料库里。";
  }
}

async function tellState() {
  try {
    const ready = await (await fetch("readyz")).json();
    if (ready.error) $("#state").textContent = ready.error.message;
    else if (!ready.chat) $("#state").textContent = "未配置模型，只摘录原句";
    else if (!ready.chat_healthy) $("#state").textContent = "模型暂不可用，只摘录原句";
  } catch {
    $("#state").textContent = "连不上服务";
  }
}

function onReports({ reports, failure }) {
  if (!failure) {
    drawReports(reports);
    data.learn(reports);
  } else {
    $("#told").textContent = FAILURES[failure] || "报告目录暂时读取不到，请稍后刷新。";
    $("#key").hidden = failure !== "key";
  }
}

for (const tab of document.querySelectorAll("[role=tab]")) tab.addEventListener("click", () => select(tab));
$(".tabs").addEventListener("keydown", onTabKey);
for (const each of document.querySelectorAll("nav button")) each.addEventListener("click", () => go(each.dataset.to));
$("#sift").addEventListener("input", (event) => sift(event.target.value));
$("#key").addEventListener("submit", (event) => {
  event.preventDefault();
  chat.useKey(event.target.elements[0].value.trim());
});
$("#find").addEventListener("submit", (event) => {
  event.preventDefault();
  find(event.target.elements[0].value);
});
chat.addEventListener("qa-limit", (event) => unchoose(event.detail));
chat.addEventListener("qa-reports", (event) => onReports(event.detail));
chat.addEventListener("qa-source", (event) => document.body.classList.toggle("reading", event.detail.open));
const data = new DataView(chat);
if (chat.learned) onReports(chat.learned);
addEventListener("popstate", follow);
follow();
tellState();
