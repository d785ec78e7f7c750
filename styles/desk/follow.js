// What others do while a view is open: each part of it that says what it follows, by the names of
// the desk's messages (data-follows="pages asked"), is shown again as it is now.
"use strict";

import { hear } from "./hear.js";

const TOGETHER = 300; // milliseconds within which messages are one

const waiting = new Set();
let timer = 0;

// Is something being typed or opened in a part? That stays as it is until it is left.
function isInUse(part) {
  const typing = document.activeElement?.closest("input, textarea, select") ?? null;
  return part.contains(typing) || part.querySelector("details[open]") !== null;
}

function show() {
  for (const part of waiting) {
    if (part.isConnected && isInUse(part)) continue;
    waiting.delete(part);
    const id = `#${part.id}`;
    if (part.isConnected) {
      htmx.ajax("GET", location.href, { source: document.body, target: id, select: id, swap: "outerMorph" });
    }
  }
}

function soon() {
  clearTimeout(timer);
  if (waiting.size) timer = setTimeout(show, TOGETHER);
}

function follow(name) {
  for (const part of document.querySelectorAll(`[data-follows~="${name}"]`)) waiting.add(part);
  soon();
}

// The main view follows by itself.
const parts = [...document.querySelectorAll("[data-follows]")];
if (parts.length && !document.getElementById("edition")) {
  const names = new Set(parts.flatMap((part) => part.dataset.follows.split(" ")));
  hear(Object.fromEntries([...names].map((name) => [name, () => follow(name)])), () => names.forEach(follow));
  document.addEventListener("focusout", soon);
  document.addEventListener("toggle", soon, { capture: true });
}
