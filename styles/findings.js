// Shows of the findings those of the severities, the check and the words that are asked for.
const form = document.getElementById("filter");
const items = [...document.querySelectorAll("section > ol > li")];
const texts = items.map((item) => item.textContent.toLowerCase());

function show() {
  const asked = new FormData(form);
  const severities = asked.getAll("severity");
  const check = asked.get("check");
  const words = asked.get("words").toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  items.forEach((item, k) => {
    const { check: name, severity } = item.closest("section").dataset;
    const wanted =
      severities.includes(severity) &&
      (!check || name === check) &&
      words.every((word) => texts[k].includes(word));
    item.hidden = !wanted;
    count += wanted;
  });
  for (const section of document.querySelectorAll("main > section")) {
    section.hidden = !section.querySelector(":scope > ol > li:not([hidden])");
  }
  form.querySelector("output").value = `${count} of ${items.length} shown`;
}

form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = items.length === 0;
show();
