// The one way anything gets on the screen: strings become text nodes, attribute names are literals of this program.
const SVG = "http://www.w3.org/2000/svg";
// Direction overrides can make a text read other than it is.
const OVERRIDES = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function shown(value) {
  return typeof value === "string" ? value.replace(OVERRIDES, "") : String(value);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : shown(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child instanceof Node ? child : shown(child));
  }
  return node;
}

// el("p.quiet", { lang: "zh" }, …children): attributes may be left out; those with a function for a value are listeners.
function el(kind, ...children) {
  const attributes = children[0]?.constructor === Object ? children.shift() : {};
  const [tag, ...classes] = kind.split(".");
  const node = fill(document.createElement(tag), attributes, children);
  if (classes.length) node.classList.add(...classes);
  return node;
}

function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

const ICONS = {
  chat: "M4 5h16v11H9l-5 4z",
  close: "M6 6l12 12M18 6L6 18",
  clear: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M7 7h10v10H7z",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  up: "M7 11v9H4v-9zM7 11l4-7c2 0 3 1 2.5 3L13 10h6l-1.5 10H7",
  down: "M7 13V4H4v9zM7 13l4 7c2 0 3-1 2.5-3L13 14h6L17.5 4H7",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  chart: "M5 20V11M12 20V4M19 20v-6",
  retry: "M19 12a7 7 0 1 1-2-5l2 2M19 4v5h-5",
  previous: "M14 6l-6 6 6 6",
  next: "M10 6l6 6-6 6",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
};

function icon(name) {
  const path = svg("path", { d: ICONS[name] });
  return svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" }, path);
}

// `label` is what a screen reader says; shown as words too unless `bare`.
function button(label, click, { image = null, bare = false, ...attributes } = {}) {
  const named = bare ? { "aria-label": label, title: label } : {};
  return el("button", { type: "button", click, ...named, ...attributes }, image && icon(image), !bare && el("span", label));
}

async function copyText(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text, root);
  }
}

// Pages on plain http have no clipboard interface.
function copyTheOldWay(text, root) {
  const field = el("textarea.unseen", { tabindex: "-1", "aria-hidden": "true" });
  const focused = root.activeElement;
  root.append(field);
  field.value = text;
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    focused?.focus();
  }
}
