"use strict";
// Moving over a large graph. The engine draws every node anew for each frame; here the picture that is there is moved or
// stretched, and drawn anew when the hand rests. Small graphs are left to the engine. Arrow keys, + and - work on both.
const STEP = 80, ZOOM = 1.2, REST = 120; // pixels; a factor; milliseconds
const canvas = box.querySelector("canvas");
let shift = null; // {x, y, zoom, originX, originY}: what has not been drawn yet
let rest = 0;

function stretch() {
  canvas.style.transformOrigin = `${shift.originX}px ${shift.originY}px`;
  canvas.style.transform = `translate(${shift.x}px, ${shift.y}px) scale(${shift.zoom})`;
}
function begin(originX = 0, originY = 0) {
  shift ??= { x: 0, y: 0, zoom: 1, originX, originY };
}
function settle() {
  clearTimeout(rest);
  if (!shift) return;
  const { x, y, zoom, originX, originY } = shift;
  const scale = network.getScale(), at = network.getViewPosition();
  const from = { x: originX - box.clientWidth / 2, y: originY - box.clientHeight / 2 };
  const fixed = { x: at.x + from.x / scale, y: at.y + from.y / scale }; // the point that zooming leaves in its place
  const next = scale * zoom;
  shift = null;
  canvas.style.transform = "";
  network.moveTo({ scale: next, position: { x: fixed.x - (from.x + x) / next, y: fixed.y - (from.y + y) / next }, animation: false });
}
function settleSoon() {
  clearTimeout(rest);
  rest = setTimeout(settle, REST);
}
function pan(x, y) {
  begin();
  shift.x += x;
  shift.y += y;
  stretch();
  if (Math.abs(shift.x) > box.clientWidth / 2 || Math.abs(shift.y) > box.clientHeight / 2) settle();
}
function zoomAt(factor, x, y) {
  if (shift && (shift.originX !== x || shift.originY !== y)) settle();
  begin(x, y);
  shift.zoom *= factor;
  stretch();
}

if (large) {
  let hand = null;
  box.addEventListener("pointerdown", (event) => {
    const at = box.getBoundingClientRect();
    const onNode = network.getNodeAt({ x: event.clientX - at.left, y: event.clientY - at.top });
    hand = event.button === 0 && onNode === undefined ? { x: event.clientX, y: event.clientY } : null;
  });
  addEventListener("pointermove", (event) => {
    if (!hand) return;
    pan(event.clientX - hand.x, event.clientY - hand.y);
    hand = { x: event.clientX, y: event.clientY };
  });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => {
    hand = null;
    settle();
  });
  box.addEventListener("wheel", (event) => {
    event.preventDefault();
    const at = box.getBoundingClientRect();
    zoomAt(ZOOM ** (-Math.sign(event.deltaY)), event.clientX - at.left, event.clientY - at.top);
    settleSoon();
  }, { passive: false });
}
const KEYS = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
box.addEventListener("keydown", (event) => {
  if (KEYS[event.key]) pan(...KEYS[event.key]);
  else if ("+=".includes(event.key)) zoomAt(ZOOM, box.clientWidth / 2, box.clientHeight / 2);
  else if (event.key === "-") zoomAt(1 / ZOOM, box.clientWidth / 2, box.clientHeight / 2);
  else if (event.key === "Escape") everything();
  else return;
  event.preventDefault();
  settleSoon();
});
