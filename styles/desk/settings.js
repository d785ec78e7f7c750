// The reader's own settings of this browser, put on the root before anything is painted:
// data-theme (light, dark), data-size (small, large, larger), data-layout (stacked) and
// data-keys (alt, off). What is not set is as the desk comes.
"use strict";

const CHOICES = {
  theme: ["light", "dark"],
  size: ["small", "large", "larger"],
  layout: ["stacked"],
  keys: ["alt", "off"],
};

function applySettings() {
  for (const [name, known] of Object.entries(CHOICES)) {
    const value = localStorage.getItem(`desk-${name}`);
    if (known.includes(value)) document.documentElement.dataset[name] = value;
    else delete document.documentElement.dataset[name];
  }
}

applySettings();
addEventListener("storage", applySettings); // chosen in another window
