"use strict";
// Suggestions under the search box: a list that arrow keys walk through, Enter opens and Escape closes. Without this
// script the box is a form like any other.
const find = document.getElementById("find");
const list = document.getElementById("suggested");
const WAIT = 150; // milliseconds of rest before the server is asked
let asked = 0;
let timer = 0;

function close() {
  list.hidden = true;
  list.replaceChildren();
  find.setAttribute("aria-expanded", "false");
  find.removeAttribute("aria-activedescendant");
}
function show(hits) {
  list.replaceChildren(...hits.map((hit, number) => {
    const link = document.createElement("a");
    Object.assign(link, { href: hit.address, textContent: hit.label, tabIndex: -1 });
    const detail = document.createElement("span");
    detail.textContent = hit.detail;
    const item = document.createElement("li");
    Object.assign(item, { id: `suggested-${number}`, role: "option" });
    item.setAttribute("aria-selected", "false");
    item.append(link, detail);
    return item;
  }));
  list.hidden = !hits.length;
  find.setAttribute("aria-expanded", String(Boolean(hits.length)));
}
async function suggest() {
  const typed = find.value.trim(), turn = ++asked;
  if (typed.length < 2) return close();
  const answer = await fetch(`/suggest?q=${encodeURIComponent(typed)}`).catch(() => null);
  if (turn !== asked || !answer?.ok) return; // somebody went on typing
  show(await answer.json());
}
function choose(step) {
  const items = [...list.children];
  const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const next = (now + step + items.length + (now < 0 && step < 0 ? 1 : 0)) % items.length;
  items.forEach((item, number) => item.setAttribute("aria-selected", String(number === next)));
  find.setAttribute("aria-activedescendant", items[next].id);
  items[next].scrollIntoView({ block: "nearest" });
}
find.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(suggest, WAIT);
});
find.addEventListener("keydown", (event) => {
  if (list.hidden) return;
  const chosen = list.querySelector("[aria-selected=true] a");
  if (event.key === "ArrowDown") choose(1);
  else if (event.key === "ArrowUp") choose(-1);
  else if (event.key === "Escape") close();
  else if (event.key === "Enter" && chosen) location.assign(chosen.href);
  else return;
  event.preventDefault();
});
document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }); // on a narrow screen
document.addEventListener("click", (event) => { if (!list.contains(event.target)) close(); });
