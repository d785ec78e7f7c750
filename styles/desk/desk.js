// The desk: what happens when a key is pressed, a word is chosen, or an answer comes back.
"use strict";

import { followImage, showAsked } from "./image.js";
import { announceKeys, followKeys, press } from "./keys.js";
import { isPending, keepTrying, listen, say } from "./live.js";
import {
  current, drawCaret, enter, followSelection, forget, goTo, jumpNote, leave, mark, moveByKeys,
  nameBlock, panes, show,
} from "./place.js";
import { nearest, rangesOf } from "./raw.js";

const desk = () => document.getElementById("desk");
const isDesk = () => document.getElementById("edition") !== null;
const waiting = []; // keys pressed while the desk was answering
let running = 0; // requests that change what is asked
let entered = ""; // the question that has had the focus

// Set the source as large as its longest lines allow.
function fit(lines) {
  lines?.style.setProperty("--columns", lines.dataset.columns);
}

// Show where the question stands in both panes, and put the focus on it.
function arrive() {
  const { a, b, start, end, key, page, said, address } = desk().dataset;
  const { source, edition } = panes();
  announceKeys();
  forget();
  fit(source);
  if (edition && a !== "") {
    markAsked(edition, +a, +b);
    mark("twin", []);
    show(rangesOf(edition, +a, +b)[0] ?? nearest(edition, +a, +b + 1));
  }
  if (edition) outside(edition, +start, +end);
  showLine();
  nameBlock();
  if (said) say(said);
  const at = `${key}/${page}/${Boolean(document.querySelector(".held"))}`;
  // What was typed to answer another question is no part of an answer to this one.
  if (entered && at !== entered) document.querySelector("form.question")?.reset();
  if (at !== entered || document.activeElement === document.body) {
    document.getElementById("asks")?.focus({ preventScroll: true });
  }
  entered = at;
  if (address) history.replaceState(history.state, "", address);
  const row = document.querySelector(".queue [aria-current]");
  row?.closest(".rows").scrollTo({ top: row.offsetTop - row.closest(".rows").clientHeight / 3 });
}

// Bring the line in question into sight, in the source and on the page's image.
function showLine() {
  const here = panes().source?.querySelector("mark");
  if (here) {
    const range = new Range();
    range.selectNodeContents(here.closest("li"));
    show(range);
  }
  showAsked();
}

// Mark what is asked about in the edition, and the places of answers that stand elsewhere.
function markAsked(edition, start, end) {
  for (const old of document.querySelectorAll("#edition .caret")) old.remove();
  mark("asked", start === end ? [] : rangesOf(edition, start, end));
  if (start === end) drawCaret(edition, start, "");
  const answers = [];
  for (const button of document.querySelectorAll("#asked [data-at]")) {
    const [a, b] = button.dataset.at.split("-").map(Number);
    if (a === b) drawCaret(edition, a, button.dataset.keys.split(" ").pop());
    else answers.push(...rangesOf(edition, a, b));
  }
  mark("answer", answers);
}

// Dim what stands on other pages.
function outside(edition, start, end) {
  const before = rangesOf(edition, 0, start);
  const behind = rangesOf(edition, end, Number.MAX_SAFE_INTEGER);
  mark("outside", [...before, ...behind].filter((range) => !range.startContainer.parentElement.closest(".note")));
}

// Requests for a part of the page (live.js) do not move anything.
const isFresh = ({ detail: { ctx } }) => Boolean(ctx.fresh);

function count(more) {
  running += more;
  document.documentElement.toggleAttribute("data-busy", running > 0);
}

function pressNext() {
  while (!running && waiting.length) press(waiting.shift());
}

function followRequests() {
  document.addEventListener("htmx:before:request", (event) => {
    if (!isFresh(event)) count(1);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    if (isFresh(event)) return;
    count(-1);
    setTimeout(pressNext); // htmx takes a request of the same command only after this one's end
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (!isFresh(event)) return event.detail.ctx.target?.id === "desk" ? arrive() : undefined;
    remark();
  });
}

// After a part was shown anew its ranges are new ones.
function remark() {
  const { a, b, start, end } = desk().dataset;
  const { edition } = panes();
  if (edition && a !== "") markAsked(edition, +a, +b);
  if (edition) outside(edition, +start, +end);
  nameBlock();
  announceKeys();
}

// Tell the desk of the page that is open: that it is taken over, or read up to the place in hand.
function tell(fields) {
  const body = new URLSearchParams({ page: desk().dataset.page, ...fields });
  fetch("/beat", { method: "POST", body }).catch(() => say("The desk does not answer."));
}

function readToHere() {
  const at = current()?.start ?? desk().dataset.a;
  tell({ to: at });
  say("Noted: the page is read up to here.");
}

const COMMANDS = {
  "take-over": () => tell({ take: "1" }),
  "read-to-here": readToHere,
  "jump-note": () => jumpNote() || say("No note is called or stands here."),
  "to-source": () => enter("source"),
  "to-edition": () => enter("edition"),
  "chosen-leave": () => { leave(); document.getElementById("asks")?.focus(); },
  layout: () => choose("layout", "stacked"),
  "image-size": () => choose("image", "large", "off"),
  "image-zoom": () => choose("zoom", "close"),
};

// Go on to the next value of a setting (settings.js), behind the last to none.
function choose(name, ...values) {
  const { dataset } = document.documentElement;
  const next = values[values.indexOf(dataset[name]) + 1];
  if (next) dataset[name] = next;
  else delete dataset[name];
  localStorage.setItem(`desk-${name}`, next ?? "");
  showLine();
}

function followClicks() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && COMMANDS[button.id]) COMMANDS[button.id]();
    if (button?.closest("[popover]") && button.type !== "button") button.closest("[popover]").hidePopover();
    const call = event.target.closest("#edition a[href^='#']");
    if (call) {
      event.preventDefault();
      const note = document.getElementById(call.hash.slice(1));
      if (note) goTo(note);
    }
  });
  document.addEventListener("submit", (event) => event.target.closest("[popover]")?.hidePopover());
}

// The queue is one stop of the tabulator; arrows go through it.
function followQueue() {
  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.(".queue li");
    if (!row) return;
    const to = {
      ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling,
      Home: row.parentElement.firstElementChild, End: row.parentElement.lastElementChild,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    to?.querySelector("a").focus();
  });
}

if (isDesk()) {
  followRequests();
  followKeys({ isBusy: () => running > 0 || isPending(), waiting });
  keepTrying();
  followSelection();
  moveByKeys();
  followClicks();
  followQueue();
  followImage();
  arrive();
  listen();
} else {
  followKeys({ isBusy: () => false, waiting });
  announceKeys();
}
