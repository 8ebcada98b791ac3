"use strict";
// Search in a site of files: in an index that lies beside them, without diacritics.
const root = document.currentScript.dataset.root;
const find = document.getElementById("find");
const list = document.getElementById("suggested");
const MOST = 20;
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
const folded = INDEX.map(([label, file]) => [fold(label), label, file]);

function show() {
  const words = fold(find.value).split(/\s+/).filter(Boolean);
  const hits = words.length ? folded.filter(([key]) => words.every((word) => key.includes(word))).slice(0, MOST) : [];
  list.replaceChildren(...hits.map(([, label, file]) => {
    const link = document.createElement("a"), item = document.createElement("li");
    Object.assign(link, { href: root + file, textContent: label });
    item.append(link);
    return item;
  }));
  list.hidden = !hits.length;
  return hits;
}
find.addEventListener("input", show);
find.form.addEventListener("submit", (event) => {
  event.preventDefault();
  const [first] = show();
  if (first) location.assign(root + first[2]);
});
