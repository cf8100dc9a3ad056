// Chronology, exhibits, messages and search: the long lists.
let openList = null;

function listPage(main, heading, tools, options) {
  const host = el('div', { class: 'list ' + (options.kind || '') });
  main.replaceChildren(el('div', { class: 'listpage' }, el('header', { class: 'listhead' }, heading, tools), host));
  openList = new LongList(host, options);
  return openList;
}

/** Buttons that show or hide the kinds of a list. All on: none is pressed. */
function kindFilter(kinds, chosen, changed) {
  const bar = el('div', { class: 'filters', role: 'group', 'aria-label': label('show') });
  const draw = () => bar.replaceChildren(...kinds.map(([kind, name, number]) => el('button', {
    type: 'button', class: 'filter k-' + kind, 'aria-pressed': chosen.has(kind) ? 'true' : 'false',
    on: { click: () => { if (!chosen.delete(kind)) chosen.add(kind); changed(); draw(); bar.querySelector('.k-' + kind).focus(); } },
  }, name, ' ', el('small', null, count(number)))));
  draw();
  return kinds.length > 1 ? bar : null;
}

const lineGuess = (length, width, size) => Math.max(1, Math.ceil((length * size) / Math.max(160, width)));

const timelineKinds = new Set();
function timelineView(main, route) {
  const entries = data.timeline;
  const numbers = new Map();
  for (const entry of entries) numbers.set(entry.kind, (numbers.get(entry.kind) || 0) + 1);
  const kinds = data.timelineKinds.filter((kind) => numbers.has(kind)).map((kind) => [kind, label('kind.' + kind), numbers.get(kind)]);
  let shown = [];
  const choose = () => { shown = entries.map((_, i) => i).filter((i) => timelineKinds.size === 0 || timelineKinds.has(entries[i].kind)); };
  if (route.e !== undefined && timelineKinds.size && !timelineKinds.has(entries[route.e]?.kind)) timelineKinds.clear();
  choose();
  const row = (i) => {
    const entry = entries[shown[i]];
    const year = i === 0 || entries[shown[i - 1]].year !== entry.year;
    return el('div', { class: 'event k-' + entry.kind }, year && entry.year ? el('h2', { class: 'year' }, entry.year) : null,
      el('div', { class: 'line' }, el('time', null, entry.day, el('small', null, entry.clock, assumed(entry), entry.offset ? [' ', entry.offset] : null)), el('span', { class: 'dot', 'aria-hidden': 'true' }),
        el('div', { class: 'text' }, el('span', { class: 'kind' }, label('kind.' + entry.kind)), el('p', null, sentence(entry.text)), chips(entry.citations))));
  };
  const guess = (i, width) => 62 + 22 * lineGuess(plain(entries[shown[i]].text).length, width - 180, 8);
  const filter = kindFilter(kinds, timelineKinds, () => { choose(); list.setLength(shown.length); });
  const note = entries.some((entry) => entry.assumed) ? el('p', { class: 'muted' }, '\u2020 ', label('zoneAssumed', { zone: data.zone || '' })) : null;
  const list = listPage(main, el('h1', null, label('timeline')), [filter, note], { length: shown.length, row, guess, name: label('timeline'), kind: 'timeline' });
  if (route.e !== undefined) list.goTo(shown.indexOf(Number(route.e)), true);
}

const exhibitStates = new Set();
function exhibitsView(main) {
  const all = data.exhibits;
  let shown = [];
  const choose = () => { shown = all.map((_, i) => i).filter((i) => exhibitStates.size === 0 || exhibitStates.has(all[i].status)); };
  choose();
  const states = ['read', 'partial', 'stored', 'failed'].map((state) => [state, label('status.' + state), all.filter((x) => x.status === state).length]).filter((state) => state[2]);
  const row = (i) => {
    const exhibit = all[shown[i]];
    const opens = i === 0 || all[shown[i - 1]].section !== exhibit.section;
    return el('div', { class: 'exhibit' + (exhibit.parent === undefined ? '' : ' child') }, opens ? el('h2', null, label('section.' + exhibit.section)) : null,
      el('a', { class: 'row', href: here({ x: exhibit.number }) }, el('b', { class: 'number' }, exhibit.number),
        el('span', { class: 'title' }, el('span', null, sentence(exhibit.title)), el('small', null, evidence(exhibit.path))),
        el('span', { class: 'date' }, exhibit.date || ''),
        el('span', { class: 'state' }, exhibit.twin === undefined ? null : el('span', { class: 'badge' }, label('duplicate')),
          exhibit.status === 'read' ? null : el('span', { class: 'badge st-' + exhibit.status }, label('status.' + exhibit.status)))));
  };
  const guess = (i) => (i === 0 || all[shown[i - 1]].section !== all[shown[i]].section ? 108 : 58);
  const filter = kindFilter(states, exhibitStates, () => { choose(); list.setLength(shown.length); });
  const list = listPage(main, el('h1', null, label('exhibits')), filter, { length: shown.length, row, guess, name: label('exhibits'), kind: 'exhibits' });
}

function entryCitations(entry) {
  if (entry[6] < 0) return [];
  const first = [entry[6], entry[7] ? messagePlace(entry[7]) : '', entry[7]];
  return entry[8] && entry[8].more ? [first, ...entry[8].more] : [first];
}

