// Where a claim stands: a small card at the mark, and the panel with the report's text around the sentence.
const AROUND = 500;
const FURTHER = 1200;
const HIDE_MS = 220;

// Paragraphs of report text; [start, end) of it is highlighted. Offsets count characters, not UTF-16 units.
function paragraphsOf(text, from, start, end) {
  const paragraphs = [];
  let at = from;
  for (const line of text.split("\n")) {
    const chars = Array.from(line);
    const a = Math.min(Math.max(start - at, 0), chars.length);
    const b = Math.min(Math.max(end - at, 0), chars.length);
    const part = (x, y) => chars.slice(x, y).join("");
    if (line.trim()) paragraphs.push(el("p", part(0, a), b > a && el("mark", part(a, b)), part(b)));
    at += chars.length + 1;
  }
  return paragraphs;
}

function factsOf(source, t) {
  const place = [whereOf(source, t), pageOf(source, t)].filter(Boolean).join(" · ");
  return [el("p.where", place), el("p.path", pathOf(source))];
}

class Card {
  #timer = 0;

  // `read(mark)` opens the panel.
  constructor(t, read) {
    this.node = el("div.card", { popover: "manual", role: "note", hidden: true });
    this.t = t;
    this.read = read;
    this.node.addEventListener("mouseenter", () => clearTimeout(this.#timer));
    this.node.addEventListener("mouseleave", () => this.hideSoon());
  }

  get open() {
    return !this.node.hidden;
  }

  show(mark, citation, withButton) {
    clearTimeout(this.#timer);
    const title = el("p.title", citation.title);
    const quote = el("p.quote", `“${citation.quote}”`);
    const more = withButton && button(this.t.read, () => this.read(mark), { class: "plain" });
    this.node.replaceChildren(...factsOf(citation, this.t), title, quote, ...(more ? [more] : []));
    this.node.hidden = false;
    this.node.showPopover?.();
    this.#place(mark.getBoundingClientRect());
  }

  #place(mark) {
    const { width, height } = this.node.getBoundingClientRect();
    const left = Math.max(8, Math.min(mark.left + mark.width / 2 - width / 2, innerWidth - width - 8));
    const above = mark.top - height - 8;
    this.node.style.left = `${left}px`;
    this.node.style.top = `${above >= 8 ? above : Math.min(mark.bottom + 8, innerHeight - height - 8)}px`;
  }

  // The pointer may travel from the mark to the card.
  hideSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), HIDE_MS);
  }

  hide() {
    clearTimeout(this.#timer);
    if (this.open) this.node.hidePopover?.();
    this.node.hidden = true;
  }
}

class SourcePanel {
  #list = [];
  #index = 0;
  #opener = null;
  #loading = new AbortController();
  #span = { from: 0, to: 0, chars: 0, text: "" };

