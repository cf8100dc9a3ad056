(() => {
'use strict';
// Shows the rows a few at a time. Text of the evidence goes into the page as text, never as markup.
const data = JSON.parse(document.getElementById('data').textContent);
const step = 200;
const find = id => document.getElementById(id);
const fill = (text, places) => text.replace(/\{(\w+)\}/g, (whole, name) => name in places ? places[name] : whole);
const make = (name, text, kind) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (kind) element.className = kind;
  return element;
};
for (const row of data.rows) row.words = [row.order, row.title, row.step].filter(Boolean).join(' ').toLowerCase();

let chosen = null;
let rows = data.rows;
let shown = 0;

const cell = (text, kind) => make('td', text === undefined ? '' : String(text), kind);
const line = row => {
  const element = make('tr');
  const order = make('td');
  const name = make(row.file ? 'a' : 'span', row.order);
  if (row.file) name.href = './' + encodeURIComponent(row.file);
  order.append(name);
  if (row.title) order.append(make('small', row.title));
  const age = cell(row.age, 'number');
  if (row.since) age.title = row.since;
  element.append(order, cell(row.strength, row.key), cell(row.due, 'number'), age, cell(row.step), cell(row.unread, 'number'));
  return element;
};
const more = () => {
  const part = document.createDocumentFragment();
  for (const row of rows.slice(shown, shown + step)) part.append(line(row));
  shown = Math.min(rows.length, shown + step);
  find('rows').append(part);
  find('more').hidden = shown >= rows.length;
};
const show = () => {
  const words = find('words').value.toLowerCase().split(/\s+/).filter(Boolean);
  rows = data.rows.filter(row => (!chosen || row.key === chosen) && words.every(word => row.words.includes(word)));
  shown = 0;
  find('rows').replaceChildren();
  more();
  const cut = data.all > data.rows.length ? ' ' + fill(data.labels.cut, { shown: data.rows.length, all: data.all }) : '';
  find('count').textContent = (rows.length ? fill(data.labels.rows, { count: rows.length }) : data.labels.none) + cut;
};
for (const count of data.counts) {
  const button = make('button', count.name + ' ' + count.count);
  button.type = 'button';
  button.setAttribute('aria-pressed', 'false');
  button.addEventListener('click', () => {
    chosen = chosen === count.key ? null : count.key;
    for (const other of find('filters').children) other.setAttribute('aria-pressed', String(other === button && chosen !== null));
    show();
  });
  find('filters').append(button);
}
find('due').textContent = data.due.join(' + ');
find('more').textContent = data.labels.more;
find('more').addEventListener('click', more);
find('words').addEventListener('input', show);
find('filter').addEventListener('submit', event => event.preventDefault());
new IntersectionObserver(entries => { if (entries.some(entry => entry.isIntersecting)) more(); }, { rootMargin: '600px' }).observe(find('more'));
show();
})();
