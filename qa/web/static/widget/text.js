// The answer's text: paragraphs, quoted lines, citation marks and figures.
const MARK = /\[(\d{1,3})\]/g;
// "张家口市2024年报告，2023年结果：“……”[1]。"
const QUOTED_LINE = /^(.{1,80}?)：“(.+)”((?:\[\d{1,3}\])+)[。；]?$/;

// What follows the line "依据：" and, beside a table, every quoted line is the basis; the rest is the answer itself.
function linesOf(text, hasTable) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const cut = lines.findIndex((line) => /^依据[：:]$/.test(line));
  const said = cut < 0 ? lines : lines.slice(0, cut);
  const basis = cut < 0 ? [] : lines.slice(cut + 1);
  if (!hasTable) return { said, basis };
  const isQuote = (line) => QUOTED_LINE.test(line);
  return { said: said.filter((line) => !isQuote(line)), basis: [...said.filter(isQuote), ...basis] };
}

const STATUSES = ["quoted", "derived", "unsupported"];

// A status that is not known is the worst.
function statusOf(figure) {
  return STATUSES.includes(figure.status) ? figure.status : "unsupported";
}

// Draws text with its marks and figures. Of two figures written alike the less trustworthy is shown.
class Typesetter {
  #figures = new Map();
  #pattern = null;

  constructor(citations, figures, t) {
    this.citations = new Map(citations.map((citation) => [citation.number, citation]));
    this.t = t;
    const rank = (figure) => STATUSES.indexOf(statusOf(figure));
    for (const figure of [...figures].sort((a, b) => rank(a) - rank(b))) this.#figures.set(figure.text, figure);
    const texts = [...this.#figures.keys()].filter(Boolean).sort((a, b) => b.length - a.length);
    // A figure inside a longer one (5% in 15%) is not it.
    if (texts.length) this.#pattern = new RegExp(`(?<![\\d.])(?:${texts.map(escaped).join("|")})(?![\\d.]*\\d)`, "g");
  }

  line(text) {
    const quoted = QUOTED_LINE.exec(text);
    if (!quoted) return el("p", this.inline(text));
    const [, heading, quote, marks] = quoted;
    return el("blockquote", el("p.where", heading), el("p", "“", this.inline(quote), "”", this.inline(marks)));
  }

  inline(text) {
    const parts = [];
    let from = 0;
    for (const match of text.matchAll(MARK)) {
      const mark = this.mark(Number(match[1]));
      if (!mark) continue;
      parts.push(glued(this.#withFigures(text.slice(from, match.index)).filter(Boolean), mark));
      from = match.index + match[0].length;
    }
    return [...parts, this.#withFigures(text.slice(from))];
  }

  mark(number) {
    const citation = this.citations.get(number);
    if (!citation) return null;
    const label = this.t.mark(number, whereOf(citation, this.t));
    return el("button.mark", { type: "button", "data-citation": number, "aria-label": label }, number);
  }

  #withFigures(text) {
    if (!this.#pattern) return [text];
    const parts = [];
    let from = 0;
    for (const match of text.matchAll(this.#pattern)) {
      parts.push(text.slice(from, match.index), this.#figure(match[0]));
      from = match.index + match[0].length;
    }
    return [...parts, text.slice(from)];
  }

  #figure(text) {
    const figure = this.#figures.get(text);
    const status = statusOf(figure);
    const note = figure.formula ? `${this.t.status[status]}：${figure.formula}` : this.t.status[status];
    const warning = status === "unsupported" && el("small", this.t.unseen);
    return el("span", { class: `figure ${status}`, title: status === "quoted" ? null : note }, text, warning);
  }
}

// A mark stays on the line of what it proves.
function glued(parts, mark) {
  const last = parts.pop() || "";
  if (last instanceof Node) return [parts, el("span.glue", last, mark)];
  const chars = Array.from(last);
  const tail = chars.pop();
  return [parts, chars.join(""), el("span.glue", tail, mark)];
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

// Place and year of a citation, a passage or a report, in a few words.
function whereOf(source, t) {
  if (!source.place) return source.title;
  return source.place + (source.report_year ? t.reportYear(source.report_year) : "");
}

// The page, and that its text was read from a picture; nothing without pages.
function pageOf(source, t) {
  if (!source.page) return null;
  return source.recognised ? `${t.page(source.page)}（${t.recognised}）` : t.page(source.page);
}

function pathOf(source) {
  return (source.section || []).join(" › ");
}

function figureList(figures, typesetter, t) {
  const seen = new Set();
  const rows = figures.filter((figure) => !seen.has(JSON.stringify(figure)) && seen.add(JSON.stringify(figure)));
  const items = rows.map((figure) => {
    const status = statusOf(figure);
    const formula = figure.formula && el("span", `${t.formula}：${figure.formula}`);
    return el("li", el("b", figure.text), el("span", { class: `status ${status}` }, t.status[status]), formula, figure.citation && typesetter.mark(figure.citation));
  });
  // What the reports do not say in so many words is not folded away.
  const open = figures.some((figure) => statusOf(figure) !== "quoted");
  return el("details.figures", { open }, el("summary", t.figures(rows.length)), el("ul", items));
}

// The answer for the clipboard: text, then where each number stands.
function plainText(reply, t) {
  const notes = reply.citations.map((citation) => {
    const where = [`《${citation.title}》`, whereOf(citation, t), pathOf(citation), pageOf(citation, t)];
    return `[${citation.number}] ${where.filter(Boolean).join("，")}：“${citation.quote}”`;
  });
  return [reply.answer, ...(notes.length ? ["", `${t.sources}：`, ...notes] : [])].join("\n");
}
