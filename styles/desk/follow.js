// What others do while a view is open: each part of it that says what it follows, by the names of
// the desk's messages (data-follows="pages asked"), is shown again as it is now.
"use strict";

import { hear } from "./hear.js";

const TOGETHER = 300; // milliseconds within which messages are one

const waiting = new Set();
let timer = 0;

function show() {
  // What is being typed stays as it is; the part follows with the next message.
  const typing = document.activeElement?.closest("input, textarea, select");
  for (const part of waiting) {
    if (!part.isConnected || part.contains(typing)) continue;
    const id = `#${part.id}`;
    htmx.ajax("GET", location.href, { source: document.body, target: id, select: id, swap: "outerMorph" });
  }
  waiting.clear();
}

function follow(name) {
  for (const part of document.querySelectorAll(`[data-follows~="${name}"]`)) waiting.add(part);
  clearTimeout(timer);
  timer = setTimeout(show, TOGETHER);
}

// The main view follows by itself.
const parts = [...document.querySelectorAll("[data-follows]")];
if (parts.length && !document.getElementById("edition")) {
  const names = new Set(parts.flatMap((part) => part.dataset.follows.split(" ")));
  hear(Object.fromEntries([...names].map((name) => [name, () => follow(name)])), () => names.forEach(follow));
}
