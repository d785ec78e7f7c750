// Smooth reading: a word that is clicked, or reached by the arrows, can be doubted; notes open at
// the foot of the window; and the place is remembered in this browser.
"use strict";

import { rangesOf, spanOf, stretches } from "./raw.js";

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’\u00ad-]*/gu;
const KEPT = "desk-read"; // { book: { chapter, at } }

const find = (id) => document.getElementById(id);
const article = document.querySelector("article.edition");
const form = find("doubt");
const say = (words) => { find("status").textContent = words; };

const places = () => JSON.parse(localStorage.getItem(KEPT) ?? "{}");

// --- words ---------------------------------------------------------------------------------------

const blockOf = (node) => node.parentElement?.closest("[data-block]");

// The words of a block, but for those of blocks within it. One that is divided over lines is one.
function words(block) {
  const nodes = [...stretches(block)].map(({ node }) => node);
  return [...wordsOf(nodes.filter((node) => blockOf(node) === block))];
}

function* wordsOf(nodes) {
  let text = "";
  const starts = nodes.map((node, k) => {
    // What stands between two stretches, a blank or a note's marker, parts words.
    if (k && between(nodes[k - 1], node)) text += " ";
    text += node.data;
    return text.length - node.data.length;
  });
  for (const found of text.matchAll(WORD)) {
    const range = new Range();
    const at = (offset) => {
      const k = starts.findLastIndex((start) => start <= offset);
      return [nodes[k], Math.min(offset - starts[k], nodes[k].length)];
    };
    range.setStart(...at(found.index));
    const [node, offset] = at(found.index + found[0].length - 1);
    range.setEnd(node, offset + 1);
    yield range;
  }
}

function between(node, next) {
  const gap = new Range();
  gap.setStart(node, node.length);
  gap.setEnd(next, 0);
  return gap.toString();
}

const isBefore = (range, node, offset) => range.comparePoint(node, offset) > 0;

// The word at a place of the text, or the first behind it in its block.
function wordAt(node, offset) {
  const block = article.contains(node) && blockOf(node);
  return block ? words(block).find((range) => !isBefore(range, node, offset)) : undefined;
}

// What was chosen last: a field that takes the focus takes the browser's own selection away.
let last = null;

function choose(range) {
  last = range;
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const box = range.getBoundingClientRect();
  const foot = innerHeight - find("keys").offsetHeight - (form.hidden ? 0 : form.offsetHeight);
  if (box.top < 60 || box.bottom > foot - 40) {
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }
}

function chosen() {
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  const isHere = range && !range.collapsed && article.contains(range.commonAncestorContainer);
  return isHere ? range.cloneRange() : last?.collapsed ? null : last;
}

// Choose the word before or behind the one that is chosen; at first, the first that is seen.
function step(direction) {
  const now = chosen();
  const blocks = [...article.querySelectorAll("[data-block]")];
  const isNext = !now ? (range) => range.getBoundingClientRect().top > 60
    : direction > 0 ? (range) => range.compareBoundaryPoints(Range.END_TO_START, now) >= 0
      : (range) => range.compareBoundaryPoints(Range.START_TO_END, now) <= 0;
  let k = Math.max(0, blocks.indexOf(now ? blockOf(now.startContainer) : topBlock()));
  for (; k in blocks; k += direction) {
    const found = direction > 0 ? words(blocks[k]).find(isNext) : words(blocks[k]).findLast(isNext);
    if (!found) continue;
    choose(found);
    say("");
    find("word").textContent = found.toString(); // for those who hear it
    return;
  }
}

// --- doubts --------------------------------------------------------------------------------------

function ask() {
  const range = chosen();
  const found = range && spanOf(article, range);
  if (!found?.words) {
    say("Choose a word first: by a click, or by the arrows.");
    return;
  }
  last = range;
  form.elements.a.value = found.start;
  form.elements.b.value = found.end;
  find("doubted").textContent = found.words;
  CSS.highlights?.set("chosen", new Highlight(range)); // the field takes the selection away
  form.hidden = false;
  say("");
  form.elements.new.focus({ preventScroll: true });
}

