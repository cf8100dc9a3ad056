// One exhibit, open beside whatever cites it: the place cited, the file, how it was read, who relies on it.
let messagesOfExhibit = null;

/** exhibit → message number → [conversation, entry]; made when first needed. */
function messageAt(exhibit, number) {
  if (!messagesOfExhibit) {
    messagesOfExhibit = new Map();
    const note = (x, n, where) => {
      let inside = messagesOfExhibit.get(x);
      if (!inside) messagesOfExhibit.set(x, inside = new Map());
      if (!inside.has(n)) inside.set(n, where);
    };
    data.conversations.forEach((conversation, k) => conversation.entries.forEach((entry, i) => {
      note(entry[6], entry[7], [k, i]);
      if (entry[8] && entry[8].more) for (const other of entry[8].more) note(other[0], other[2], [k, i]);
    }));
  }
  const inside = messagesOfExhibit.get(exhibit);
  return number === undefined ? inside : inside && inside.get(number);
}

function drawPanel(panel, route) {
  const index = exhibitIndex.get(route.x);
  if (index === undefined) return false;
  const exhibit = data.exhibits[index];
  const close = el('a', { class: 'close', href: here({}), 'aria-label': label('close') }, '\u00D7');
  panel.replaceChildren(el('div', { class: 'inside' },
    el('header', null, el('p', { class: 'overline' }, label('exhibit'), ' \u00B7 ', label('section.' + exhibit.section)), close,
      el('h2', null, el('span', { class: 'number' }, exhibit.number), ' ', sentence(exhibit.title)),
      exhibit.date ? el('p', { class: 'muted' }, exhibit.date) : null,
      exhibit.twin === undefined ? null : el('p', { class: 'notice' }, label('sameBytes'), ' ', chip([exhibit.twin, ''])),
      fileLinks(exhibit)),
    route.at || route.m ? citedPlace(exhibit, index, route) : null,
    exhibit.diagnostics ? el('section', null, el('h3', null, label('diagnostics')), exhibit.diagnostics.map(diagnosticCard)) : null,
    content(exhibit, index, route),
    fileFacts(exhibit),
    family(exhibit, index),
    reliedOn(index)));
  panel.setAttribute('aria-label', label('exhibit') + ' ' + exhibit.number);
  const cited = panel.querySelector('.cited');
  panel.scrollTop = 0;
  if (cited) cited.scrollIntoView({ block: 'center' });
  return true;
}

/** Pages that a browser would run are named but not linked. */
function fileLinks(exhibit) {
  const links = [];
  const href = exhibit.file ? fileHref(exhibit.file) : null;
  if (href && exhibit.opens) links.push(el('a', { class: 'button', href, target: '_blank', rel: 'noopener noreferrer' }, label('openOriginal')));
  if (exhibit.pages) links.push(el('a', { class: 'button quiet', href: 'bundle.pdf#page=' + exhibit.pages[0], target: '_blank', rel: 'noopener noreferrer' },
    exhibit.pages[0] === exhibit.pages[1] ? label('bundlePage', { page: count(exhibit.pages[0]) }) : label('bundlePages', { first: count(exhibit.pages[0]), last: count(exhibit.pages[1]) })));
  const note = href && !exhibit.opens ? el('p', { class: 'muted' }, label('activeContent'))
    : !exhibit.file && exhibit.parent !== undefined && exhibit.twin === undefined ? el('p', { class: 'muted' }, label('insideParent'), ' ', chip([exhibit.parent, ''])) : null;
  return [links.length ? el('p', { class: 'buttons' }, links) : null, note];
}

function citedPlace(exhibit, index, route) {
  const number = Number(route.m || 0);
  const where = number ? messageAt(index, number) : null;
  let quote = null;
  if (where) {
    const entries = data.conversations[where[0]].entries;
    const from = Math.max(0, where[1] - 2);
    quote = el('div', { class: 'around list messages' }, entries.slice(from, where[1] + 3).map((entry, i) => {
      const row = messageRow(entry, entries[from + i - 1] || null, false);
      if (from + i === where[1]) row.classList.add('cited');
      return row;
    }));
  }
  return el('section', { class: 'place' }, el('h3', null, label('citedPlace')),
    el('p', null, el('strong', null, route.at || ''), route.d ? [el('br'), el('code', null, evidence(route.d))] : null), quote,
    where ? el('p', null, el('a', { class: 'more', href: '#/messages?k=' + where[0] + '&e=' + where[1] }, label('inConversation'))) : null);
}

