// The view 数据: one indicator over places and years, as a table and as a chart; the address holds the whole view.
import { asFile, bars, lines, pairs, show } from "./chart.js";
import { $, el, keep } from "./dom.js";
import { gridOfMentions, gridOfOutcomes, gridOfTable, sorted, tableView, yearsOfMentions } from "./grid.js";

const FACETS = { level: "数量", rise: "增长", fall: "下降", share: "占比", rank: "位次", new: "新增" };
const CHARTS = { bars: "柱图", lines: "折线图" };
const SUGGESTED = 12;
const MOST_CHOSEN = 50;
const TYPING_MS = 150;
const LINES = 8;
const WIDEST = 820;

const nothing = () => ({ indicator: "", basis: "result", facet: "", place: [], year: [], by: null, order: "desc", chart: "", at: "", turned: false });

// The view as the address holds it, and back.
function written(view) {
  const parameters = new URLSearchParams({ data: view.indicator });
  if (view.basis !== "result") parameters.set("basis", view.basis);
  for (const name of ["facet", "chart", "at"]) if (view[name]) parameters.set(name, view[name]);
  for (const name of ["place", "year"]) for (const value of view[name]) parameters.append(name, value);
  if (view.by !== null) for (const name of ["by", "order"]) parameters.set(name, view[name]);
  if (view.turned) parameters.set("turned", "1");
  return parameters;
}

function read(parameters) {
  const one = (name, allowed, otherwise) => (allowed.includes(parameters.get(name)) ? parameters.get(name) : otherwise);
  return {
    indicator: (parameters.get("data") || "").slice(0, 200),
    basis: one("basis", ["result", "target", "outcomes", "mentions"], "result"),
    facet: one("facet", Object.keys(FACETS), ""),
    place: parameters.getAll("place").slice(0, MOST_CHOSEN),
    year: parameters.getAll("year").filter((year) => /^\d{4}$/.test(year)).slice(0, MOST_CHOSEN),
    by: parameters.get("by"),
    order: one("order", ["asc", "desc"], "desc"),
    chart: one("chart", Object.keys(CHARTS), ""),
    at: parameters.get("at") || "",
    turned: parameters.get("turned") === "1",
  };
}

export class DataView {
  #chat;
  #view = nothing();
  #reply = null;
  #known = null;
  #places = [];
  #loading = new AbortController();
  #finding = new AbortController();
  #options = [];
  #active = -1;
  #width = 0;

  constructor(chat) {
    this.#chat = chat;
    this.input = $("#indicator");
    this.list = $("#indicators");
    this.seen = $("#seen");
    this.#listen();
  }

  // The places that have reports.
  learn(reports) {
    this.#places = [...new Set(reports.map((report) => report.place).filter(Boolean))];
    if (document.body.dataset.view === "data") this.#load();
  }

  open() {
    history.pushState(null, "", `#${written(this.#view)}`);
    this.#load();
  }

  follow(parameters) {
    this.#view = read(parameters);
    this.#load();
  }