function leave() {
  form.hidden = true;
  form.reset();
  CSS.highlights?.delete("chosen");
  say("");
  find("text").focus({ preventScroll: true });
  if (last) choose(last);
}

function markDoubts() {
  const ranges = [...document.querySelectorAll("#doubts [data-a]")].flatMap((doubt) =>
    rangesOf(article, Number(doubt.dataset.a), Number(doubt.dataset.b)));
  CSS.highlights?.set("doubt", new Highlight(...ranges));
}

function followDoubts() {
  find("note-doubt").addEventListener("click", ask);
  find("word-before").addEventListener("click", () => step(-1));
  find("word-behind").addEventListener("click", () => step(1));
  find("leave").addEventListener("click", leave);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  document.addEventListener("click", ({ target }) => {
    const doubt = target.closest?.("#doubts .place")?.parentElement;
    const range = doubt && rangesOf(article, Number(doubt.dataset.a), Number(doubt.dataset.b))[0];
    if (range) choose(range);
  });
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    markDoubts();
    if (ctx.request.method !== "POST" || ctx.response.status >= 400) return;
    if (!form.hidden) leave();
    say(`${find("doubts-title").textContent} noted.`);
  });
  markDoubts();
}

function followClicks() {
  article.addEventListener("click", (event) => {
    const reference = event.target.closest("a");
    if (reference?.matches(".noteref")) {
      openNote(reference);
      event.preventDefault();
    } else if (!reference && getSelection().isCollapsed) {
      const at = caretAt(event.clientX, event.clientY);
      const range = at && wordAt(...at);
      if (range && isOver(range, event)) {
        choose(range);
        ask();
      }
    } else if (!reference) ask();
  });
}

// The letter at a point of the window; Safari knew only the second way for long.
function caretAt(x, y) {
  const at = document.caretPositionFromPoint?.(x, y);
  if (at) return [at.offsetNode, at.offset];
  const range = document.caretRangeFromPoint?.(x, y);
  return range && [range.startContainer, range.startOffset];
}

const isOver = (range, { clientX: x, clientY: y }) =>
  [...range.getClientRects()].some((box) =>
    box.left - 2 <= x && x <= box.right + 2 && box.top - 4 <= y && y <= box.bottom + 4);

// --- notes ---------------------------------------------------------------------------------------

function openNote(reference) {
  const note = document.getElementById(reference.hash.slice(1));
  if (!note) return;
  const copy = note.cloneNode(true);
  copy.removeAttribute("id");
  for (const inside of copy.querySelectorAll("[id]")) inside.removeAttribute("id");
  const foot = find("note");
  const box = document.createElement("div");
  box.className = "edition notes";
  box.lang = article.lang;
  box.append(...copy.childNodes);
  foot.replaceChildren(box);
  reference.focus({ preventScroll: true }); // to which the focus goes back
  foot.showPopover({ source: reference });
  foot.focus({ preventScroll: true });
}

// --- the place -----------------------------------------------------------------------------------

// The first block of the text that can be seen.
function topBlock() {
  const blocks = [...article.querySelectorAll("[data-block][data-a]")];
  return blocks.find((block) => block.getBoundingClientRect().bottom > 80);
}

function remember() {
  const { book, chapter } = article.dataset;
  const at = topBlock()?.dataset.a;
  if (at) localStorage.setItem(KEPT, JSON.stringify({ ...places(), [book]: { chapter, at } }));
}

function goBack() {
  const place = places()[article.dataset.book];
  if (!location.hash && place?.chapter === article.dataset.chapter) {
    article.querySelector(`[data-block][data-a="${CSS.escape(place.at)}"]`)?.scrollIntoView();
  }
}

// In the list of chapters: lead to where the reader left.
function offerPlace(list) {
  const place = places()[list.dataset.book];
  const link = place && find(place.chapter)?.querySelector("a");
  if (!link) return;
  const go = find("goon");
  go.hidden = false;
  go.querySelector("a").href = link.href;
  go.querySelector("a").textContent += `: ${link.textContent}`;
}

if (article) {
  followDoubts();
  followClicks();
  goBack();
  remember();
  addEventListener("scrollend", remember, { passive: true, capture: true });
} else {
  const list = document.querySelector(".contents");
  if (list) offerPlace(list);
}
