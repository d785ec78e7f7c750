// The desk's messages. A browser has six connections to a host, and each window that hears holds
// one: those that nobody sees let go of theirs, and ask for everything once they are seen again.
"use strict";

const AGAIN = 1000; // milliseconds until a refused connection is tried again

// Hear messages: each of `follow` has the name of those that it follows. After a gap, in which the
// desk may have told anything, or have been started anew, `catchUp` is called.
export function hear(follow, catchUp) {
  let events = null;
  let gap = false;
  function open() {
    if (document.hidden || events) return;
    events = new EventSource("/events");
    for (const [name, heard] of Object.entries(follow)) events.addEventListener(name, heard);
    events.addEventListener("open", () => {
      if (gap) catchUp();
      gap = false;
    });
    events.addEventListener("error", () => {
      gap = true;
      if (events?.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      events = null;
      setTimeout(open, AGAIN);
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return open();
    events?.close();
    events = null;
    gap = true;
  });
  // What came between the page and its connection was told to nobody; that matters as it waits.
  gap = document.hidden || Boolean(document.querySelector("[data-waits]"));
  open();
}
