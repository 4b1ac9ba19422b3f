// What a tab remembers: the conversation and the reader's key. Nothing outlives the tab.
const FORM = 1;
const KEPT_TURNS = 30;

class Memory {
  constructor(endpoint) {
    this.name = `gov-report-qa:${FORM}:${endpoint}`;
  }

  get key() {
    return read(`${this.name}:key`) || "";
  }

  set key(value) {
    write(`${this.name}:key`, value);
  }

  // [{question, reply, rating}]; what is not in our form is forgotten.
  turns() {
    try {
      return JSON.parse(read(this.name) || "[]").map(({ question, reply, rating }) => ({ question: String(question), reply: checkedReply(reply), rating }));
    } catch {
      return [];
    }
  }

  keep(turns) {
    const kept = turns.filter((turn) => turn.reply).slice(-KEPT_TURNS);
    write(this.name, JSON.stringify(kept.map(({ question, reply, rating }) => ({ question, reply, rating }))));
  }
}

// Sandboxed frames have no storage; a full one must not cost the answer.
function read(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // The conversation goes on, only a reload forgets it.
  }
}
