// The first page: who, what is due, the facts that matter, what the reader has to know.
const section = (id, heading, ...content) =>
  el('section', { id, class: 'block' }, el('h2', null, heading), content);

function overviewView(main, route) {
  const page = el('div', { class: 'page' },
    el('header', { class: 'brief' },
      el('p', { class: 'overline' }, label('brief'), ' \u00B7 ', evidence(data.id)),
      el('h1', null, evidence(data.title)),
      versus(),
      el('div', { class: 'tiles' }, dueTiles(), data.tiles.map(tile))),
    data.keyFacts.length ? section('facts', label('keyFacts'), el('ol', { class: 'facts' }, data.keyFacts.map(keyFact))) : null,
    data.findings.length ? section('findings', label('findings'), el('div', { class: 'findings' }, data.findings.map(findingCard))) : null,
    data.shipments.length ? section('goods', label('goods'), data.shipments.map(shipmentCard)) : null,
    data.parties.length ? section('parties', label('parties'), el('div', { class: 'cards' }, data.parties.map(partyCard))) : null,
    el('p', { class: 'note' }, label('disclaimer')));
  main.replaceChildren(el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label('overview') }, page));
  const anchor = route.f !== undefined ? page.querySelectorAll('.finding')[Number(route.f)] : route.s ? page.querySelector('#' + CSS.escape(route.s)) : null;
  if (anchor) { anchor.scrollIntoView({ block: 'center' }); anchor.classList.add('flash'); }
}

function versus() {
  const side = (name) => data.parties.filter((party) => party.side === name);
  const claimants = side('claimant');
  const respondents = side('respondent');
  if (!claimants.length && !respondents.length) return null;
  const names = (parties, role) => el('div', { class: 'side' }, el('span', { class: 'role' }, label(role)),
    parties.length ? parties.map((party) => el('strong', null, evidence(party.name))) : el('em', null, label('notNamed')));
  return el('div', { class: 'versus' }, names(claimants, 'side.claimant'), el('span', { class: 'against', 'aria-hidden': 'true' }), names(respondents, 'side.respondent'));
}

function dueTiles() {
  return data.accounts.map((account) => el('a', { class: 'tile due', href: '#/account' },
    el('span', { class: 'what' }, label('due')), el('strong', null, account.due), el('span', { class: 'sub' }, label('seeAccount'))));
}

function tile(fact) {
  return el('div', { class: 'tile' }, el('span', { class: 'what' }, fact.what), el('strong', null, evidence(fact.value)),
    el('span', { class: 'sub' }, chips(fact.citations, true)));
}

function keyFact(index) {
  const entry = data.timeline[index];
  return el('li', { class: 'fact k-' + entry.kind }, el('time', null, entry.date, assumed(entry)),
    el('span', { class: 'text' }, sentence(entry.text)), chips(entry.citations));
}

const assumed = (entry) => (entry.assumed ? el('abbr', { class: 'assumed', title: label('zoneAssumed', { zone: data.zone || '' }) }, '\u2020') : null);

function findingCard(finding) {
  return el('article', { class: 'finding g-' + finding.grade },
    el('h3', null, el('span', { class: 'grade' }, label('grade.' + finding.grade)), el('span', null, sentence(finding.title))),
    finding.explanation.length ? el('p', null, sentence(finding.explanation)) : null,
    finding.advice.length ? el('p', { class: 'advice' }, sentence(finding.advice)) : null,
    el('footer', null, chips(finding.citations), el('code', null, finding.code)));
}

function shipmentCard(shipment) {
  return el('article', { class: 'card goods' },
    el('h3', null, evidence(shipment.name), el('span', { class: 'badge s-' + shipment.status }, label('step.' + shipment.status))),
    el('p', { class: 'muted' }, label('link.' + shipment.link), ' ', chips(shipment.linkCitations, true)),
    factList(shipment.facts),
    shipment.events.length ? el('ol', { class: 'events' }, shipment.events.map((event) =>
      el('li', null, el('time', null, event.date, assumed(event)), el('span', { class: 'text' }, el('b', null, label('step.' + event.step)), ' ',
        evidence(event.text), event.place ? [' \u00B7 ', evidence(event.place)] : null), chips(event.citations, true)))) : null,
    el('footer', null, chips(shipment.citations)));
}

const factList = (facts) => el('dl', { class: 'pairs' }, facts.map(([name, value]) => [el('dt', null, evidence(name)), el('dd', null, evidence(value))]));

function partyCard(party) {
  return el('article', { class: 'card party' },
    el('p', { class: 'role' }, label('side.' + party.side)),
    el('h3', null, evidence(party.name)),
    party.names.length > 1 ? el('p', { class: 'muted' }, label('alsoCalled'), ' ', party.names.filter((name) => name !== party.name).map((name, i) => [i ? ', ' : '', evidence(name)])) : null,
    party.address.length ? el('address', null, party.address.map((line, i) => [i ? el('br') : null, evidence(line)])) : null,
    party.identities.length ? factList(party.identities) : null,
    party.citations.length ? el('footer', null, chips(party.citations, true)) : el('p', { class: 'muted' }, label('fromSettings')));
}

function accountView(main) {
  const page = el('div', { class: 'page' }, el('h1', null, label('account')),
    data.accounts.length ? data.accounts.map(accountTable) : el('p', { class: 'empty' }, label('noAccount')));
  main.replaceChildren(el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label('account') }, page));
}

function accountTable(account) {
  const row = (entry) => el('tr', null, el('td', { class: 'when' }, entry.date, assumed(entry)),
    el('td', null, el('span', { class: 'muted' }, label('accountKind.' + entry.kind)), ' ', sentence(entry.text), ' ', chips(entry.citations)),
    el('td', { class: 'amount' }, entry.debit), el('td', { class: 'amount' }, entry.credit));
  const total = (name, debit, credit, kind) => el('tr', { class: kind }, el('td'), el('th', { scope: 'row' }, name),
    el('td', { class: 'amount' }, debit), el('td', { class: 'amount' }, credit));
  return el('table', { class: 'account' },
    el('caption', null, account.currency),
    el('thead', null, el('tr', null, [['date', 'when'], ['entry', ''], ['debit', 'amount'], ['credit', 'amount']].map(([key, kind]) =>
      el('th', { scope: 'col', class: kind }, label('account.' + key))))),
    el('tbody', null, account.entries.map(row)),
    el('tfoot', null, total(label('account.sums'), account.debits, account.credits, ''), total(label('due'), account.due, '', 'due')));
}
