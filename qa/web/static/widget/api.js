// The service's HTTP contract: /v1/ask as server-sent events, reports, text, feedback.

// Heartbeats come every ten seconds; four missed ones are a dead line.
const SILENCE_MS = 45000;
const MAX_TURNS = 20;
const MAX_HISTORY_CHARS = 12000;
const MAX_TURN_CHARS = 2000;

// `kind` names an entry of WORDS.failure; `message` is the service's own sentence where it sent one.
class Failure extends Error {
  constructor(kind, { message = "", wait = 0 } = {}) {
    super(message || kind);
    this.kind = kind;
    this.told = message;
    this.wait = wait;
  }
}

class Api {
  constructor(endpoint, key) {
    this.endpoint = endpoint.replace(/\/+$/, "");
    this.key = key;
  }

  async *ask(question, history, filters, signal) {
    const line = new AbortController();
    const cut = () => line.abort();
    signal.addEventListener("abort", cut);
    try {
      const body = { question, history, filters, stream: true };
      const reply = await this.#send("/v1/ask", { body, signal: line.signal });
      yield* readEvents(reply.body.getReader(), cut);
    } catch (error) {
      if (signal.aborted) throw new Failure("stopped");
      throw error instanceof Failure ? error : new Failure("broken");
    } finally {
      signal.removeEventListener("abort", cut);
      line.abort();
    }
  }

  // What is only looked up: search?q=…, table?indicator=… and the like.
  get(path, signal) {
    return this.#json(`/v1/${path}`, { signal });
  }

  async reports() {
    return (await this.get("reports")).reports;
  }

  report(id) {
    return this.get(`reports/${encodeURIComponent(id)}`);
  }

  text(id, start, end, signal) {
    return this.get(`reports/${encodeURIComponent(id)}/text?start=${start}&end=${end}`, signal);
  }

  async file(path) {
    return (await this.#send(`/v1/${path}`)).blob();
  }

  rate(answerId, rating, comment) {
    return this.#json("/v1/feedback", { body: { answer_id: answerId, rating, comment } });
  }

  async #json(path, options) {
    const reply = await this.#send(path, options);
    try {
      return await reply.json();
    } catch {
      throw new Failure("format");
    }
  }

  async #send(path, { body = null, signal = null } = {}) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    if (this.key) headers.Authorization = `Bearer ${this.key}`;
    const request = { method: body ? "POST" : "GET", headers, signal, credentials: "omit", referrerPolicy: "no-referrer" };
    if (body) request.body = JSON.stringify(body);
    let reply;
    try {
      reply = await fetch(this.endpoint + path, request);
    } catch {
      throw new Failure(navigator.onLine ? "unreachable" : "offline");
    }
    if (!reply.ok) throw await failureOf(reply);
    return reply;
  }
}

async function failureOf(reply) {
  let error = {};
  try {
    error = (await reply.json()).error || {};
  } catch {
    // A proxy's page: the status says enough.
  }
  const message = typeof error.message === "string" ? error.message : "";
  const wait = Number(reply.headers.get("Retry-After")) || 0;
  if (reply.status === 401 || reply.status === 403) return new Failure("key");
  if (reply.status === 429) return new Failure("busy", { wait });
  if (reply.status === 503) return new Failure("crowded", { message, wait });
  return new Failure("server", { message });
}

// Yields {name, data} of each event until the stream ends; `cut` ends a line that has gone silent.
async function* readEvents(reader, cut) {
  const decoder = new TextDecoder();
  let waiting = "";
  let timer = setTimeout(cut, SILENCE_MS);
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(cut, SILENCE_MS);
      const frames = (waiting + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      waiting = frames.pop();
      for (const frame of frames) {
        const event = readFrame(frame);
        if (event) yield event;
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

function readFrame(frame) {
  let name = "message";
  const data = [];
  for (const line of frame.split(/\r?\n/)) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
  if (!data.length) return null;
  try {
    return { name, data: JSON.parse(data.join("\n")) };
  } catch {
    throw new Failure("format");
  }
}

// The latest exchanges that fit, as the service wants them.
function historyOf(turns) {
  const history = [];
  let room = MAX_HISTORY_CHARS;
  for (const turn of turns.filter((each) => each.reply).slice(-MAX_TURNS).reverse()) {
    const answer = turn.reply.answer.slice(0, MAX_TURN_CHARS);
    room -= turn.question.length + answer.length;
    if (room < 0) break;
    history.unshift({ role: "user", content: turn.question }, { role: "assistant", content: answer });
  }
  return history;
}

// A reply with all that is shown of it in the right form; passages are not kept, they are the bulk of it.
function checkedReply(data) {
  const lists = ["citations", "figures", "nearest"];
  if (typeof data?.answer !== "string" || typeof data.id !== "string" || !lists.every((name) => Array.isArray(data[name]))) {
    throw new Failure("format");
  }
  const { id, answer, refused, refusal_reason, citations, figures, coverage, mode, table, nearest, ask, chart } = data;
  return { id, answer, refused, refusal_reason, citations, figures, coverage, mode, table, nearest, ask: typeof ask === "string" ? ask : "", chart: chart === true };
}
