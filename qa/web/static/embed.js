// The widget in a frame. The page around it may ask, and is told of answers; both only where its origin is on the list.
(() => {
  "use strict";

  const ASK = "gov-report-qa:ask";
  const ANSWER = "gov-report-qa:answer";
  const chat = document.querySelector("qa-chat");
  const believed = new Set(document.querySelector("meta[name=qa-origins]").content.split(" ").filter(Boolean));
  believed.add(location.origin);
  let asker = null;

  addEventListener("message", (event) => {
    if (event.source !== parent || !believed.has(event.origin)) return;
    if (event.data?.type !== ASK || typeof event.data.question !== "string") return;
    asker = event.origin;
    chat.ask(event.data.question);
  });

  chat.addEventListener("qa-answer", (event) => {
    if (asker) parent.postMessage({ type: ANSWER, ...event.detail }, asker);
  });
})();
