// Search over everything: one folded text per record, made in slices while nothing else is going on.
const search = { records: [], texts: [], next: 0 };

/** Names every record that can be found. Texts are folded later. */
function listRecords() {
  const add = (kind, a, b) => search.records.push([kind, a, b]);
  data.exhibits.forEach((exhibit, x) => {
    add('exhibit', x, 0);
    (exhibit.fields || []).forEach((field, i) => add('field', x, i));
    (exhibit.lines || []).forEach((line, i) => { if (line) add('line', x, i); });
  });
  data.timeline.forEach((entry, i) => add('event', i, 0));
  data.findings.forEach((finding, i) => add('finding', i, 0));
  data.parties.forEach((party, i) => add('party', i, 0));
  data.shipments.forEach((shipment, i) => add('shipment', i, 0));
  data.accounts.forEach((account, a) => account.entries.forEach((entry, i) => add('account', a, i)));
  data.conversations.forEach((conversation, k) => {
    for (let i = 0; i < conversation.entries.length; i++) add('message', k, i);
  });
}

/** What a record is found by, as it stands. */
function recordText([kind, a, b]) {
  switch (kind) {
    case 'exhibit': {
      const x = data.exhibits[a];
      return [x.number, plain(x.title), x.path, x.file || '', x.sha256, x.media, x.format || ''].join('\n');
    }
    case 'field': { const f = data.exhibits[a].fields[b]; return f[0] + '\n' + f[1]; }
    case 'line': return data.exhibits[a].lines[b];
    case 'event': return data.timeline[a].date + '\n' + plain(data.timeline[a].text);
    case 'finding': { const f = data.findings[a]; return plain(f.title) + '\n' + plain(f.explanation) + '\n' + plain(f.advice); }
    case 'party': { const p = data.parties[a]; return [...p.names, ...p.address, ...p.identities.map((i) => i[1])].join('\n'); }
    case 'shipment': return data.shipments[a].facts.map((fact) => fact[1]).join('\n');
    case 'account': { const e = data.accounts[a].entries[b]; return e.date + '\n' + plain(e.text) + '\n' + e.amount; }
    default: return messageText(data.conversations[a].entries[b]);
  }
}

function messageText(entry) {
  const extra = entry[8];
  const sender = entry[3] < 0 ? '' : data.senders[entry[3]][0] + '\n';
  if (!extra) return sender + entry[5];
  return sender + (extra.subject ? extra.subject + '\n' : '') + entry[5] + (extra.files || []).map((file) => '\n' + file[0]).join('');
}

/** Folds texts for at most `budget` milliseconds; true when all are done. */
function foldSome(budget) {
  const end = performance.now() + budget;
  const total = search.records.length;
  while (search.next < total) {
    const stop = Math.min(total, search.next + 500);
    for (; search.next < stop; search.next++) search.texts.push(fold(recordText(search.records[search.next])));
    if (performance.now() > end) break;
  }
  return search.next >= total;
}

function foldLater() {
  const again = () => { if (!foldSome(12)) foldLater(); };
  if (window.requestIdleCallback) requestIdleCallback(again, { timeout: 300 }); else setTimeout(again, 20);
}

/** Words apart are all wanted; words in quotation marks belong together. */
function termsOf(query) {
  const terms = [];
  for (const match of query.matchAll(/["\u201C\u201D\u201E\u300C]([^"\u201C\u201D\u300D]+)["\u201C\u201D\u300D]|([^\s"\u201C\u201D\u201E]+)/gu)) {
    const term = fold(match[1] || match[2]).trim();
    if (term && !terms.includes(term)) terms.push(term);
  }
  return terms;
}

/** Positions in `search.records`, in their order. */
function find(terms) {
  foldSome(Infinity);
  const found = [];
  if (terms.length === 0) return found;
  const [first, ...rest] = terms;
  for (let i = 0; i < search.texts.length; i++) {
    const text = search.texts[i];
    if (text.includes(first) && rest.every((term) => text.includes(term))) found.push(i);
  }
  return found;
}

const kindNames = ['message', 'event', 'exhibit', 'content', 'finding', 'account', 'party', 'shipment'];
const kindOf = (record) => (record[0] === 'field' || record[0] === 'line' ? 'content' : record[0]);

/** Where a hit leads, which exhibit it stands in, and the place there. */
function describe([kind, a, b]) {
  switch (kind) {
    case 'exhibit': return { target: here({ x: data.exhibits[a].number }), citations: [[a, '']] };
    case 'field': {
      const field = data.exhibits[a].fields[b];
      const citation = [a, field[2] || '', 0, field[3] || ''];
      return { target: here({ x: data.exhibits[a].number, at: citation[1], d: citation[3] }), citations: [citation] };
    }
    case 'line': {
      const exhibit = data.exhibits[a];
      const place = label(exhibit.paged ? 'place.page' : 'place.line', { value: b + 1 });
      return { target: here({ x: exhibit.number, at: place }), citations: [[a, place]] };
    }
    case 'event': return { target: '#/timeline?e=' + a, citations: data.timeline[a].citations };
    case 'finding': return { target: '#/overview?f=' + a, citations: data.findings[a].citations };
    case 'party': return { target: '#/overview?s=parties', citations: data.parties[a].citations };
    case 'shipment': return { target: '#/overview?s=goods', citations: data.shipments[a].citations };
    case 'account': return { target: '#/account', citations: data.accounts[a].entries[b].citations };
    default: {
      const entry = data.conversations[a].entries[b];
      return { target: '#/messages?k=' + a + '&e=' + b, citations: entryCitations(entry) };
    }
  }
}

/** The part of a text around its first hit. */
function excerpt(text, terms) {
  const flat = text.replace(/\s*\n\s*/g, ' \u00B7 ');
  if (flat.length < 220) return flat;
  const range = hits(flat.slice(0, 20000), terms)[0];
  const start = Math.max(0, (range ? range[0] : 0) - 60);
  return (start > 0 ? '\u2026' : '') + flat.slice(start, start + 220) + (start + 220 < flat.length ? '\u2026' : '');
}
