// One question and its answer, from the first event to the reader's verdict.
class Turn {
  // `chat` lends: t, api(), ask(question), retry(turn), reports(), say(text), copy(text), source(citations, number, opener),
  // settled(turn), useKey(key).
  constructor(chat, question) {
    this.chat = chat;
    this.t = chat.t;
    this.question = question;
    this.reply = null;
    this.rating = null;
    this.stopper = null;
    this.body = el("div.answer", { lang: "zh" });
    const asked = el("h3.question", el("span.unseen", `${this.t.asked}：`), question);
    this.node = el("article.turn", asked, this.body);
  }

  get running() {
    return this.stopper !== null;
  }

  stop() {
    this.stopper?.abort();
  }

  async run(history, filters) {
    this.stopper = new AbortController();
    this.#begin();
    try {
      for await (const event of this.chat.api().ask(this.question, history, filters, this.stopper.signal)) this.#take(event);
      if (!this.reply) throw new Failure("broken");
    } catch (error) {
      this.#fail(error instanceof Failure ? error : new Failure("format"));
    } finally {
      this.stopper = null;
      this.chat.settled(this);
    }
  }

  restore(reply, rating) {
    this.reply = reply;
    this.rating = rating;
    this.#settle();
  }

  #begin() {
    this.reply = this.rating = null;
    this.draft = document.createTextNode("");
    this.state = el("p.state", this.t.searching);
    this.writing = el("p.draft", { hidden: true }, this.draft);
    this.body.replaceChildren(this.state, this.writing);
    this.body.setAttribute("aria-busy", "true");
    this.chat.say(this.t.searching);
  }

  #take({ name, data }) {
    if (name === "evidence") this.#found(data);
    else if (name === "token") this.#write(data.text);
    else if (name === "answer") this.#finish(checkedReply(data));
    else if (name === "error") throw new Failure("server", { message: data.error?.message || "" });
  }

  #found({ ask, passages }) {
    const reports = [...new Set(passages.map((passage) => whereOf(passage, this.t)))].slice(0, 3).join("、");
    const told = passages.length ? this.t.reading(passages.length, reports) : this.t.searching;
    this.state.replaceChildren(told);
    this.body.prepend(scopeView(ask, this.t));
    this.chat.say(told);
  }

  #write(text) {
    if (!text) return;
    if (this.writing.hidden) {
      this.state.replaceChildren(this.t.draft);
      this.writing.hidden = false;
    }
    this.draft.appendData(shown(text));
  }

  #finish(reply) {
    this.reply = reply;
    this.#settle();
    this.chat.say(`${reply.refused ? this.t.refusedDone : this.t.done}${reply.answer}`);
  }

  #settle() {
    this.body.removeAttribute("aria-busy");
    const { reply, t } = this;
    const parts = reply.refused ? [refusalView(reply, this.question, this.chat.reports(), t, this.chat.ask)] : this.#answer();
    this.body.replaceChildren(...[scopeView(reply.ask, t), ...parts, this.#actions()].filter(Boolean));
  }

  #answer() {
    const { reply, t } = this;
    const typesetter = new Typesetter(reply.citations, reply.figures, t);
    const { said, basis } = linesOf(reply.answer, Boolean(reply.table));
    const read = (number, opener) => this.chat.source(reply.citations, number, opener);
    const drawing = reply.table && drawable(reply.table) && drawingOf(reply.table, reply.ask || this.question, t, read, reply.chart);
    return [
      reply.mode === "extractive" && !reply.table && el("p.notice", t.extractive),
      el("div.said", said.map((line) => typesetter.line(line))),
      reply.table && tableView(reply.table, typesetter, t),
      reply.table && tableTools(reply.table, reply.citations, t, (text) => this.chat.copy(text), drawing?.toggle),
      drawing?.box,
      reply.chart && !drawing && el("p.notice", t.nothingToDraw),
      basis.length && basisView(basis, typesetter, t, Boolean(reply.table)),
      reply.figures.length && figureList(reply.figures, typesetter, t),
      reply.citations.length && sourcesView(reply.citations, t),
    ].filter(Boolean);
  }

  #actions() {
    const { t } = this;
    const rate = (rating, image) =>
      button(t[rating], () => this.#rate(rating), { image, bare: true, "data-rating": rating, "aria-pressed": String(this.rating === rating) });
    this.verdict = el("div.verdict");
    const copy = button(t.copy, () => this.chat.copy(plainText(this.reply, t)), { image: "copy", bare: true });
    const again = button(t.retry, () => this.chat.retry(this), { image: "retry", bare: true });
    return el("div.after", el("div.actions", copy, rate("up", "up"), rate("down", "down"), again), this.verdict);
  }

  async #rate(rating) {
    if (!(await this.#send(rating, ""))) return;
    this.rating = rating;
    for (const each of this.body.querySelectorAll("[data-rating]")) each.setAttribute("aria-pressed", String(each.dataset.rating === rating));
    this.chat.settled(this);
    const field = el("textarea", { rows: 2, maxlength: 2000, "aria-label": this.t.comment, placeholder: this.t.comment });
    const submit = async (event) => {
      event.preventDefault();
      if (await this.#send(rating, field.value.trim())) this.verdict.replaceChildren(el("p.quiet", this.t.thanks));
    };
    this.verdict.replaceChildren(el("form", { submit }, field, el("button.plain", this.t.sendComment)));
    field.focus();
  }

  async #send(rating, comment) {
    try {
      await this.chat.api().rate(this.reply.id, rating, comment);
      this.chat.say(this.t.thanks);
      return true;
    } catch {
      this.verdict.replaceChildren(el("p.notice", this.t.rateFailed));
      this.chat.say(this.t.rateFailed);
      return false;
    }
  }

  #fail(failure) {
    this.body.removeAttribute("aria-busy");
    const unchecked = this.draft.data && this.writing;
    const told = this.#sentence(failure, Boolean(unchecked));
    const retry = button(this.t.retry, () => this.chat.retry(this), { image: "retry", class: "plain" });
    const cure = failure.kind === "key" ? this.#keyForm() : retry;
    this.body.replaceChildren(...[unchecked, el("div", { class: `failure ${failure.kind}` }, el("p", told), cure)].filter(Boolean));
    this.chat.say(told);
  }

  #sentence({ kind, told, wait }, unchecked) {
    const sentences = this.t.failure;
    if (kind === "key" && this.chat.api().key) return sentences.wrongKey;
    const own = kind === "busy" ? sentences.busy(wait) : sentences[kind];
    return ((this.t === WORDS.zh && told) || own) + (unchecked ? sentences.unchecked : "");
  }

  #keyForm() {
    const field = el("input", { type: "password", autocomplete: "off", required: true, "aria-label": this.t.keyLabel, placeholder: this.t.keyLabel });
    const submit = (event) => {
      event.preventDefault();
      this.chat.useKey(field.value.trim());
      this.chat.retry(this);
    };
    return el("form.unlock", { submit }, field, el("button.plain", this.t.keySend));
  }
}

// 张家口市 · 2023年 · 居民人均可支配收入 · 增速.
function scopeView(ask, t) {
  return ask ? el("p.scope", `${t.scope}：${ask}`) : "";
}

function basisView(lines, typesetter, t, folded) {
  const list = lines.map((line) => typesetter.line(line));
  if (folded) return el("details.basis", el("summary", t.basis), list);
  return el("section.basis", el("h4", t.basis), list);
}

function sourcesView(citations, t) {
  const item = (citation) => {
    const where = [whereOf(citation, t), pathOf(citation), pageOf(citation, t)].filter(Boolean).join(" · ");
    return el("li", el("button.cited", { type: "button", "data-citation": citation.number }, el("b", citation.number), el("span", where)));
  };
  return el("section.sources", el("h4", t.sources), el("ul", citations.map(item)));
}
