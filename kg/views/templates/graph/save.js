"use strict";
// The drawing as a picture: PNG of what is seen on the screen, SVG of all that is shown, at any size.
function download(blob, name) {
  const link = element("a");
  Object.assign(link, { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
document.getElementById("png").addEventListener("click", () => {
  const copy = element("canvas");
  Object.assign(copy, { width: canvas.width, height: canvas.height });
  const pen = copy.getContext("2d");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => download(blob, "can-cu.png"), "image/png");
});

const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes, children = []) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
function shape(node, at, size) {
  const style = { fill: CLASSES[node.group].colour, stroke: CLASSES[node.group].border };
  const corners = (points) => points.map(([x, y]) => `${at.x + x * size},${at.y + y * size}`).join(" ");
  switch (CLASSES[node.group].shape) {
    case "diamond": return svg("polygon", { ...style, points: corners([[0, -1], [1, 0], [0, 1], [-1, 0]]) });
    case "triangle": return svg("polygon", { ...style, points: corners([[0, -1], [0.87, 0.5], [-0.87, 0.5]]) });
    case "square": return svg("rect", { ...style, x: at.x - size, y: at.y - size, width: 2 * size, height: 2 * size });
    case "box": {
      const { left, top, right, bottom } = network.getBoundingBox(node.id);
      return svg("rect", { ...style, x: left, y: top, width: right - left, height: bottom - top, rx: 4 });
    }
    default: return svg("circle", { ...style, cx: at.x, cy: at.y, r: size });
  }
}
function lettering(node, at, size) {
  const font = (node.font ?? OPTIONS.groups[node.group].font).size;
  const lines = node.label.split("\n");
  const inside = CLASSES[node.group].shape === "box";
  const first = at.y + (inside ? -(lines.length - 1) * font * 0.6 : size + font);
  const spans = lines.map((text, number) => {
    const made = svg("tspan", { x: at.x, y: first + number * font * 1.2 });
    made.textContent = text;
    return made;
  });
  return svg("text", { "font-size": font, "text-anchor": "middle", "dominant-baseline": "middle", fill: "#1b2530" }, spans);
}
function drawing() {
  const seen = shownNodes.get(), at = network.getPositions();
  const drawn = shownEdges.get().filter((edge) => at[edge.from] && at[edge.to] && shownNodes.get(edge.from) && shownNodes.get(edge.to));
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { id } of seen) {
    const { left, top, right, bottom } = network.getBoundingBox(id);
    Object.assign(bounds, { left: Math.min(bounds.left, left), top: Math.min(bounds.top, top), right: Math.max(bounds.right, right), bottom: Math.max(bounds.bottom, bottom) });
  }
  const picture = svg("svg", { xmlns: SVG, viewBox: `${bounds.left} ${bounds.top} ${bounds.right - bounds.left} ${bounds.bottom - bounds.top}`, "font-family": "Noto Sans, DejaVu Sans, Arial, sans-serif" });
  for (const edge of drawn) {
    const a = at[edge.from], b = at[edge.to], bend = (edge.turn ?? 0) * 0.12;
    const middle = { x: (a.x + b.x) / 2 + (b.y - a.y) * bend, y: (a.y + b.y) / 2 - (b.x - a.x) * bend };
    picture.append(svg("path", { d: `M${a.x} ${a.y}Q${middle.x} ${middle.y} ${b.x} ${b.y}`, fill: "none", stroke: edge.color, "stroke-width": edge.width ?? 1.2 }));
  }
  for (const node of seen) {
    const size = node.size ?? CLASSES[node.group].size;
    picture.append(shape(node, at[node.id], size), lettering(node, at[node.id], size));
  }
  return picture;
}
document.getElementById("svg").addEventListener("click", () => {
  download(new Blob([new XMLSerializer().serializeToString(drawing())], { type: "image/svg+xml" }), "can-cu.svg");
});