  #change(changes) {
    this.#view = { ...this.#view, ...changes };
    history.pushState(null, "", `#${written(this.#view)}`);
  }

  #listen() {
    const ways = $("#ways");
    ways.addEventListener("submit", (event) => event.preventDefault());
    for (const each of ways.querySelectorAll("[name=basis]")) each.addEventListener("change", () => this.#turnTo(each.value));
    $("#facet").addEventListener("change", (event) => this.#ask({ facet: event.target.value, by: null, at: "" }));
    this.input.addEventListener("input", () => this.#suggestSoon());
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("keydown", (event) => this.#onKey(event));
    this.input.addEventListener("blur", () => this.#fold());
    // A press on an option must not take the focus, or the list is gone before the click.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    document.addEventListener("click", (event) => {
      for (const drop of document.querySelectorAll(".drop[open]")) if (!drop.contains(event.target)) drop.open = false;
    });
    for (const drop of document.querySelectorAll(".drop")) {
      drop.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        drop.open = false;
        drop.querySelector("summary").focus();
      });
    }
    new ResizeObserver(([box]) => {
      if (Math.abs(box.contentRect.width - this.#width) < 2) return;
      this.#width = box.contentRect.width;
      if (this.#reply) this.#drawChart();
    }).observe(this.seen);
  }

  // A phrase is no indicator: what was asked of the one is not asked of the other.
  #turnTo(basis) {
    const { indicator, place, year } = this.#view;
    const kept = (basis === "mentions") === (this.#view.basis === "mentions") ? { indicator, place, year } : { place };
    this.#ask({ ...nothing(), ...kept, basis });
  }

  #ask(changes) {
    this.#change(changes);
    this.#load();
  }

  // The indicators that are suggested while one types.

  #suggestSoon() {
    clearTimeout(this.typing);
    if (this.#view.basis === "mentions") return;
    this.typing = setTimeout(() => this.#suggest(), TYPING_MS);
  }

  async #suggest() {
    this.#finding.abort();
    this.#finding = new AbortController();
    const { signal } = this.#finding;
    try {
      const { indicators } = await this.#chat.api.get(`indicators?${new URLSearchParams({ q: this.input.value.trim(), size: SUGGESTED })}`, signal);
      if (signal.aborted || document.activeElement !== this.input) return;
      this.#options = indicators.map((each) => each.name);
      this.#active = -1;
      const options = indicators.map((each, i) => el("li", { role: "option", id: `option-${i}`, "aria-selected": "false", click: () => this.#choose(each.name) }, el("span", {}, each.name), el("small", {}, toldOf(each))));
      this.list.replaceChildren(...(options.length ? options : [el("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "报告里没有这样的指标")]));
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
    } catch {
      this.#fold();
    }
  }

  #fold() {
    this.#finding.abort();
    clearTimeout(this.typing);
    this.list.hidden = true;
    this.#active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  #onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.#fold();
    } else if (event.key === "Enter") {
      const name = this.#options[this.#active] || this.input.value.trim();
      if (name) this.#choose(name);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.#suggestSoon();
      else this.#move(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  #move(step) {
    const count = this.#options.length;
    if (!count) return;
    this.#active = (this.#active + step + count + (this.#active < 0 && step < 0 ? 1 : 0)) % count;
    [...this.list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === this.#active)));
    this.list.children[this.#active].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", `option-${this.#active}`);
  }

  #choose(name) {
    this.#fold();
    this.#options = [];
    const { place, basis } = this.#view;
    this.#ask({ ...nothing(), indicator: name, place, basis });
  }

  // The view asked for.

  async #load() {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    this.#showWays();
    try {
      if (this.#view.indicator) await this.#fetch(signal);
      else if (this.#view.basis === "mentions") this.#invite();
      else await this.#welcome(signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#reply = null;
      const told = error.kind === "key" ? "看数据需要访问密钥，请在“资料库”里填写。" : error.told || "数据暂时读取不到，请稍后再试。";
      this.seen.replaceChildren(el("p", { class: "quiet" }, told));
    }
  }

  async #welcome(signal) {
    this.#reply = this.#known = null;
    const { total, indicators } = await this.#chat.api.get("indicators?size=24", signal);
    if (signal.aborted) return;
    const choices = indicators.map((each) => el("li", {}, el("button", { type: "button", click: () => this.#choose(each.name) }, el("span", {}, each.name), el("small", {}, toldOf(each)))));
    this.seen.replaceChildren(el("h2", {}, "报告里的每一个数字"), el("p", { class: "quiet" }, `报告共说到 ${total} 个指标，说得最多的是：`), el("ul", { class: "often" }, choices));
  }

  #invite() {
    this.#reply = this.#known = null;
    this.seen.replaceChildren(el("h2", {}, "一个提法的来历"), el("p", { class: "quiet" }, "写下要找的词句，如“低空经济”，按回车：哪些报告说到、几次、哪一年最早，逐字找遍全部正文。"));
    if (document.body.dataset.view === "data") this.input.focus();
  }

  async #fetch(signal) {
    const { indicator, basis } = this.#view;
    const [reply, known] = await Promise.all([
      this.#chat.api.get(this.#path(), signal),
      basis !== "mentions" && this.#chat.api.get(`indicators?${new URLSearchParams({ q: indicator, size: 1 })}`, signal),
    ]);
    if (signal.aborted) return;
    this.#reply = reply;
    this.#known = (known && known.indicators[0]) || null;
    this.#showWays();
    this.#draw();
  }

  #path(form = "json") {
    const { indicator, basis, facet, place, year, by, turned } = this.#view;
    const phrase = basis === "mentions";
    const parameters = new URLSearchParams(phrase ? { phrase: indicator, sentences: 50, size: 200 } : { indicator });
    if (basis === "result" || basis === "target") parameters.set("basis", basis);
    if (facet) parameters.set("facet", facet);
    for (const each of place) parameters.append("place", each);
    for (const each of year) parameters.append(phrase ? "report_year" : "year", each);
    if (form !== "json") parameters.set("format", form);
    // A file stands as the view does.
    if (form !== "json") {
      if (by !== null) for (const name of ["by", "order"]) parameters.set(name, this.#view[name]);
      if (turned && !phrase) parameters.set("turned", "true");
    }
    return `${phrase || basis === "outcomes" ? basis : "table"}?${parameters}`;
  }

  // The ways to choose, as the view has them.

  #showWays() {
    const { indicator, basis, place, year } = this.#view;
    if (document.activeElement !== this.input || this.list.hidden) this.input.value = indicator;
    $(`#ways [value=${basis}]`).checked = true;
    this.#showFacets();
    this.#showChoices($("#places"), "地区", this.#places, place, (chosen) => this.#ask({ place: chosen }));
    this.input.placeholder = basis === "mentions" ? "找提法，如 低空经济，按回车" : "找指标，如 地区生产总值、粮食产量";
    this.input.setAttribute("aria-label", basis === "mentions" ? "提法" : "指标");
    const told = this.#known?.years || (this.#reply?.years || []).map((each) => each.year).filter(Boolean);
    const years = [...new Set([...told.map(String), ...year])].sort().reverse();
    this.#showChoices($("#years"), "年份", years, year, (chosen) => this.#ask({ year: chosen, at: "" }));
    for (const each of [$("#places"), $("#years")]) each.hidden = !indicator;
    $("#facet").hidden = !indicator || $("#facet").options.length < 2;
  }

  #showFacets() {
    const facets = this.#reply?.facets || [];
    const shown = this.#reply?.columns?.[0]?.facet || this.#reply?.facet || this.#view.facet;
    const told = new Map(facets.map(({ facet, count }) => [facet, count]));
    if (shown && !told.has(shown)) told.set(shown, 0);
    if (told.has("rise") && told.has("fall")) {
      told.set("rise", told.get("rise") + told.get("fall"));
      told.delete("fall");
    }
    const options = [...told].map(([facet, count]) => el("option", { value: facet }, count ? `${FACETS[facet]}（${count}）` : FACETS[facet]));
    $("#facet").replaceChildren(...options);
    $("#facet").value = shown === "fall" && !told.has("fall") ? "rise" : shown || "";
  }

  #showChoices(drop, name, values, chosen, change) {
    const label = chosen.length ? (chosen.length > 2 ? `${chosen.length} 个` : chosen.join("、")) : "全部";
    drop.querySelector("summary").textContent = `${name}：${label}`;
    const box = drop.querySelector("div");
    const key = JSON.stringify([values, chosen]);
    if (box.dataset.key === key) return;
    box.dataset.key = key;
    const boxes = values.map((value) => el("label", { "data-value": value }, el("input", { type: "checkbox", value, checked: chosen.includes(value) }), el("span", {}, value)));
    const collect = () => {
      const now = [...box.querySelectorAll("input:checked")].map((each) => each.value).slice(0, MOST_CHOSEN);
      box.dataset.key = JSON.stringify([values, now]);
      change(now);
    };
    const sift = el("input", { type: "search", "aria-label": `筛选${name}`, placeholder: "筛选", input: () => boxes.forEach((each) => (each.hidden = !each.dataset.value.includes(sift.value.trim()))) });
    const all = el("button", { type: "button", click: () => change([]) }, "全部");
    box.replaceChildren(el("p", {}, values.length > 12 && sift, all), el("div", { class: "boxes" }, boxes));
    for (const each of box.querySelectorAll("[type=checkbox]")) each.addEventListener("change", collect);
  }

  // The view itself.

  get #grid() {
    const { basis, turned } = this.#view;
    if (basis === "mentions") return gridOfMentions(this.#reply);
    return basis === "outcomes" ? gridOfOutcomes(this.#reply) : gridOfTable(this.#reply, turned);
  }

  #draw() {
    const grid = this.#grid;
    const rows = sorted(grid, this.#view.by, this.#view.order);
    const focused = document.activeElement?.dataset?.sort;
    this.chart = el("div", { class: "drawn" });
    const table = tableView(grid, rows, { by: this.#view.by, order: this.#view.order, read: (cell, opener) => this.#read(cell, opener), sort: (heading) => this.#sort(heading) });
    const head = el("header", {}, el("h2", {}, grid.title), this.#tools(grid));
    const notes = grid.notes.map((note) => el("li", {}, note));
    const none = this.#view.basis === "mentions" ? "" : el("p", { class: "quiet" }, "报告里没有这样的数字。换一面、地区或年份试试。");
    const shown = grid.head.length ? table : none;
    this.seen.replaceChildren(head, this.#joined(), el("div", { class: "views" }, el("div", { class: "tabled" }, shown, el("ul", { class: "notes quiet" }, notes)), this.chart));
    if (focused !== undefined) [...this.seen.querySelectorAll("[data-sort]")].find((each) => each.dataset.sort === focused)?.focus();
    this.#drawChart();
  }

  // Which names count as this indicator, and why.
  #joined() {
    const known = this.#known;
    const written = this.#reply.indicator || this.#reply.columns?.[0]?.indicator;
    if (!known?.joined.length || known.name !== written) return "";
    const own = known.count - known.joined.reduce((sum, each) => sum + each.count, 0);
    const names = known.joined.map((each) => el("li", {}, `${each.name}　${each.count} 次，${each.reason}`));
    return el("details", { class: "joined quiet" }, el("summary", {}, `合并了 ${names.length + 1} 种叫法`), el("ul", {}, el("li", {}, `${known.name}　${own} 次`), names));
  }

  #tools(grid) {
    const button = (label, click, more = {}) => el("button", { type: "button", click, ...more }, label);
    const file = (form, label) => button(label, () => this.#save(form, grid.title), { "aria-label": `下载 ${label}` });
    const turn = this.#reply.columns && button("行列互换", () => this.#redraw({ turned: !this.#view.turned, by: null }), { "aria-pressed": String(this.#view.turned) });
    this.said = el("span", { role: "status", class: "said" });
    return el("p", { class: "tools" }, turn, button("复制链接", () => this.#copyLink()), el("span", { class: "quiet" }, "下载"), file("csv", "CSV"), file("xlsx", "Excel"), button("SVG", () => this.#savePicture(grid.title), { "aria-label": "下载 SVG" }), this.said);
  }

  #redraw(changes) {
    this.#change(changes);
    this.#draw();
  }

  // Down, up, as it was.
  #sort(heading) {
    const { by, order } = this.#view;
    if (by !== heading) this.#redraw({ by: heading, order: heading ? "desc" : "asc" });
    else if (order === (heading ? "desc" : "asc")) this.#redraw({ by, order: heading ? "asc" : "desc" });
    else this.#redraw({ by: null, order: "desc" });
  }

  #read(cell, opener) {
    if (cell.citation) this.#chat.showSource([cell, ...cell.others].map((each) => each.citation), opener);
  }

  // The chart.

  #drawChart() {
    const width = Math.min(WIDEST, Math.floor(this.chart.clientWidth));
    if (!width) return;
    const { controls, drawn } = this.#drawing(width);
    this.drawn = drawn;
    show(drawn, this.chart, controls, (cell, opener) => this.#read(cell, opener));
  }

  #drawing(width) {
    const { basis } = this.#view;
    if (basis === "mentions") return { controls: [], drawn: bars(`各年说到“${this.#reply.phrase}”的报告`, yearsOfMentions(this.#reply), 0, width, true) };
    return basis === "outcomes" ? this.#pairs(width) : this.#plain(width);
  }

  #plain(width) {
    const grid = gridOfTable(this.#reply, false);
    const rows = sorted(grid, this.#view.turned ? null : this.#view.by, this.#view.order);
    const filled = grid.head.map((_, column) => rows.filter((row) => row.cells[column].citation).length);
    const years = new Set(this.#reply.columns.map((column) => column.year));
    const series = this.#series(rows);
    const kind = years.size < 2 ? "bars" : this.#view.chart || (series.some((each) => each.points.length > 2) ? "lines" : "bars");
    const at = grid.head.includes(this.#view.at) ? grid.head.indexOf(this.#view.at) : filled.lastIndexOf(Math.max(...filled));
    const kinds = years.size > 1 && el("span", { class: "kinds" }, Object.entries(CHARTS).map(([name, label]) => el("button", { type: "button", "aria-pressed": String(name === kind), click: () => this.#rechart({ chart: name }) }, label)));
    const choice = kind === "bars" && this.#atChoice(grid.head, grid.head[at]);
    const title = kind === "bars" ? `${this.#reply.title}${grid.head.length > 1 ? ` ${grid.head[at]}` : ""}` : this.#reply.title;
    return { controls: [kinds, choice], drawn: kind === "bars" ? bars(title, rows, at, width) : lines(title, series, width) };
  }

  // Those with the longest courses, in the order of the table.
  #series(rows) {
    const all = rows.map((row) => ({ label: row.label, points: this.#reply.columns.map(({ year }, i) => ({ year, cell: row.cells[i] })).filter((point) => point.cell.citation) }));
    const longest = [...all].sort((a, b) => b.points.length - a.points.length).slice(0, LINES);
    const first = all.filter((each) => longest.includes(each));
    return [...first, ...all.filter((each) => !longest.includes(each) && each.points.length)];
  }

  #pairs(width) {
    const grid = this.#grid;
    const rows = sorted(grid, this.#view.by, this.#view.order);
    const alone = new Set(rows.map((row) => row.place)).size === 1;
    const years = [...new Set(rows.map((row) => `${row.year}年`))].sort();
    const told = years.map((year) => rows.filter((row) => `${row.year}年` === year && row.cells[2].citation).length);
    const at = years.includes(this.#view.at) ? this.#view.at : years[told.lastIndexOf(Math.max(...told))];
    const shown = alone ? rows : rows.filter((row) => `${row.year}年` === at);
    const drawn = pairs(`${this.#reply.title}${alone ? "" : ` ${at}`}`, shown, (row) => (alone ? `${row.year}年` : row.place), width);
    return { controls: [!alone && years.length > 1 && this.#atChoice(years, at)], drawn };
  }

  #atChoice(values, value) {
    const choice = el("select", { id: "at", "aria-label": "画哪一列", change: () => this.#rechart({ at: choice.value }) }, values.map((each) => el("option", { value: each, selected: each === value }, each)));
    return values.length > 1 && choice;
  }

  #rechart(changes) {
    this.#change(changes);
    this.#drawChart();
  }

  // Taking it along.

  async #copyLink() {
    try {
      await navigator.clipboard.writeText(location.href);
      this.#say("已复制");
    } catch {
      this.#say("复制不了，请从地址栏复制");
    }
  }

  #say(text) {
    this.said.textContent = text;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => (this.said.textContent = ""), 2500);
  }

  async #save(form, title) {
    try {
      keep(await this.#chat.api.file(this.#path(form)), `${title}.${form}`);
    } catch (error) {
      this.#say(error.told || "下载失败");
    }
  }

  #savePicture(title) {
    if (!this.drawn) this.#say("没有可画的数字");
    else keep(asFile(this.drawn.picture), `${title}.svg`);
  }
}

function toldOf(indicator) {
  const { years } = indicator;
  const span = years.length > 1 ? `${years[0]}–${years.at(-1)}年` : years.length ? `${years[0]}年` : "";
  return [`${indicator.count} 次`, `${indicator.places} 地`, span].filter(Boolean).join(" · ");
}