function diagnosticCard(diagnostic) {
  return el('div', { class: 'diagnostic d-' + diagnostic.severity }, el('p', null, el('span', { class: 'grade' }, label('severity.' + diagnostic.severity)), ' ', evidence(diagnostic.summary, 'span'),
    diagnostic.place ? el('small', null, ' (' + diagnostic.place + ')') : null), diagnostic.why ? el('p', { class: 'muted' }, diagnostic.why) : null, diagnostic.advice ? el('p', { class: 'advice' }, diagnostic.advice) : null);
}

function content(exhibit, index, route) {
  const parts = [];
  if (exhibit.fields) parts.push(el('dl', { class: 'pairs fields' }, exhibit.fields.map((field) => {
    const isCited = route.at && field[2] === route.at && (!route.d || field[3] === route.d);
    return [el('dt', { title: field[3] || undefined }, evidence(field[0]), field[2] ? el('small', null, field[2]) : null), el('dd', { class: isCited ? 'cited' : undefined }, evidence(field[1]))];
  })));
  if (exhibit.lines) {
    const name = exhibit.paged ? 'place.page' : 'place.line';
    parts.push(el('ol', { class: exhibit.paged ? 'pages' : 'lines' }, exhibit.lines.map((line, i) =>
      el('li', { value: i + 1, class: route.at === label(name, { value: i + 1 }) ? 'cited' : undefined }, evidence(line, 'p')))));
  }
  if (exhibit.cut) parts.push(el('p', { class: 'notice' }, label('contentCut')));
  const messages = messageAt(index);
  if (messages && !route.m) {
    const first = messages.values().next().value;
    parts.push(el('p', null, el('a', { class: 'more', href: '#/messages?k=' + first[0] + '&e=' + first[1] }, label(messages.size === 1 ? 'holdsMessage' : 'holdsMessages', { number: count(messages.size) }))));
  }
  return parts.length ? el('section', null, el('h3', null, label('whatItSays')), parts) : null;
}

function fileFacts(exhibit) {
  const row = (key, value, isRaw) => (value ? [el('dt', null, label(key)), el('dd', null, isRaw ? value : evidence(value))] : null);
  const digest = [el('code', { class: 'digest' }, exhibit.sha256), ' ', copyButton(exhibit.sha256)];
  return el('section', null, el('h3', null, label('file')), el('dl', { class: 'pairs' },
    row('file.path', exhibit.path), row('file.storedName', exhibit.storedName), row('file.encodedName', exhibit.pathEncoding),
    row('file.inDossier', exhibit.file), row('file.size', label('bytes', { number: count(exhibit.bytes) })), row('file.sha256', digest, true),
    row('file.type', exhibit.media + (exhibit.puid ? ' \u00B7 ' + exhibit.puid : '')), row('file.status', label('status.' + exhibit.status)),
    row('file.reader', exhibit.format || label('noReader')), row('file.basis', exhibit.basis), row('file.encoding', exhibit.encoding)));
}

function family(exhibit, index) {
  const twins = data.exhibits.map((other, i) => (other.twin === index ? i : -1)).filter((i) => i >= 0);
  const children = exhibit.children || [];
  if (exhibit.parent === undefined && !children.length && !twins.length) return null;
  const links = (numbers) => el('ul', { class: 'family' }, numbers.map((i) => el('li', null, chip([i, '']), ' ', sentence(data.exhibits[i].title))));
  return el('section', null, el('h3', null, label('family')),
    exhibit.parent === undefined ? null : [el('p', { class: 'muted' }, label('partOf')), links([exhibit.parent])],
    children.length ? [el('p', { class: 'muted' }, label('parts')), links(children)] : null,
    twins.length ? [el('p', { class: 'muted' }, label('twins')), links(twins)] : null);
}

function reliedOn(index) {
  const cites = (citations) => (citations || []).some((citation) => citation[0] === index);
  const events = data.timeline.map((entry, i) => [entry, i]).filter(([entry]) => cites(entry.citations));
  const findings = data.findings.map((finding, i) => [finding, i]).filter(([finding]) => cites(finding.citations));
  if (!events.length && !findings.length) return null;
  return el('section', null, el('h3', null, label('reliedOn')), el('ul', { class: 'relied' },
    findings.map(([finding, i]) => el('li', null, el('a', { href: '#/overview?f=' + i }, sentence(finding.title)))),
    events.slice(0, 40).map(([entry, i]) => el('li', null, el('a', { href: '#/timeline?e=' + i }, el('time', null, entry.date), ' ', sentence(entry.text)))),
    events.length > 40 ? el('li', { class: 'muted' }, label('andMore', { number: count(events.length - 40) })) : null));
}