  // `api()` gives the way to the service, `copy(text, note)` puts text on the clipboard and says so.
  constructor(t, api, copy, onToggle) {
    Object.assign(this, { t, api, copy, onToggle });
    this.count = el("span.count");
    this.back = button(t.previous, () => this.#show(this.#index - 1), { image: "previous", bare: true });
    this.forward = button(t.next, () => this.#show(this.#index + 1), { image: "next", bare: true });
    this.shut = button(t.close, () => this.close(), { image: "close", bare: true });
    this.facts = el("div.facts");
    this.text = el("div.report", { tabindex: "0", role: "region", "aria-label": t.source, lang: "zh" });
    const heading = el("h3", t.source);
    const head = el("header", heading, el("span.space"), this.back, this.count, this.forward, this.shut);
    this.node = el("aside.source", { "aria-label": t.source, hidden: true }, head, this.facts, this.text, this.#foot());
  }

  get open() {
    return !this.node.hidden;
  }

  // `list` are citations, passages or sections of reports; `opener` gets the focus back.
  show(list, index, opener) {
    if (opener) this.#opener = opener;
    this.#list = list;
    const wasOpen = this.open;
    this.node.hidden = false;
    if (!wasOpen) this.onToggle(true);
    this.#show(index);
    this.shut.focus({ preventScroll: true });
  }

  close() {
    if (!this.open) return;
    this.#loading.abort();
    this.node.hidden = true;
    this.onToggle(false);
    this.#opener?.focus();
    this.#opener = null;
  }

  #foot() {
    const quote = button(this.t.copyQuote, () => this.copy(this.#quotation()), { image: "copy" });
    const link = button(this.t.copyLink, () => this.copy(this.#link()), { image: "link" });
    return el("footer", quote, link);
  }

  get #source() {
    return this.#list[this.#index];
  }

  #quotation() {
    const source = this.#source;
    const where = [`《${source.title}》`, whereOf(source, this.t), pathOf(source), pageOf(source, this.t)];
    return `“${source.quote || source.text || ""}”——${where.filter(Boolean).join("，")}`;
  }

  #link() {
    const { report_id, start, end } = this.#source;
    return `${this.api().endpoint}/#${new URLSearchParams({ report: report_id, start, end })}`;
  }

  #show(index) {
    if (index < 0 || index >= this.#list.length) return;
    this.#index = index;
    const source = this.#source;
    this.back.disabled = index === 0;
    this.forward.disabled = index === this.#list.length - 1;
    this.count.replaceChildren(`${index + 1} / ${this.#list.length}`);
    this.facts.replaceChildren(el("p.title", source.title), ...factsOf(source, this.t));
    this.text.replaceChildren(el("p.quiet", this.t.loading));
    this.#span = { from: source.start, to: source.start, chars: Infinity, text: "" };
    const around = source.quote === null ? 0 : AROUND;
    this.#load(Math.max(0, source.start - around), source.end + around, true);
  }

  // Reads [from, to) and shows it with what is there already.
  async #load(from, to, first = false) {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    const source = this.#source;
    try {
      const read = await this.api().text(source.report_id, from, to, signal);
      if (signal.aborted) return;
      if (source.sha256 && read.sha256 !== source.sha256) this.#fallBack(this.t.textChanged);
      else this.#take(read, first);
    } catch {
      if (!signal.aborted) this.#fallBack(source.text ? this.t.textFailed : this.t.textMissing);
    }
  }

  #take(read, first) {
    const old = this.#span;
    const before = read.end <= old.from;
    if (first) this.#span = { from: read.start, to: read.end, text: read.text, chars: read.chars };
    else if (before) this.#span = { ...old, from: read.start, text: read.text + old.text };
    else this.#span = { ...old, to: read.end, text: old.text + read.text };
    const height = this.text.scrollHeight;
    this.#draw();
    if (first) this.#toMark();
    else if (before) this.text.scrollTop += this.text.scrollHeight - height;
  }

  #draw() {
    const { from, to, chars, text } = this.#span;
    const { start, end, quote } = this.#source;
    const marked = quote === null ? start : end;
    const before = from > 0 && button(this.t.before, () => this.#load(Math.max(0, from - FURTHER), from), { class: "plain" });
    const after = to < chars && button(this.t.after, () => this.#load(to, to + FURTHER), { class: "plain" });
    this.text.replaceChildren(...[before, ...paragraphsOf(text, from, start, marked), after].filter(Boolean));
  }

  #toMark() {
    const mark = this.text.querySelector("mark");
    this.text.scrollTop = mark ? mark.offsetTop - this.text.clientHeight / 3 : 0;
  }

  #fallBack(notice) {
    const { text, quote } = this.#source;
    const at = text && quote ? text.indexOf(quote) : -1;
    const start = at < 0 ? 0 : Array.from(text.slice(0, at)).length;
    const end = at < 0 ? 0 : start + Array.from(quote).length;
    this.text.replaceChildren(el("p.notice", notice), ...(text ? paragraphsOf(text, 0, start, end) : []));
  }
}
