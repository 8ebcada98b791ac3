"use strict";
// What is known of a node or an edge. Texts go into the page through textContent only: nothing out of a document can
// become markup.
const details = document.getElementById("details");
const FADED = 0.12;
const MOST_QUOTES = 200;

function element(tag, text, children = []) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}
function opener(id) {
  const button = element("button", nodeOf.get(id).name);
  button.type = "button";
  button.addEventListener("click", () => open(id));
  return element("li", "", [button]);
}
function open(id) {
  const node = nodeOf.get(id);
  if (FOLDED && !unfolded(node)) {
    chosen.opened.add(node.home);
    refresh();
  }
  network.selectNodes(shownNodes.get(id) ? [id] : []);
  if (shownNodes.get(id)) network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: false });
  showNode(node);
}
function quote(item) {
  const made = element("blockquote", item.text);
  const where = item.address && /^https?:/.test(item.address) ? element("a", item.where) : element("span", item.where);
  if (where.tagName === "A") Object.assign(where, { href: item.address, rel: "noreferrer noopener", target: "_blank" });
  made.append(element("footer", "", [where]));
  return made;
}
function facts(pairs) {
  return element("dl", "", pairs.filter((pair) => pair[1]).flatMap((pair) => [element("dt", pair[0]), element("dd", String(pair[1]))]));
}
function quotes(list) {
  const shown = list.slice(0, MOST_QUOTES).map(quote);
  if (list.length > MOST_QUOTES) shown.push(element("p", `${WORDS.more}: ${list.length - MOST_QUOTES}`));
  return shown;
}
function showNode(node) {
  const parts = [element("h3", node.name), element("p", CLASSES[node.group].label), facts([...FACTS.map((name, at) => [name, node.facts[at]]), ...(node.more ?? [])])];
  parts[1].className = "kind";
  if (node.address) {
    const page = element("a", WORDS.open);
    Object.assign(page, { href: node.address, target: "_blank", rel: "noopener" });
    parts.push(element("p", "", [page]));
  }
  parts.push(...quotes(node.quotes ?? []));
  const about = edgesAt.get(node.id).filter((edge) => !edge.above && chosen.relations.has(edge.relation));
  for (const [relation, style] of Object.entries(RELATIONS)) {
    const those = about.filter((edge) => edge.relation === relation);
    const out = those.filter((edge) => edge.from === node.id);
    const into = those.filter((edge) => edge.to === node.id);
    if (out.length) parts.push(element("h3", style.label + " →"), element("ul", "", out.map((edge) => opener(edge.to))));
    if (into.length) parts.push(element("h3", "← " + style.label), element("ul", "", into.map((edge) => opener(edge.from))));
    if (node.group !== "plan") parts.push(...quotes(those.flatMap((edge) => edge.quotes)));
  }
  details.replaceChildren(...parts);
  fade(new Set([node.id, ...about.map((edge) => other(edge, node.id))]));
  remember({ node: node.id });
}
function showEdge(edge) {
  const parts = [element("h3", RELATIONS[edge.relation].label), element("ul", "", [opener(edge.from), opener(edge.to)]),
    facts([[WORDS.confidence, edge.confidence]])];
  if (edge.quotes.length) parts.push(element("h3", WORDS.quotes), ...quotes(edge.quotes));
  details.replaceChildren(...parts);
}

// All but some nodes step back; only what changes is drawn anew.
let faded = new Set();
function fade(kept) {
  const wanted = new Set(kept ? NODES.filter((node) => !kept.has(node.id)).map((node) => node.id) : []);
  const changed = [...wanted].filter((id) => !faded.has(id)).map((id) => ({ id, opacity: FADED }))
    .concat([...faded].filter((id) => !wanted.has(id)).map((id) => ({ id, opacity: 1 })));
  if (changed.length) nodes.update(changed);
  faded = wanted;
}
function everything() {
  fade(null);
  network.unselectAll();
  details.replaceChildren(element("p", WORDS.hint));
  remember({ node: null });
}
network.on("click", (event) => {
  if (event.nodes.length) showNode(nodeOf.get(event.nodes[0]));
  else if (event.edges.length) showEdge(edgeOf.get(event.edges[0]));
  else everything();
});
