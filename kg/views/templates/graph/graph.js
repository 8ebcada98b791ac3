"use strict";
// Texts go into the page through textContent only: nothing out of a document can become markup.
const nodes = new vis.DataSet(NODES);
const edges = new vis.DataSet(EDGES);
const shown = { classes: new Set(Object.keys(CLASSES)), relations: new Set(Object.keys(RELATIONS)) };
const shownNodes = new vis.DataView(nodes, { filter: (node) => shown.classes.has(node.kind) });
const shownEdges = new vis.DataView(edges, { filter: (edge) => shown.relations.has(edge.relation) });
const box = document.getElementById("mynetwork");
const network = new vis.Network(box, { nodes: shownNodes, edges: shownEdges }, OPTIONS);
const details = document.getElementById("details");

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}
const haystacks = new Map(NODES.map((node) => [node.id, fold([node.name, ...node.facts.map((f) => f[1])].join(" "))]));

function element(tag, text, children = []) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}
function opener(id) {
  const button = element("button", nodes.get(id).name);
  button.type = "button";
  button.addEventListener("click", () => open(id));
  return element("li", "", [button]);
}
function open(id) {
  network.selectNodes([id]);
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: false });
  showNode(nodes.get(id));
}

function quote(item) {
  const made = element("blockquote", item.text);
  if (item.where) made.append(element("footer", item.where));
  return made;
}
function facts(list) {
  const pairs = list.filter((fact) => fact[1]);
  return element("dl", "", pairs.flatMap((fact) => [element("dt", fact[0]), element("dd", fact[1])]));
}
function showNode(node) {
  const parts = [element("p", CLASSES[node.kind].label), element("h3", node.name), facts(node.facts)];
  parts[0].className = "kind";
  for (const [relation, style] of Object.entries(RELATIONS)) {
    const out = EDGES.filter((e) => e.relation === relation && e.from === node.id && shownEdges.get(e.id));
    const into = EDGES.filter((e) => e.relation === relation && e.to === node.id && shownEdges.get(e.id));
    if (out.length) parts.push(element("h3", style.label + " →"), element("ul", "", out.map((e) => opener(e.to))));
    if (into.length) parts.push(element("h3", "← " + style.label), element("ul", "", into.map((e) => opener(e.from))));
    if (node.kind !== "plan") parts.push(...out.concat(into).flatMap((e) => e.quotes.map(quote)));
  }
  details.replaceChildren(...parts);
}
function showEdge(edge) {
  const parts = [element("h3", RELATIONS[edge.relation].label),
    element("ul", "", [opener(edge.from), opener(edge.to)]), facts(edge.facts)];
  if (edge.quotes.length) parts.push(element("h3", WORDS.quotes), ...edge.quotes.map(quote));
  details.replaceChildren(...parts);
}
network.on("click", (event) => {
  if (event.nodes.length) showNode(nodes.get(event.nodes[0]));
  else if (event.edges.length) showEdge(edges.get(event.edges[0]));
});

const FADED = 0.12;
function search(typed) {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  const hits = NODES.filter((node) => wanted.every((part) => haystacks.get(node.id).includes(part)));
  const hit = new Set(hits.map((node) => node.id));
  nodes.update(NODES.map((node) => ({ id: node.id, opacity: hit.has(node.id) ? 1 : FADED })));
  document.getElementById("found").textContent = wanted.length ? `${hits.length} ${WORDS.found}` : "";
  document.getElementById("results").replaceChildren(...(wanted.length ? hits.slice(0, 50).map((n) => opener(n.id)) : []));
  return hits;
}
const input = document.getElementById("search");
input.addEventListener("input", () => search(input.value));
input.addEventListener("keydown", (event) => {
  const hits = event.key === "Enter" && input.value.trim() ? search(input.value) : [];
  if (hits.length) open(hits[0].id);
});

function choices(place, names, chosen, mark, view, count) {
  for (const [name, style] of Object.entries(names)) {
    const tick = element("input");
    Object.assign(tick, { type: "checkbox", checked: true, name });
    tick.addEventListener("change", () => {
      tick.checked ? chosen.add(name) : chosen.delete(name);
      view.refresh();
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
choices("classes", CLASSES, shown.classes, symbol, shownNodes, (name) => NODES.filter((n) => n.kind === name).length);
choices("relations", RELATIONS, shown.relations, line, shownEdges, (name) => EDGES.filter((e) => e.relation === name).length);
