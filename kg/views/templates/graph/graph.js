"use strict";
// The data, what of it is seen, and the drawing. Later scripts of the page add the panel, the legend and the rest.
for (const edge of EDGES) {
  const label = RELATIONS[edge.relation].label;
  edge.color = RELATIONS[edge.relation].colour;
  edge.title = edge.count > 1 ? `${label} (${edge.count})` : label;
  if (edge.turn) edge.smooth = { enabled: true, type: "curvedCW", roundness: Math.round(12 * edge.turn) / 100 };
  if (edge.above) Object.assign(edge, { dashes: true, width: Math.min(1 + Math.log2(edge.count), 8) });
}
const nodeOf = new Map(NODES.map((node) => [node.id, node]));
const edgeOf = new Map(EDGES.map((edge) => [edge.id, edge]));
const edgesAt = new Map(NODES.map((node) => [node.id, []]));
for (const edge of EDGES) {
  edgesAt.get(edge.from).push(edge);
  edgesAt.get(edge.to).push(edge);
}
const other = (edge, id) => (edge.from === id ? edge.to : edge.from);

// What is seen: kinds and relations that are ticked, years of plans, and places that were opened.
const DATE = 3;
const yearOf = (node) => (node.group === "plan" ? parseInt(node.facts[DATE], 10) || null : null);
const chosen = { classes: new Set(Object.keys(CLASSES)), relations: new Set(Object.keys(RELATIONS)), from: -Infinity, to: Infinity, opened: new Set() };
let outside = new Set();

function withinYears(node) {
  const year = yearOf(node);
  return year === null || (chosen.from <= year && year <= chosen.to);
}
function recount() {
  outside = new Set();
  const late = new Set(NODES.filter((node) => node.group === "plan" && !withinYears(node)).map((node) => node.id));
  if (!late.size) return;
  for (const node of NODES) {
    if (node.group === "plan") continue;
    const plans = edgesAt.get(node.id).map((edge) => other(edge, node.id)).filter((id) => nodeOf.get(id).group === "plan");
    if (plans.length && plans.every((id) => late.has(id))) outside.add(node.id);
  }
  late.forEach((id) => outside.add(id));
}
const unfolded = (node) => !FOLDED || node.home === "shared" || chosen.opened.has(node.home);
const isSeen = (node) => chosen.classes.has(node.group) && !outside.has(node.id) && unfolded(node);
const isDrawn = (edge) => chosen.relations.has(edge.relation) && (!edge.above || !chosen.opened.has(edge.from));

const nodes = new vis.DataSet(NODES);
const edges = new vis.DataSet(EDGES);
const shownNodes = new vis.DataView(nodes, { filter: isSeen });
const shownEdges = new vis.DataView(edges, { filter: isDrawn });
const box = document.getElementById("mynetwork");
const LARGE = 1000; // nodes from which on moving the view moves its picture
const large = NODES.length > LARGE;
const network = new vis.Network(box, { nodes: shownNodes, edges: shownEdges },
  { ...OPTIONS, interaction: { ...OPTIONS.interaction, dragView: !large, zoomView: !large, hideEdgesOnDrag: large } });

function refresh() {
  recount();
  shownNodes.refresh();
  shownEdges.refresh();
}
function unfold(id) {
  if (!FOLDED || nodeOf.get(id).group !== "place") return;
  if (!chosen.opened.delete(id)) chosen.opened.add(id);
  refresh();
}
network.on("doubleClick", (event) => event.nodes.forEach(unfold));
