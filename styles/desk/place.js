// The place in hand: words chosen in a pane, or where its caret stands. Text follows source, and
// source follows text; what is done to words or to a block is done at this place.
"use strict";

import { nearest, pointIn, rangesOf, spanOf } from "./raw.js";

const SPEED = "auto"; // a jump is quicker to follow than a slide
export const panes = () => ({
  source: document.querySelector("#source .lines"),
  edition: document.querySelector("#edition .edition"),
});
let place = null; // { pane: "source" | "edition", start, end, words }

const paneOf = (node) => {
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return element?.closest?.("#source .lines") ? "source"
    : element?.closest?.("#edition .edition") ? "edition" : null;
};

// Mark ranges by a name that desk.css knows; no element is touched.
export function mark(name, ranges) {
  CSS.highlights?.set(name, new Highlight(...ranges));
}

// Bring a range to the middle of the pane that scrolls, unless it can be seen well already.
export function show(range, always = false) {
  const box = range?.startContainer.parentElement?.closest("[role=region]");
  if (!box) return;
  const at = range.getBoundingClientRect();
  const seen = box.getBoundingClientRect();
  const slack = seen.height / 6;
  if (!always && at.top > seen.top + slack && at.bottom < seen.bottom - slack) return;
  box.scrollBy({ top: at.top - seen.top - (seen.height - at.height) / 2.4, behavior: SPEED });
}

// Draw a caret in the edition at a point of the source; `label` says which answer stands there.
export function drawCaret(edition, point, label) {
  const at = pointIn(edition, point)?.getBoundingClientRect();
  if (!at) return;
  const box = edition.closest("[role=region]");
  const caret = document.createElement("i");
  caret.className = "caret";
  caret.ariaHidden = "true";
  caret.dataset.label = label;
  const from = box.getBoundingClientRect();
  caret.style.left = `${at.left - from.left + box.scrollLeft}px`;
  caret.style.top = `${at.bottom - from.top + box.scrollTop - 2}px`;
  box.append(caret);
}

// Show in the other pane what a place of one pane is there, and flash it.
function follow(pane, start, end) {
  const other = panes()[pane === "source" ? "edition" : "source"];
  const ranges = other ? rangesOf(other, start, end) : [];
  const range = ranges[0] ?? (other && nearest(other, start, Math.max(end, start + 1)));
  mark("twin", ranges.length ? ranges : range ? [range] : []);
  show(range);
}

// The innermost block of the edition that a place stands in; a line of the source that is in none.
export function blockAt(start) {
  const { source, edition } = panes();
  if (!edition) return null; // the book is being read again
  const blocks = [...edition.querySelectorAll("[data-block]")];
  const inside = blocks.filter((b) => +b.dataset.a <= start && start <= +b.dataset.b).pop();
  if (inside) return { start: +inside.dataset.a, end: +inside.dataset.b, kind: inside.dataset.block };
  const line = [...source.children].find((li) => start <= +li.dataset.b);
  if (!line) return null;
  // A caret before a line's first letter means the block that the line is of.
  const of = blocks.filter((b) => +b.dataset.a < +line.dataset.b && +b.dataset.b > +line.dataset.a).pop();
  if (of && !line.dataset.kind) {
    return { start: +of.dataset.a, end: +of.dataset.b, kind: of.dataset.block };
  }
  return { start: +line.dataset.a, end: +line.dataset.b, kind: line.dataset.kind || "line" };
}

export const current = () => place;

// What the question is about, where nothing else is in hand; else where the page begins.
function asked() {
  const { a, b, start } = document.getElementById("desk").dataset;
  if (start === "") return null;
  return { pane: "edition", start: +(a || start), end: +(a ? b : start), words: "" };
}

