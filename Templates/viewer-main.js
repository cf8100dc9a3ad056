// The frame around the views, and where the reader is: `#/view?x=EXHIBIT&…`.
const views = {
  overview: overviewView, timeline: timelineView, exhibits: exhibitsView, messages: messagesView, account: accountView,
  integrity: integrityView, search: searchView,
};
let route = { view: 'overview' };
let mainKey = null;
let before = '#/overview';
let opener = null;

const mainNames = ['e', 'f', 's', 'k', 'q'];
const panelNames = ['x', 'at', 'm', 'd'];

function parseHash(hash) {
  const [name, query] = hash.replace(/^#\/?/, '').split('?');
  const result = { view: Object.hasOwn(views, name) ? name : 'overview' };
  const fields = new URLSearchParams(query || '');
  for (const key of [...mainNames, ...panelNames]) if (fields.has(key)) result[key] = fields.get(key);
  return result;
}

function hashOf(place) {
  const fields = new URLSearchParams();
  for (const key of [...mainNames, ...panelNames]) if (place[key] !== undefined && place[key] !== '') fields.set(key, place[key]);
  const query = fields.toString();
  return '#/' + place.view + (query ? '?' + query : '');
}

/** This view, with another exhibit open beside it (or none). */
function here(panel) {
  const place = { view: route.view };
  for (const key of mainNames) if (route[key] !== undefined) place[key] = route[key];
  return hashOf({ ...place, ...panel });
}

function show() {
  const next = parseHash(location.hash);
  const key = hashOf({ ...next, x: '', at: '', m: '', d: '' });
  const main = byId('main');
  const opened = next.x !== undefined && next.x !== route.x;
  route = next;
  if (key !== mainKey) {
    mainKey = key;
    if (openList) { openList.close(); openList = null; }
    document.body.dataset.view = route.view;
    views[route.view](main, route);
    if (route.view !== 'search') { before = key; byId('query').value = ''; }
    else if (byId('query').value !== route.q) byId('query').value = route.q || '';
  }
  for (const link of document.querySelectorAll('#side a[data-view]')) {
    const isCurrent = link.dataset.view === route.view;
    if (isCurrent) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
    if (isCurrent) link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
  showPanel(opened);
  byId('skip').setAttribute('href', hashOf(route));
}

function showPanel(opened) {
  const panel = byId('panel');
  const wasOpen = !panel.hidden;
  if (opened && !panel.contains(document.activeElement)) opener = document.activeElement;
  const isOpen = route.x !== undefined && drawPanel(panel, route);
  panel.hidden = !isOpen;
  document.body.classList.toggle('open', Boolean(isOpen));
  if (opened && isOpen) panel.focus({ preventScroll: true });
  if (!isOpen && wasOpen) (opener && opener.isConnected ? opener : byId('main')).focus({ preventScroll: true });
  for (const row of document.querySelectorAll('.exhibit a.row')) row.classList.toggle('chosen', row.querySelector('.number').textContent === route.x);
}

function frame() {
  const numbers = { timeline: data.timeline.length, exhibits: data.exhibits.length, messages: data.conversations.reduce((sum, c) => sum + c.entries.length, 0) };
  const query = el('input', { type: 'search', id: 'query', placeholder: label('searchPlaceholder'), 'aria-label': label('searchPlaceholder'), autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search', dir: 'auto', on: { input: typed } });
  byId('bar').append(el('a', { class: 'home', href: '#/overview' }, el('b', null, evidence(data.id)), el('span', null, evidence(data.title))), el('div', { class: 'query', role: 'search' }, query, el('kbd', { 'aria-hidden': 'true' }, '/')));
  byId('side').setAttribute('aria-label', label('views'));
  byId('side').append(
    el('ul', null, ['overview', 'timeline', 'exhibits', 'messages', 'account', 'integrity'].map((view) => el('li', null, el('a', { href: '#/' + view, 'data-view': view }, el('span', null, label(view)), view in numbers ? el('small', null, count(numbers[view])) : null)))),
    el('footer', null, el('p', null, label('files')), el('ul', null, data.documents.map(([path, name]) => el('li', null, el('a', { href: fileHref(path), target: '_blank', rel: 'noopener noreferrer' }, name)))), el('p', null, label('madeAt', { time: data.created }))));
}

function typed(event) {
  const text = event.target.value;
  const target = text.trim() === '' ? before : hashOf({ view: 'search', q: text });
  if (route.view === 'search') { history.replaceState(null, '', target); show(); } else if (text.trim() !== '') location.hash = target;
}

addEventListener('keydown', (event) => {
  const inField = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === '/' && !inField && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); byId('query').focus(); byId('query').select(); }
  if (event.key === 'Escape' && route.x !== undefined) location.hash = here({});
  else if (event.key === 'Escape' && route.view === 'search') location.hash = before;
  if (event.key === 'ArrowDown' && event.target.id === 'query' && openList && openList.length) { event.preventDefault(); openList.active = 0; openList.reveal(0); }
});
byId('skip').addEventListener('click', (event) => { event.preventDefault(); byId('main').focus(); });
addEventListener('hashchange', show);

listRecords();
frame();
show();
foldLater();
document.documentElement.dataset.ready = String(Math.round(performance.now()));
