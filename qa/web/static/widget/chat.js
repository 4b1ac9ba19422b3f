// The element itself: <qa-chat endpoint="https://…">.
const STYLE_SHEET = new CSSStyleSheet();
STYLE_SHEET.replaceSync(STYLE);
const HOVER_MS = 120;
const LONG_QUESTION = 2000;

class QaChat extends HTMLElement {
  static observedAttributes = ["accent", "endpoint", "examples", "greeting", "heading", "lang", "mode"];

  #turns = [];
  #limit = [];
  #lifetime = null;
  #asked = 0;
  #pointer = "mouse";

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [STYLE_SHEET];
  }

  connectedCallback() {
    this.#start();
  }

  disconnectedCallback() {
    this.#end();
  }

  attributeChangedCallback(name, old, now) {
    if (!this.#lifetime || old === now) return;
    if (name === "accent") this.#paint();
    else {
      this.#end();
      this.#start();
    }
  }

  // For the page around it.

  ask = (question) => {
    const text = String(question).trim().slice(0, LONG_QUESTION);
    if (!text || this.busy) return;
    this.open();
    const turn = new Turn(this.#lent(), text);
    this.#turns.push(turn);
    this.log.append(turn.node);
    this.#run(turn);
  };

  get busy() {
    return this.#turns.some((turn) => turn.running);
  }

  stop() {
    for (const turn of this.#turns) turn.stop();
  }

  open() {
    if (!this.floating || !this.panel.hidden) return;
    this.panel.hidden = false;
    this.launcher.setAttribute("aria-expanded", "true");
    this.input.focus();
  }

  close() {
    if (!this.floating || this.panel.hidden) return;
    this.panel.hidden = true;
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
  }

  clear() {
    this.stop();
    this.source.close();
    this.#turns = [];
    this.memory.keep([]);
    this.log.replaceChildren();
    this.#welcome();
    this.input.focus();
  }

  // [{id, label}] of the reports that questions are limited to; none: all.
  limit(reports) {
    this.#limit = reports.map(({ id, label }) => ({ id: String(id), label: String(label) }));
    this.#showLimit();
    this.dispatchEvent(new CustomEvent("qa-limit", { detail: this.#limit.map(({ id }) => id) }));
  }

  // A place in a report, or several to leaf through: {report_id, title, place, report_year, section, page, start, end, quote}; quote null: nothing highlighted.
  showSource(source, opener = null) {
    this.open();
    this.source.show([source].flat(), 0, opener);
  }

  useKey(key) {
    this.memory.key = key;
    this.api = new Api(this.api.endpoint, key);
    this.#learn();
  }

  get floating() {
    return this.getAttribute("mode") === "float";
  }

  #start() {
    this.#lifetime = new AbortController();
    this.t = WORDS[(this.lang || "zh").toLowerCase().startsWith("en") ? "en" : "zh"];
    const endpoint = new URL(this.getAttribute("endpoint") || HOME, document.baseURI).href.replace(/\/+$/, "");
    this.memory = new Memory(endpoint);
    this.api = new Api(endpoint, this.getAttribute("key") || this.memory.key);
    this.#build();
    this.#listen();
    this.#paint();
    this.#recall();
    this.#learn();
  }

  #end() {
    this.stop();
    this.card.hide();
    this.#lifetime.abort();
    this.#lifetime = null;
    this.#turns = [];
    this.shadowRoot.replaceChildren();
  }

  #build() {
    const { t } = this;
    const title = this.getAttribute("heading") || t.title;
    this.card = new Card(t, (mark) => this.#read(mark));
    this.source = new SourcePanel(t, () => this.api, (text) => this.#copy(text), (open) => this.#onSource(open));
    this.log = el("div.log", { role: "region", "aria-label": title, tabindex: "0" });
    this.voice = el("div.unseen", { role: "status", "aria-live": "polite" });
    this.chip = el("p.limit", { hidden: true });
    const clear = (bare) => button(t.clear, () => this.clear(), { image: bare && "clear", bare });
    const tools = [clear(true), this.floating && button(t.close, () => this.close(), { image: "close", bare: true })];
    const head = el("header.head", el("h2", title), el("span.space"), tools);
    const talk = el("div.talk", this.log, this.chip, this.#form(), el("p.fine", t.fine, this.getAttribute("mode") === "full" && clear(false)));
    const role = this.floating ? "dialog" : "region";
    this.panel = el("section.panel", { id: "panel", role, "aria-label": title, hidden: this.floating }, head, el("div.columns", talk, this.source.node));
    this.launcher = this.floating && button(t.open, () => (this.panel.hidden ? this.open() : this.close()), { image: "chat", bare: true, class: "launcher", "aria-expanded": "false", "aria-controls": "panel" });
    this.toast = el("p.toast", { hidden: true, "aria-hidden": "true" });
    this.shadowRoot.replaceChildren(...[this.panel, this.launcher, this.card.node, this.toast, this.voice].filter(Boolean));
  }

  #onSource(open) {
    this.panel.classList.toggle("reading", open);
    this.dispatchEvent(new CustomEvent("qa-source", { detail: { open } }));
  }

  #form() {
    const { t } = this;
    this.input = el("textarea", { rows: 1, "aria-label": t.input, placeholder: t.hint, maxlength: LONG_QUESTION, enterkeyhint: "send" });
    this.send = button(t.send, null, { image: "send", bare: true, type: "submit", class: "send" });
    this.halt = button(t.stop, () => this.stop(), { image: "stop", bare: true, class: "send", hidden: true });
    const submit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    return el("form.ask", { submit }, this.input, this.send, this.halt);
  }

  #submit() {
    const question = this.input.value.trim();
    if (!question || this.busy) return;
    this.input.value = "";
    this.ask(question);
  }

  #listen() {
    const { signal } = this.#lifetime;
    const root = this.shadowRoot;
    this.input.addEventListener("keydown", (event) => this.#onEnter(event));
    root.addEventListener("keydown", (event) => event.key === "Escape" && this.#onEscape(event), { signal });
    // A page's own shortcuts see only <qa-chat>, not that someone is typing in it.
    for (const name of ["keydown", "keypress", "keyup"]) root.addEventListener(name, (event) => event.stopPropagation(), { signal });
    root.addEventListener("pointerdown", (event) => (this.#pointer = event.pointerType), { signal });
    root.addEventListener("click", (event) => this.#onClick(event), { signal });
    root.addEventListener("mouseover", (event) => this.#onHover(event), { signal });
    root.addEventListener("mouseout", () => this.#unhover(), { signal });
    root.addEventListener("focusin", (event) => this.#onFocus(event), { signal });
    root.addEventListener("scroll", () => this.card.open && this.card.hide(), { signal, capture: true, passive: true });
    document.addEventListener("pointerdown", (event) => event.composedPath().includes(this) || this.card.hide(), { signal });
  }

  // Enter that ends the composition of a Chinese word is not Enter; Safari tells it by the code alone.
  #onEnter(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  }

  #onEscape(event) {
    if (event.isComposing) return;
    if (this.card.open) this.card.hide();
    else if (this.source.open) this.source.close();
    else this.close();
  }

  #onClick(event) {
    const at = event.target.closest("[data-citation], [data-nearest]");
    if (!at) {
      if (!event.target.closest(".card")) this.card.hide();
      return;
    }
    // A finger cannot hover: its first touch shows the card, which has a button to go on.
    if (this.#pointer === "touch" && at.classList.contains("mark")) this.#show(at, true);
    else this.#read(at);
  }

  #onHover(event) {
    const mark = event.target.closest(".mark");
    if (!mark || this.#pointer === "touch") return;
    clearTimeout(this.hovering);
    this.hovering = setTimeout(() => this.#show(mark, false), HOVER_MS);
  }

  #unhover() {
    clearTimeout(this.hovering);
    if (this.card.open && this.#pointer !== "touch") this.card.hideSoon();
  }

  #onFocus(event) {
    if (event.target.matches(".mark:focus-visible")) this.#show(event.target, false);
    else if (!event.target.closest(".card")) this.card.hide();
  }

  #show(mark, withButton) {
    const found = this.#find(mark);
    if (found && mark.isConnected) this.card.show(mark, found.list[found.index], withButton);
  }

  #read(mark) {
    const found = this.#find(mark);
    this.card.hide();
    if (found) this.source.show(found.list, found.index, mark);
  }

  #find(mark) {
    const turn = this.#turns.find((each) => each.node.contains(mark));
    if (!turn?.reply) return null;
    if (mark.dataset.nearest) return { list: turn.reply.nearest, index: Number(mark.dataset.nearest) };
    const list = turn.reply.citations;
    return { list, index: list.findIndex((citation) => citation.number === Number(mark.dataset.citation)) };
  }

  // What a turn may use of the chat.
  #lent() {
    return {
      t: this.t,
      ask: this.ask,
      api: () => this.api,
      reports: () => this.learned?.reports || [],
      copy: (text) => this.#copy(text),
      say: (text) => this.voice.replaceChildren(shown(text)),
      source: (list, number, opener) => this.source.show(list, list.findIndex((citation) => citation.number === number), opener),
      retry: (turn) => this.busy || this.#run(turn),
      settled: (turn) => this.#settled(turn),
      useKey: (key) => this.useKey(key),
    };
  }

  async #run(turn) {
    const place = (this.#asked += 1);
    this.#toggleBusy(true);
    this.log.querySelector(".welcome")?.remove();
    const before = this.#turns.slice(0, this.#turns.indexOf(turn));
    const running = turn.run(historyOf(before), { report_id: this.#limit.map(({ id }) => id) });
    this.log.scrollTop = turn.node.offsetTop - 16;
    await running;
    if (place === this.#asked) this.#toggleBusy(false);
  }

  #settled(turn) {
    if (!this.#turns.includes(turn)) return;
    this.memory.keep(this.#turns);
    if (turn.reply) this.dispatchEvent(new CustomEvent("qa-answer", { bubbles: true, composed: true, detail: { id: turn.reply.id, refused: turn.reply.refused } }));
  }

  #toggleBusy(busy) {
    const had = this.shadowRoot.activeElement;
    this.send.hidden = busy;
    this.halt.hidden = !busy;
    if (had === this.halt || had === this.send) this.input.focus();
  }

  #recall() {
    for (const { question, reply, rating } of this.memory.turns()) {
      const turn = new Turn(this.#lent(), question);
      this.#turns.push(turn);
      turn.restore(reply, rating);
      this.log.append(turn.node);
    }
    this.log.scrollTop = this.log.scrollHeight;
    this.#welcome();
  }

  #welcome() {
    if (this.#turns.length) return;
    const own = (this.getAttribute("examples") || "").split(/[|\n]/).map((text) => text.trim()).filter(Boolean);
    const questions = own.length ? own : examplesFrom(this.learned?.reports || [], this.t);
    const greeting = this.getAttribute("greeting") || this.t.greeting;
    this.log.replaceChildren(el("div.welcome", el("p", greeting), choices(this.t.examples, questions, this.ask)));
  }

  // Examples and refusals speak of the reports held; without the list they do with less.
  async #learn() {
    const { signal } = this.#lifetime;
    let learned;
    try {
      learned = { reports: await this.api.reports() };
    } catch (error) {
      learned = { reports: [], failure: error.kind };
    }
    if (signal.aborted) return;
    this.learned = learned;
    this.#welcome();
    this.dispatchEvent(new CustomEvent("qa-reports", { detail: learned }));
  }

  #showLimit() {
    const names = this.#limit.map(({ label }) => label).join("、");
    this.chip.hidden = !names;
    this.chip.replaceChildren(el("span", this.t.limit(names)), button(this.t.unlimit, () => this.limit([]), { image: "close", bare: true }));
  }

  async #copy(text) {
    const told = (await copyText(shown(text), this.shadowRoot)) ? this.t.copied : this.t.copyFailed;
    this.voice.replaceChildren(told);
    this.toast.replaceChildren(told);
    this.toast.hidden = false;
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => (this.toast.hidden = true), 1600);
  }

  #paint() {
    const accent = this.getAttribute("accent");
    if (accent && CSS.supports("color", accent)) paintWith(this, accent);
  }
}