function messagesView(main, route) {
  if (!data.conversations.length) {
    main.replaceChildren(el('div', { class: 'scroll' }, el('div', { class: 'page' }, el('h1', null, label('messages')), el('p', { class: 'empty' }, label('noMessages')))));
    return;
  }
  const k = Math.min(Number(route.k || 0), data.conversations.length - 1);
  const conversation = data.conversations[k];
  const entries = conversation.entries;
  const many = conversation.zones.length > 1;
  const row = (i) => messageRow(entries[i], i > 0 ? entries[i - 1] : null, many);
  const guess = (i, width) => {
    const entry = entries[i];
    const wide = /[\u2E80-\uFFFF]/.test(entry[5].slice(0, 40)) ? 15 : 7.4;
    let lines = lineGuess(entry[5].length, width - (width < 620 ? 40 : 330), wide);
    for (let at = entry[5].indexOf('\n'); at >= 0; at = entry[5].indexOf('\n', at + 1)) lines += 1;
    return 20 + 23 * lines + (width < 620 ? 24 : 0) + (i === 0 || entries[i - 1][0] !== entry[0] ? 46 : 0) + (entry[8] ? 24 : 0);
  };
  const picker = data.conversations.length > 1 ? el('select', { 'aria-label': label('conversation'), on: { change: (event) => { location.hash = '#/messages?k=' + event.target.value; } } },
    data.conversations.map((other, i) => el('option', { value: i, selected: i === k }, tokenFree(other.title) + ' \u00B7 ' + other.platform + ' (' + count(other.entries.length) + ')'))) : el('p', { class: 'conversation' }, evidence(conversation.title));
  const about = el('p', { class: 'muted' }, label('conversationAbout', { platform: conversation.platform, number: count(entries.length), from: conversation.from, to: conversation.to }),
    conversation.zones.length ? ' \u00B7 ' + label('times') + ' ' + conversation.zones.map((zone) => data.zones[zone]).join('; ') : '');
  const people = conversation.participants.length ? el('p', { class: 'people' }, conversation.participants.map((s) => el('span', { class: 'who sd-' + data.senders[s][1] }, evidence(data.senders[s][0])))) : null;
  const list = listPage(main, el('h1', null, label('messages')), [picker, about, people], { length: entries.length, row, guess, name: label('messages'), kind: 'messages' });
  if (route.e !== undefined) list.goTo(Number(route.e), true);
}

/** Text for places that hold no elements: unseen characters are spelled out. */
const tokenFree = (text) => text.replace(allUnseen, (character) => '\u2039U+' + character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0') + '\u203A');

function messageRow(entry, before, manyZones) {
  const extra = entry[8] || {};
  const kind = data.messageKinds[entry[4]];
  const sender = entry[3] < 0 ? null : data.senders[entry[3]];
  const isNewDay = !before || before[0] !== entry[0];
  return el('div', { class: 'message m-' + kind + (sender ? ' sd-' + sender[1] : '') },
    isNewDay ? el('h2', { class: 'day' }, entry[0] < 0 ? label('undated') : data.days[entry[0]]) : null,
    el('div', { class: 'line' },
      el('time', { title: manyZones ? data.zones[entry[2]] : undefined }, entry[1], manyZones ? el('small', null, data.zones[entry[2]]) : null),
      sender ? el('span', { class: 'who', title: sender[2] || undefined }, evidence(sender[0])) : el('span', { class: 'who' }),
      el('div', { class: 'body' }, extra.subject ? el('p', { class: 'subject' }, evidence(extra.subject)) : null,
        extra.about ? el('p', { class: 'about' }, extra.about) : null,
        entry[5] ? evidence(entry[5], 'p') : null,
        (extra.files || []).map((file) => el('p', { class: 'file' }, evidence(file[0] || label('file.unnamed')), ' ',
          file[1] === 'item' ? (file[2] >= 0 ? chip([file[2], '']) : null) : el('small', null, label('file.' + file[1])))),
        (extra.notes || []).map((note) => el('p', { class: 'about' }, note[0], ' ', evidence(note[1])))),
      chips(entryCitations(entry), true)));
}

const searchKinds = new Set();
function searchView(main, route) {
  const terms = termsOf(route.q || '');
  const found = find(terms);
  const groups = new Map();
  for (const i of found) {
    const kind = kindOf(search.records[i]);
    groups.set(kind, (groups.get(kind) || 0) + 1);
  }
  const kinds = kindNames.filter((kind) => groups.has(kind)).map((kind) => [kind, label('hit.' + kind), groups.get(kind)]);
  for (const kind of searchKinds) if (!groups.has(kind)) searchKinds.delete(kind);
  let shown = found;
  const choose = () => { shown = searchKinds.size ? found.filter((i) => searchKinds.has(kindOf(search.records[i]))) : found; };
  choose();
  const summary = label(found.length === 1 ? 'hits.one' : 'hits', { number: count(found.length) });
  const row = (i) => {
    const record = search.records[shown[i]];
    const about = describe(record);
    return el('div', { class: 'hit' }, el('span', { class: 'kind' }, label('hit.' + kindOf(record))),
      el('a', { class: 'text', href: about.target }, evidence(excerpt(recordText(record), terms), 'span', terms)), chips(about.citations));
  };
  const filter = kindFilter(kinds, searchKinds, () => { choose(); list.setLength(shown.length); });
  const list = listPage(main, el('h1', null, label('search')), [el('p', { class: 'muted', id: 'found' }, terms.length ? summary : label('searchHint')), filter],
    { length: shown.length, row, guess: () => 64, name: label('search'), kind: 'hits' });
  say(summary);
}
