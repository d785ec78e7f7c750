// What reaches the desk while it is open: changes by others, and a connection that is lost.
"use strict";

import { hear } from "./hear.js";

const AGAIN = 1000; // milliseconds until what was not saved is sent again
const BEAT = 20_000;
const STAY = 2000; // milliseconds on a page, after which others are told of it
const TOGETHER = 50; // milliseconds within which messages are one
const PENDING = "desk-pending";
// Why an answer is not saved yet, by the status with which the desk says so, and its words.
const WAITING = {
  503: () => "the book is being read again",
  507: (said) => new DOMParser().parseFromString(said, "text/html").body.textContent.trim(),
};

export function say(words) {
  document.getElementById("status").textContent = words;
}

// Show the parts again that a message is about, without a jump of scroll or focus. What was typed
// is never replaced: the question itself waits until it is answered. Messages come in bursts: what
// is about the parts that one request can fetch is one. None overtakes another, or what the reader
// asked for: that was perhaps made before the message, and would be shown after it.
const stale = new Set();
let gathering = 0;
let asking = 0; // requests of the reader that are under way
let fetching = false;
function refresh(...parts) {
  for (const part of parts) stale.add(part);
  clearTimeout(gathering);
  gathering = setTimeout(showAgain, TOGETHER);
}

const addressNow = () => document.getElementById("desk")?.dataset.address;

function showAgain() {
  if (asking || fetching || !stale.size) return;
  const address = addressNow();
  const parts = [...stale].filter((part) => document.querySelector(part));
  stale.clear();
  if (!address || !parts.length) return;
  fetching = true;
  // The whole page is asked for, by `select`, and only the parts are taken from it.
  htmx.ajax("GET", address, {
    source: "#bar",
    target: "#status",
    select: "#desk",
    swap: "none",
    selectOOB: parts.map((part) => `${part}:outerMorph`).join(","),
    fresh: parts,
    from: address,
  }).finally(() => {
    fetching = false;
    showAgain();
  });
}

function followAsking() {
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    if (!ctx.fresh) asking += 1;
  });
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    if (!ctx.fresh) asking -= 1;
    showAgain();
  });
}

// Whoever went on meanwhile to another page sees that one as it is, and not the page before again.
function dropLate(event) {
  const { from, fresh } = event.detail.ctx;
  if (!from || (from === addressNow() && !(fresh && asking))) return;
  event.preventDefault();
  if (fresh) refresh(...fresh);
}

// Show everything anew where nothing is asked yet: the first questions have come, or the book.
function renew() {
  const { address, key, waits } = document.getElementById("desk").dataset;
  if (waits && !key && !document.querySelector("#desk[data-chosen]")) {
    htmx.ajax("GET", address, { source: ".skip", target: "#desk", swap: "outerMorph", from: address });
    return true;
  }
  return false;
}

export function listen() {
  followAsking();
  document.addEventListener("htmx:before:swap", dropLate);
  hear({
    blocks: () => renew() || refresh("#edition"),
    asked: () => renew() || refresh("#queue"),
    pages: () => refresh("#page", "#progress"),
    notice: (event) => say(JSON.parse(event.data).said),
  }, () => renew() || refresh("#edition", "#queue", "#page", "#progress"));
  setInterval(beat, BEAT);
  document.addEventListener("htmx:after:swap", stay);
  stay();
}

// A page counts as open once a reader stays there; whoever turns pages is on none of them.
let page = "";
let staying = 0;
function stay() {
  if (document.getElementById("desk").dataset.page === page) return;
  page = document.getElementById("desk").dataset.page;
  clearTimeout(staying);
  staying = setTimeout(beat, STAY);
}

// Tell the desk which page is open, so that others see it.
function beat() {
  if (page && !document.hidden) {
    fetch("/beat", { method: "POST", body: new URLSearchParams({ page }) }).catch(() => {});
  }
}

// What is not saved, and is sent again and again: { action, body }. It outlives the window.
let pending = JSON.parse(localStorage.getItem(PENDING));

export const isPending = () => pending !== null;

function keep(value) {
  pending = value;
  if (value) localStorage.setItem(PENDING, JSON.stringify(value));
  else localStorage.removeItem(PENDING);
}

function hold({ action, body }, why) {
  if (!pending) setTimeout(resend, AGAIN);
  keep({ action, body: String(body) });
  say(`Not saved: ${why}. It is tried again until it is saved.`);
}

// Send again what was not saved. It carries the sign by which the desk knows what it has already.
function resend() {
  if (!pending) return;
  htmx.ajax("POST", pending.action, {
    source: "#status", // which has no fields of its own
    target: "#desk",
    swap: "outerMorph",
    values: Object.fromEntries(new URLSearchParams(pending.body)),
  }).finally(() => pending && setTimeout(resend, AGAIN));
}

export function keepTrying() {
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    const { request } = ctx;
    if (request.method !== "POST" || request.body.has("nonce")) return;
    const random = crypto.getRandomValues(new Uint8Array(16));
    request.body.set("nonce", [...random].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  });
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (!ctx?.request || ctx.response) return;
    if (ctx.request.method !== "POST") {
      say("The desk does not answer. Nothing is lost; try again when it runs.");
      return;
    }
    hold(ctx.request, "the desk does not answer");
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    // A desk that was started anew has not read the book again yet: what is shown stays.
    if (ctx.fresh && ctx.text.includes('data-page=""')) event.preventDefault();
    if (ctx.request.method !== "POST") return;
    const why = WAITING[ctx.response.status]?.(ctx.text);
    if (why) {
      event.preventDefault();
      hold(ctx.request, why);
    } else if (pending) {
      keep(null);
      say(ctx.response.status < 400 ? "Saved." : "");
    }
  });
  if (pending) setTimeout(resend, AGAIN);
}
