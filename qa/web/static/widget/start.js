// <script src="…/widget.js" data-endpoint="…"> is all a page needs: the script's own tag says what to make.
const SETTINGS = ["accent", "endpoint", "examples", "greeting", "heading", "key", "lang", "mode", "position", "theme"];

if (!customElements.get("qa-chat")) customElements.define("qa-chat", QaChat);

function elementFor(data) {
  const chat = document.createElement("qa-chat");
  const settings = { mode: "float", heading: data.title, ...data };
  for (const name of SETTINGS) if (settings[name] !== undefined) chat.setAttribute(name, settings[name]);
  return chat;
}

function place(tag) {
  const chat = elementFor(tag.dataset);
  if (chat.getAttribute("mode") === "float") document.body.append(chat);
  else tag.after(chat);
}

// Without data-endpoint the page writes its own <qa-chat>.
if (TAG && "endpoint" in TAG.dataset) {
  if (document.body) place(TAG);
  else document.addEventListener("DOMContentLoaded", () => place(TAG), { once: true });
}
