// The image of the page above the lines of its source: it follows the line in question or in hand,
// and a click on one of its lines leads there.
"use strict";

import { current } from "./place.js";

const region = () => document.getElementById("source-image");

// Bring a place of a line to the middle of what is seen of the image. Where on the line it stands
// follows from its letters' count, near enough.
function bring(rect, start) {
  const box = region();
  if (!rect || !box.clientHeight) return;
  const { a, b } = rect.dataset;
  const share = Math.min(1, Math.max(0, (start - a) / Math.max(1, b - a)));
  const at = rect.getBoundingClientRect();
  const seen = box.getBoundingClientRect();
  box.scrollBy({
    top: at.top + at.height / 2 - seen.top - seen.height / 2,
    left: at.left + at.width * share - seen.left - seen.width / 2,
  });
}

// Show the line in question; where nothing is asked, the head of the page.
export function showAsked() {
  if (!region()) return;
  const { a } = document.getElementById("desk").dataset;
  const rect = region().querySelector(".here");
  if (rect) bring(rect, +a);
  else region().scrollTo({ top: 0 });
}

// Show the line of the place in hand.
function showPlace() {
  const place = current();
  if (!region() || !place) return;
  let found = null;
  for (const rect of region().querySelectorAll("rect")) {
    const holds = +rect.dataset.a <= place.start && place.start <= +rect.dataset.b;
    rect.classList.toggle("twin", holds);
    if (holds) found = rect;
  }
  bring(found, place.start);
}

// Put the caret at the line that an image shows at a point; the panes follow it.
function goToLine(rect) {
  const line = document.querySelector(`#source .lines li[data-a="${rect.dataset.a}"]`);
  const text = line && document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode();
  if (!text) return;
  line.scrollIntoView({ block: "center" });
  getSelection().setBaseAndExtent(text, 0, text, 0);
}

export function followImage() {
  // A scan whose size was not known has it only now.
  document.addEventListener("load", (event) => {
    if (region()?.contains(event.target)) showAsked();
  }, true);
  document.addEventListener("selectionchange", showPlace);
  document.addEventListener("click", (event) => {
    const rect = event.target.closest?.("#source-image rect");
    if (rect) goToLine(rect);
  });
}
