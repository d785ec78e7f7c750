// From places of the panes to offsets of the raw source, and back.
//
// Lines of the source are `li[data-a]`; stretches of the edition are `[data-r]`: "114279" is letter
// for letter from there on, "113437-113438" was changed and stands for all of it. Offsets count
// characters as Unicode does, where the browser counts halves of those beyond its first plane.
"use strict";

const count = (text) => [...text].length;
const halves = (text, characters) => [...text].slice(0, characters).join("").length;

// The stretches of a pane in order: { node, start, end, whole }.
export function* stretches(pane) {
  for (const element of pane.querySelectorAll("li[data-a], [data-r]")) {
    if (element.dataset.r) {
      const [start, end] = element.dataset.r.split("-").map(Number);
      const node = element.firstChild;
      if (node?.nodeType !== Node.TEXT_NODE) continue;
      yield { node, start, end: end ?? start + count(node.data), whole: end !== undefined };
    } else {
      let start = Number(element.dataset.a);
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const end = start + count(node.data);
        yield { node, start, end, whole: false };
        start = end;
      }
    }
  }
}

// The ranges of a pane that show a stretch of the source; for a point, the letter behind it.
export function rangesOf(pane, start, end) {
  const found = [];
  for (const each of stretches(pane)) {
    if (each.start >= Math.max(end, start + 1) || each.end <= start) continue;
    const range = new Range();
    const { node } = each;
    const last = Math.max(end, start + 1) - each.start;
    range.setStart(node, each.whole ? 0 : halves(node.data, Math.max(0, start - each.start)));
    range.setEnd(node, each.whole ? node.length : halves(node.data, last));
    found.push(range);
  }
  return found;
}

// The range between two letters of a pane that is at a point of the source; null if it shows none.
export function pointIn(pane, point) {
  for (const each of stretches(pane)) {
    if (each.whole || each.start > point || each.end < point) continue;
    const range = new Range();
    range.setStart(each.node, halves(each.node.data, point - each.start));
    return range;
  }
  return null;
}

// The first range of a pane that shows something of the source from `start` on, up to `end`.
export function nearest(pane, start, end) {
  let before = null;
  for (const each of stretches(pane)) {
    if (each.end <= start || !each.node.data.trim()) continue;
    if (each.start < end) return rangesOf(pane, Math.max(each.start, start), end)[0];
    before ??= each;
  }
  return before && rangesOf(pane, before.start, before.start + 1)[0];
}

// What of the source a range shows, white space at its ends not counted: { start, end, words };
// of a caret { start, end: start, words: "" }. Null where it shows nothing of the source.
export function spanOf(pane, range) {
  if (range.collapsed) return pointOf(pane, range);
  let start = Infinity;
  let end = -1;
  let words = "";
  for (const each of stretches(pane)) {
    const { node } = each;
    if (!range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    const text = node.data.slice(from, to);
    words += (pane.matches(".lines") && words ? " " : "") + text;
    if (!text.trim()) continue;
    const first = from + text.search(/\S/);
    const last = from + text.trimEnd().length;
    start = Math.min(start, each.whole ? each.start : each.start + count(node.data.slice(0, first)));
    end = Math.max(end, each.whole ? each.end : each.start + count(node.data.slice(0, last)));
  }
  return end < 0 ? null : { start, end, words: words.trim().replace(/\s+/g, " ") };
}

function pointOf(pane, range) {
  for (const each of stretches(pane)) {
    if (each.node !== range.startContainer) continue;
    const { node } = each;
    const inside = each.start + count(node.data.slice(0, range.startOffset));
    const start = !each.whole ? inside : range.startOffset * 2 > node.length ? each.end : each.start;
    return { start, end: start, words: "" };
  }
  return null;
}
