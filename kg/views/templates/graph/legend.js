"use strict";
// Search, the legend that filters, and the years.
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}
let haystacks = null; // made when somebody searches
function hits(typed) {
  haystacks ??= new Map(NODES.map((node) => [node.id, fold([node.name, ...node.facts, ...(node.more ?? []).flat()].join(" "))]));
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  return wanted.length ? NODES.filter((node) => wanted.every((part) => haystacks.get(node.id).includes(part))) : null;
}
const LISTED = 50;
function search(typed) {
  const found = hits(typed);
  fade(found && new Set(found.map((node) => node.id)));
  document.getElementById("found").textContent = found ? `${found.length} ${WORDS.found}` : "";
  document.getElementById("results").replaceChildren(...(found ?? []).slice(0, LISTED).map((node) => opener(node.id)));
  remember({ q: typed.trim() || null });
  return found ?? [];
}
const input = document.getElementById("search");
input.addEventListener("input", () => search(input.value));
input.addEventListener("keydown", (event) => {
  const found = event.key === "Enter" && input.value.trim() ? search(input.value) : [];
  if (found.length) open(found[0].id);
});

function choices(place, names, ticked, mark, count) {
  for (const [name, style] of Object.entries(names)) {
    const tick = element("input");
    Object.assign(tick, { type: "checkbox", checked: true, name });
    tick.addEventListener("change", () => {
      tick.checked ? ticked.add(name) : ticked.delete(name);
      refresh();
      const hidden = [...document.querySelectorAll("fieldset input[type=checkbox]:not(:checked)")].map((box) => box.name);
      remember({ hide: hidden.join(",") || null });
    });
    const number = element("span", String(count(name)));
    number.className = "count";
    document.getElementById(place).append(element("label", "", [tick, mark(style), element("span", style.label), number]));
  }
}
function symbol(style) {
  const made = element("span", style.mark);
  made.className = "mark";
  made.style.color = style.border;
  return made;
}
function line(style) {
  const made = element("span");
  made.className = "line";
  made.style.borderTopColor = style.colour;
  return made;
}
choices("classes", CLASSES, chosen.classes, symbol, (name) => NODES.filter((node) => node.group === name).length);
choices("relations", RELATIONS, chosen.relations, line, (name) => EDGES.filter((edge) => edge.relation === name && !edge.above).length);

const years = NODES.map(yearOf).filter((year) => year !== null);
const span = { from: years.reduce((a, b) => Math.min(a, b), Infinity), to: years.reduce((a, b) => Math.max(a, b), -Infinity) };
const sliders = { from: document.getElementById("from"), to: document.getElementById("to") };
function setYear(end, value) {
  chosen[end] = value;
  sliders[end].value = value;
  sliders[end].nextElementSibling.textContent = value;
}
if (span.from < span.to) {
  document.getElementById("years").hidden = false;
  for (const [end, slider] of Object.entries(sliders)) {
    Object.assign(slider, { min: span.from, max: span.to, step: 1 });
    setYear(end, span[end]);
    slider.addEventListener("input", () => {
      setYear(end, Number(slider.value));
      if (chosen.from > chosen.to) setYear(end === "from" ? "to" : "from", chosen[end]);
      refresh();
      remember({ from: chosen.from > span.from ? chosen.from : null, to: chosen.to < span.to ? chosen.to : null });
    });
  }
}
document.getElementById("whole").addEventListener("click", () => {
  everything();
  network.fit({ animation: false });
});
