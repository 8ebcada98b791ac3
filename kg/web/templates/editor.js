"use strict";
// Highlighting under a transparent text area, and completion of prefixes and terms. Without this script the page is a
// plain form.
const area = document.getElementById("query");
const back = document.querySelector(".editor pre");
const choices = document.getElementById("completions");
const TOKEN = /(#[^\n]*)|(<[^<>"{}|^`\s]*>)|("""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|([?$]\w+)|([A-Za-z][\w.-]*:[\w-]*|:[\w-]+)|\b(BASE|PREFIX|SELECT|CONSTRUCT|DESCRIBE|ASK|DISTINCT|REDUCED|WHERE|FROM|NAMED|GRAPH|OPTIONAL|UNION|MINUS|FILTER|BIND|VALUES|SERVICE|EXISTS|NOT|IN|AS|GROUP|BY|HAVING|ORDER|ASC|DESC|LIMIT|OFFSET|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT|SEPARATOR|IF|COALESCE|STR|LANG|DATATYPE|BOUND|IRI|CONTAINS|STRSTARTS|REGEX|REPLACE|LCASE|UCASE|CONCAT|YEAR|a)\b/gi;
const KINDS = ["comment", "iri", "text", "variable", "name", "word"];

function paint() {
  const parts = [];
  let end = 0;
  for (const found of area.value.matchAll(TOKEN)) {
    const kind = KINDS[found.slice(1).findIndex((group) => group !== undefined)];
    const span = document.createElement("span");
    Object.assign(span, { className: kind, textContent: found[0] });
    parts.push(area.value.slice(end, found.index), span);
    end = found.index + found[0].length;
  }
  back.replaceChildren(...parts, area.value.slice(end), "\n");
  back.scrollTop = area.scrollTop;
  back.scrollLeft = area.scrollLeft;
}
area.addEventListener("input", paint);
area.addEventListener("scroll", paint);
paint();

let known = null; // asked for when first needed
async function vocabulary() {
  known ??= fetch("/terms").then((answer) => answer.json());
  return known;
}
const MOST = 12;
function typed() {
  return /(?:[\w-]+:)?[\w-]*$/.exec(area.value.slice(0, area.selectionStart))[0];
}
function shut() {
  choices.hidden = true;
  choices.replaceChildren();
}
async function complete() {
  const start = typed();
  const { terms } = await vocabulary();
  const fits = start ? terms.filter((term) => term.name.toLowerCase().includes(start.toLowerCase()) || term.label.toLowerCase().includes(start.toLowerCase())) : [];
  choices.replaceChildren(...fits.slice(0, MOST).map((term, number) => {
    const item = document.createElement("li");
    Object.assign(item, { role: "option", textContent: term.label ? `${term.name} – ${term.label}` : term.name });
    item.dataset.name = term.name;
    item.setAttribute("aria-selected", String(number === 0));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); put(term.name); });
    return item;
  }));
  choices.hidden = !fits.length;
}
async function put(name) {
  const at = area.selectionStart, start = at - typed().length;
  area.setRangeText(name, start, at, "end");
  const prefix = name.split(":")[0];
  const { prefixes } = await vocabulary();
  if (!new RegExp(`PREFIX\\s+${prefix}:`, "i").test(area.value)) {
    const line = `PREFIX ${prefix}: <${prefixes[prefix]}>\n`;
    area.setRangeText(line, 0, 0, "preserve");
  }
  shut();
  paint();
}
function step(by) {
  const items = [...choices.children], now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const next = (now + by + items.length) % items.length;
  items.forEach((item, number) => item.setAttribute("aria-selected", String(number === next)));
}
area.addEventListener("keydown", (event) => {
  if (event.key === " " && event.ctrlKey) complete();
  else if (event.key === "Enter" && event.ctrlKey) area.form.requestSubmit();
  else if (choices.hidden) return;
  else if (event.key === "ArrowDown") step(1);
  else if (event.key === "ArrowUp") step(-1);
  else if (event.key === "Escape") shut();
  else if (event.key === "Enter" || event.key === "Tab") put(choices.querySelector("[aria-selected=true]").dataset.name);
  else return;
  event.preventDefault();
});
area.addEventListener("blur", shut);
// A query too long for an address goes as a body.
const LONGEST = 6000;
document.getElementById("editor").addEventListener("submit", (event) => {
  event.target.method = encodeURIComponent(area.value).length > LONGEST ? "post" : "get";
});
