'use strict';
// Shows what is known of a mark beside it, on hover and on focus; the facts are those of the list.
const card = document.getElementById('card');
const optional = { task: document.getElementById('show-tasks'), finding: document.getElementById('show-findings') };
let shown = null;

function switched(mark) {
  const kind = Object.keys(optional).find(name => mark.classList.contains(name));
  return !kind || optional[kind].checked;
}

function markAt(target) {
  let mark = target.closest('mark[data-entry]');
  while (mark && !switched(mark)) mark = mark.parentElement.closest('mark[data-entry]');
  return mark;
}

function show(mark) {
  shown = mark;
  const facts = document.getElementById(mark.dataset.entry + '-facts').cloneNode(true);
  facts.removeAttribute('id');
  card.className = mark.className;
  card.replaceChildren(facts);
  card.hidden = false;
  place();
}

function place() {
  const at = shown.getClientRects()[0], size = card.getBoundingClientRect();
  const below = at.bottom + size.height + 6 < innerHeight;
  card.style.left = Math.max(4, Math.min(at.left, innerWidth - size.width - 8)) + 'px';
  card.style.top = Math.max(4, below ? at.bottom : at.top - size.height) + 'px';
}

function hide() { shown = null; card.hidden = true; }

document.addEventListener('mouseover', event => {
  if (card.contains(event.target)) return;
  const mark = markAt(event.target);
  if (mark) show(mark); else if (shown && shown !== document.activeElement) hide();
});
document.addEventListener('focusin', event => { const mark = markAt(event.target); if (mark) show(mark); else hide(); });
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') hide();
  const mark = event.key === 'Enter' && event.target.matches('mark') && event.target;
  if (mark) {
    const entry = document.getElementById(mark.dataset.entry + '-entry');
    entry.scrollIntoView({ block: 'nearest' });
    entry.focus();
  }
});
addEventListener('scroll', () => { if (shown) place(); }, { passive: true });

// Tasks and findings can be reached by keyboard while they are shown.
function reachable() {
  for (const mark of document.querySelectorAll('mark.task[id], mark.finding[id]')) {
    for (const [name, value] of [['tabindex', '0'], ['role', 'link']]) {
      if (switched(mark)) mark.setAttribute(name, value); else mark.removeAttribute(name);
    }
  }
}
for (const box of Object.values(optional)) box.addEventListener('change', reachable);
reachable();  // a page that is opened again keeps what was ticked

// On paper all details are open.
const closed = () => [...document.querySelectorAll('details:not([open])')];
let opened = [];
addEventListener('beforeprint', () => { opened = closed(); for (const one of opened) one.open = true; });
addEventListener('afterprint', () => { for (const one of opened) one.open = false; });
