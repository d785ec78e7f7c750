// The reader's own settings of this browser, put on the root before anything is painted:
// data-theme (light, dark), data-size (small, large, larger), data-layout (stacked), data-image
// (large, off), data-zoom (close) and data-keys (alt, off). What is not set is as the desk comes.
"use strict";

const CHOICES = {
  theme: ["light", "dark"],
  size: ["small", "large", "larger"],
  layout: ["stacked"],
  image: ["large", "off"],
  zoom: ["close"],
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

// The form of the view of settings: it shows what is set, and sets what is chosen.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("settings");
  if (!form) return;
  for (const name of Object.keys(CHOICES)) {
    form.elements[name].value = document.documentElement.dataset[name] ?? "";
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (target.value) localStorage.setItem(`desk-${target.name}`, target.value);
    else localStorage.removeItem(`desk-${target.name}`);
    applySettings();
    document.getElementById("status").textContent = "Saved in this browser.";
  });
});
