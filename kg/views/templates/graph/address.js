"use strict";
// The state of the page in its address, so that a link shows what its sender saw: search, node, filters, years, what was
// opened, and what was dragged elsewhere.
let remembering = false;
function remember(changes) {
  if (!remembering) return;
  const state = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of Object.entries(changes)) value === null ? state.delete(name) : state.set(name, value);
  history.replaceState(null, "", `#${state}`);
}
const moved = new Map();
network.on("dragEnd", (event) => {
  if (!event.nodes.length) return;
  for (const [id, at] of Object.entries(network.getPositions(event.nodes))) moved.set(id, [Math.round(at.x), Math.round(at.y)]);
  remember({ moved: JSON.stringify([...moved]) });
});
network.on("doubleClick", () => remember({ opened: [...chosen.opened].join(" ") || null }));

function pinned(text) {
  try {
    return JSON.parse(text ?? "[]").filter(([id, at]) => nodeOf.has(id) && at.every(Number.isFinite));
  } catch {
    return [];
  }
}
function recall() {
  const state = new URLSearchParams(location.hash.slice(1));
  const hidden = new Set((state.get("hide") ?? "").split(","));
  for (const tick of document.querySelectorAll("fieldset input[type=checkbox]")) {
    if (hidden.has(tick.name)) tick.click();
  }
  for (const end of ["from", "to"]) {
    const year = Number(state.get(end));
    if (state.has(end) && span.from <= year && year <= span.to) setYear(end, year);
  }
  for (const id of (state.get("opened") ?? "").split(" ")) if (nodeOf.has(id)) chosen.opened.add(id);
  if (location.hash) refresh();
  for (const [id, [x, y]] of pinned(state.get("moved"))) {
    moved.set(id, [x, y]);
    nodes.update({ id, x, y });
  }
  if (state.has("q")) {
    input.value = state.get("q");
    search(input.value);
  }
  if (nodeOf.has(state.get("node"))) open(state.get("node"));
  remembering = true;
}
recall();