function fill(form, values) {
  for (const [name, value] of Object.entries(values)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
}

// Take a place in hand: the forms that work on it say so.
function take(found) {
  place = found;
  const chosen = document.getElementById("chosen");
  const words = Boolean(place?.words);
  chosen.hidden = !words;
  document.getElementById("desk").toggleAttribute("data-chosen", words);
  if (words) {
    fill(chosen, { a: place.start, b: place.end, own: place.words });
    document.getElementById("chosen-words").textContent = place.words;
  }
  mark("chosen", words ? rangesOf(panes()[place.pane], place.start, place.end) : []);
  nameBlock();
}

// Say what the block at the place is, and have the commands of structure work on it.
export function nameBlock() {
  const at = place ?? asked();
  const block = at && blockAt(at.start);
  const button = document.getElementById("block");
  if (!button) return; // the book is being read
  button.disabled = !block;
  button.querySelector("span").textContent = block ? block.kind.replace("-", " ") : "no block";
  if (!block) return;
  const lines = place?.words && place.pane === "source";
  const whole = lines ? { start: place.start, end: place.end } : block;
  fill(document.getElementById("structure-form"), { a: whole.start, b: whole.end, point: at.start });
  fill(document.getElementById("marker-form"), { a: at.start, b: place?.words ? place.end : at.start });
}

// Let the place in hand go, as another question is asked. What was chosen in text that is gone would
// else be a place somewhere in the new one.
export function forget() {
  if (paneOf(getSelection().anchorNode)) getSelection().removeAllRanges();
  place = null;
  mark("chosen", []);
}

export function leave() {
  getSelection().removeAllRanges();
  take(null);
  mark("twin", []);
}

export function followSelection() {
  document.addEventListener("selectionchange", takeSelected);
}

// Take what is selected in a pane in hand.
function takeSelected() {
  const selection = getSelection();
  const pane = selection.rangeCount ? paneOf(selection.anchorNode) : null;
  // A field that has the focus has a selection of its own: the place in hand stays.
  if (!pane || pane !== paneOf(selection.focusNode)) return;
  const found = spanOf(panes()[pane], selection.getRangeAt(0));
  if (!found) return;
  take({ pane, ...found });
  follow(pane, found.start, found.end);
}

// Go into a pane by the keyboard: the word at the place is chosen, arrows go on from there.
export function enter(pane) {
  const root = panes()[pane];
  const at = place ?? asked() ?? { start: +document.getElementById("desk").dataset.start, end: 0 };
  const range = nearest(root, at.start, Math.max(at.end, at.start + 1));
  if (!range) return;
  root.closest("[role=region]").focus({ preventScroll: true });
  getSelection().setBaseAndExtent(
    range.startContainer, range.startOffset, range.startContainer, range.startOffset,
  );
  word("forward");
  show(getSelection().getRangeAt(0));
  // The browser tells of a selection later, perhaps only after the next key.
  takeSelected();
}

// Choose the word before or behind the one that is chosen.
function word(direction) {
  const selection = getSelection();
  if (direction === "forward") {
    selection.collapseToEnd();
    skipBlanks(selection);
  } else {
    selection.collapseToStart();
    selection.modify("move", "backward", "word");
  }
  selection.modify("extend", "forward", "word");
}

function skipBlanks(selection) {
  const { focusNode: node, focusOffset: at } = selection;
  const blanks = node.nodeType === Node.TEXT_NODE ? node.data.slice(at).match(/^\s*/)[0].length : 0;
  for (let k = 0; k < blanks; k += 1) selection.modify("move", "forward", "character");
}

// Choose one more; what the browser takes for a word may be a comma.
function extend(selection, direction, unit) {
  const before = selection.toString();
  for (let k = 0; k < 3; k += 1) {
    selection.modify("extend", direction, unit);
    const after = selection.toString();
    if (/[\p{L}\p{N}]/u.test(after.replace(before, "")) || after.length < before.length) return;
  }
}

// In a pane arrows choose: word by word, line by line, with Shift as many as are wanted.
export function moveByKeys() {
  document.addEventListener("keydown", (event) => {
    const pane = event.target.closest?.("#source [role=region], #edition [role=region]");
    const selection = getSelection();
    if (pane && event.key === "Escape" && document.getElementById("chosen").hidden) {
      leave();
      document.getElementById("asks")?.focus();
    }
    if (!pane || !/^Arrow/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!selection.rangeCount || !pane.contains(selection.anchorNode)) return;
    const forward = /Right|Down/.test(event.key);
    const unit = /Left|Right/.test(event.key) ? "word" : "line";
    const direction = forward ? "forward" : "backward";
    if (event.shiftKey) extend(selection, direction, unit);
    else if (unit === "word") word(direction);
    else {
      selection.collapseToStart();
      selection.modify("move", direction, "line");
      selection.modify("extend", "forward", "word");
    }
    show(selection.getRangeAt(0));
    takeSelected();
    event.preventDefault();
  });
}

// Jump between a note and its marker, from the place in hand or from what is asked.
export function jumpNote() {
  const { edition } = panes();
  const at = place ?? asked();
  if (!at || !edition) return false;
  const note = [...edition.querySelectorAll(".note")].find(
    (each) => +each.dataset.a <= at.start && at.start <= +each.dataset.b,
  );
  const call = note && edition.querySelector(`a.noteref[href="#${CSS.escape(note.id)}"]`);
  const behind = [...edition.querySelectorAll("a.noteref")].find((a) => +a.dataset.b >= at.start);
  const target = note ? call : behind && document.getElementById(behind.hash.slice(1));
  if (!target) return false;
  goTo(target);
  return true;
}

// Show an element of the edition, and take its place in hand.
export function goTo(element) {
  const range = new Range();
  range.selectNodeContents(element);
  show(range, true);
  mark("twin", [range]);
  const start = Number(element.dataset.a ?? element.querySelector("[data-r]")?.dataset.r.split("-")[0]);
  if (Number.isFinite(start)) {
    take({ pane: "edition", start, end: start, words: "" });
    const line = nearest(panes().source, start, start + 1);
    show(line);
  }
}
