// The keys. Each stands in the page, at the command that it gives: `data-keys="n ArrowDown"`. A key
// clicks the first command that can be seen and has it; an open popover is asked alone.
"use strict";

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select";
const NAMED = /^.$/u;

// A key as data-keys has it: "n", "D", "Shift+Enter", "Control+Enter".
export function nameOf(event) {
  let key = event.key === " " ? "Space" : event.key;
  // On a keyboard of other letters the place of the key is what counts.
  if (/^[^\x00-\x7f]$/.test(key) && /^Key[A-Z]$/.test(event.code)) {
    key = event.shiftKey ? event.code[3] : event.code[3].toLowerCase();
  }
  const shift = event.shiftKey && !NAMED.test(key) ? "Shift+" : "";
  return (event.ctrlKey || event.metaKey ? "Control+" : "") + shift + key;
}

function commandOf(key) {
  const inside = document.querySelector(":popover-open") ?? document;
  const named = inside.querySelectorAll(`[data-keys~="${CSS.escape(key)}"]`);
  return [...named].find((each) => each.checkVisibility({ visibilityProperty: true }));
}

// Letters alone can be switched off, or asked for with Alt (WCAG 2.1.4).
function isWanted(event) {
  const letters = document.documentElement.dataset.keys;
  if (!NAMED.test(event.key) || event.ctrlKey || event.metaKey) return !event.altKey;
  return letters === "alt" ? event.altKey : !event.altKey && letters !== "off";
}

// Tell whether an element uses a key itself.
function isTaken(event) {
  const on = event.target;
  if (on.closest(TYPING)) return !(event.ctrlKey && event.key === "Enter");
  if (event.key === "Enter" || event.key === " ") return Boolean(on.closest("a, button, summary"));
  const moves = /^(Arrow|Page|Home|End)/.test(event.key);
  return moves && Boolean(on.closest("[role=region], .queue, [popover]"));
}

// Follow the keys. `isBusy` tells whether an answer is under way: what is asked next is not seen
// yet, so that a key which would answer it is not taken. The others wait.
export function followKeys({ isBusy, waiting }) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || !isWanted(event)) return;
    if (leaveField(event) || isTaken(event)) return;
    const key = nameOf(event);
    const command = commandOf(key);
    if (!command) return;
    event.preventDefault();
    if (!isBusy()) give(command);
    else if (command.type !== "submit") waiting.push(key);
  });
}

// Give the command of a key that has waited.
export function press(key) {
  const command = commandOf(key);
  if (command) give(command);
}

function give(command) {
  const field = command.matches(TYPING) ? command : document.getElementById(command.dataset.field);
  command.click();
  if (field) {
    field.focus();
    field.select?.();
  }
}

// In a field Enter gives the command that the field names, and Escape leads back to the question.
function leaveField(event) {
  const field = event.target.closest(TYPING);
  if (!field) return false;
  if (event.key === "Escape" && !document.querySelector(":popover-open")) {
    document.getElementById("asks")?.focus();
  } else if (event.key === "Enter" && field.dataset.enter && !event.shiftKey) {
    const next = document.getElementById(field.dataset.enter);
    next.matches("button") ? next.click() : next.focus();
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}

// Say in each command which keys give it, as they are set.
export function announceKeys() {
  const letters = document.documentElement.dataset.keys;
  for (const command of document.querySelectorAll("[data-keys]")) {
    if (command === document.documentElement) continue;
    const keys = command.dataset.keys.split(" ").filter((key) => !NAMED.test(key) || letters !== "off");
    const said = keys.map((key) => {
      const shifted = /^[A-Z]$/.test(key) ? `Shift+${key}` : key;
      return NAMED.test(key) && letters === "alt" ? `Alt+${shifted}` : shifted;
    });
    if (said.length) command.setAttribute("aria-keyshortcuts", said.join(" "));
    else command.removeAttribute("aria-keyshortcuts");
  }
}
