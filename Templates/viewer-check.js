// The integrity view: the list of digests inside this page, and the check of a folder that the reader picks.
let lastCheck = null;

function integrityView(main) {
  const result = el('div', { id: 'result', 'aria-live': 'polite' });
  const input = el('input', { type: 'file', id: 'folder', webkitdirectory: true, multiple: true, class: 'unseen',
    on: { change: (event) => { if (event.target.files.length) check([...event.target.files], result); event.target.value = ''; } } });
  const page = el('div', { class: 'page' }, el('h1', null, label('integrity')),
    el('p', { class: 'lead' }, label('check.intro')),
    el('p', { class: 'buttons' }, input, el('label', { for: 'folder', class: 'button' }, label('check.pick'))),
    el('p', { class: 'muted' }, label('check.stays')),
    result,
    section('limits', label('check.limits'), el('p', null, label('check.ownDigest')), el('p', null, label('check.trust'))),
    section('digests', label('check.list'), el('p', { class: 'muted' }, label('check.listNote', { number: count(data.manifest.length) })), manifestTable()),
    data.refusals.length ? section('refusals', label('refusals'), el('p', { class: 'muted' }, label('refusalsNote')),
      el('dl', { class: 'pairs' }, data.refusals.map(([path, reason]) => [el('dt', null, evidence(path)), el('dd', null, evidence(reason))]))) : null,
    section('made', label('made'), el('dl', { class: 'pairs' }, el('dt', null, label('made.at')), el('dd', null, data.created),
      data.zone ? [el('dt', null, label('made.zone')), el('dd', null, evidence(data.zone))] : null)));
  main.replaceChildren(el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label('integrity') }, page));
  if (lastCheck) showResult(result, lastCheck);
}

/** Long lists of files are shown in part until asked for. */
function manifestTable() {
  const row = ([path, digest, bytes]) => el('tr', null, el('td', null, evidence(path)), el('td', { class: 'amount' }, count(bytes)), el('td', null, el('code', { class: 'digest' }, digest)));
  const body = el('tbody', null, data.manifest.slice(0, 50).map(row));
  const table = el('table', { class: 'digests' }, el('thead', null, el('tr', null, ['file', 'size', 'sha256'].map((key) => el('th', { scope: 'col', class: key === 'size' ? 'amount' : undefined }, label('column.' + key))))), body);
  if (data.manifest.length <= 50) return table;
  const more = el('button', { type: 'button', class: 'button quiet', on: { click: () => { body.append(...data.manifest.slice(50).map(row)); more.remove(); } } }, label('showAll', { number: count(data.manifest.length) }));
  return [table, more];
}

const litter = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*|\.Spotlight-V100|\.localized)$/i;

/** Paths relative to the folder of the dossier (the one with bagit.txt), or to its data folder when that was picked. */
function placeFiles(files) {
  const path = (file) => file.webkitRelativePath || file.name;
  const depth = (text) => text.split('/').length;
  const nearest = (name) => files.map(path).filter((p) => p === name || p.endsWith('/' + name)).sort((a, b) => depth(a) - depth(b))[0];
  const mark = nearest('bagit.txt');
  const page = nearest('index.html');
  if (!mark && !page) return null;
  const isWhole = Boolean(mark) && (!page || depth(mark) <= depth(page));
  const base = (isWhole ? mark : page).replace(/[^/]*$/, '');
  const inside = new Map();
  const outside = [];
  for (const file of files) {
    const p = path(file);
    if (p.startsWith(base)) inside.set((isWhole ? '' : 'data/') + p.slice(base.length), file); else outside.push(p);
  }
  return { inside, outside, isWhole };
}

function parseManifest(text) {
  const entries = new Map();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const match = /^([0-9a-fA-F]{64})[ \t]+\*?(.+)$/.exec(line);
    if (match) entries.set(match[2].replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%25/g, '%'), match[1].toLowerCase());
  }
  return entries;
}

async function check(files, result) {
  const placed = placeFiles(files);
  if (!placed) { lastCheck = { problems: [['notDossier', '']], notes: [], files: 0, bytes: 0 }; showResult(result, lastCheck); return; }
  const total = [...placed.inside.values()].reduce((sum, file) => sum + file.size, 0);
  const bar = el('progress', { max: Math.max(1, total), value: 0, 'aria-label': label('check.running') });
  const where = el('p', { class: 'muted' });
  result.replaceChildren(el('div', { class: 'verdict running' }, el('h2', null, label('check.running')), bar, where));
  let done = 0;
  const moved = (bytes) => { done += bytes; bar.value = done; };
  const digests = new Map();
  const problems = [];
  const waiting = [...placed.inside];
  let read = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [path, file] = next;
      try { digests.set(path, await digestOf(file, moved)); } catch (error) { problems.push(['unreadable', path, String(error && error.message)]); }
      read += 1;
      where.textContent = label('check.progress', { done: count(read), total: count(placed.inside.size) });
    }
  };
  await Promise.all([work(), work(), work()]);
  lastCheck = await compare(placed, digests, problems);
  lastCheck.files = placed.inside.size;
  lastCheck.bytes = total;
  showResult(result, lastCheck);
}

/** Every difference between the folder and the list in this page, then between the folder and its own manifests. */
async function compare(placed, digests, problems) {
  const notes = [];
  const expected = new Map(data.manifest.map(([path, digest]) => ['data/' + path, digest]));
  for (const [path, digest] of expected) {
    if (!placed.inside.has(path)) problems.push(['missing', path]);
    else if (digests.has(path) && digests.get(path) !== digest) problems.push(['changed', path, digest, digests.get(path)]);
  }
  const known = new Set([...expected.keys(), 'data/index.html', ...data.laterFiles.map((path) => 'data/' + path)]);
  if (placed.isWhole) {
    const payload = await againstManifest('manifest-sha256.txt', placed, digests, problems, expected);
    if (payload) for (const path of placed.inside.keys()) if (known.has(path) && !payload.has(path)) problems.push(['unlisted', path]);
    const tags = await againstManifest('tagmanifest-sha256.txt', placed, digests, problems, new Map());
    for (const path of ['manifest-sha256.txt', 'tagmanifest-sha256.txt', ...(tags ? tags.keys() : [])]) known.add(path);
  } else notes.push(label('check.dataOnly'));
  const strange = [...placed.inside.keys()].filter((path) => !known.has(path) && !path.startsWith('seal/'));
  const system = strange.filter((path) => litter.test(path));
  for (const path of strange) if (!litter.test(path)) problems.push(['extra', path]);
  if (system.length) notes.push(label('check.litter') + ' ' + system.map(tokenFree).join(', '));
  return { problems, notes, own: digests.get('data/index.html'), tag: digests.get('tagmanifest-sha256.txt') };
}

/** Compares with a manifest of the folder what this page's own list did not speak of, and the two lists with each other. */
async function againstManifest(name, placed, digests, problems, told) {
  const file = placed.inside.get(name);
  if (!file) { problems.push(['missing', name]); return null; }
  const listed = parseManifest(await file.text());
  for (const [path, digest] of listed) {
    if (told.has(path)) {
      if (told.get(path) !== digest) problems.push(['contradiction', path, told.get(path), digest]);
    } else if (!placed.inside.has(path)) problems.push(['missing', path]);
    else if (digests.has(path) && digests.get(path) !== digest) problems.push(['changed', path, digest, digests.get(path)]);
  }
  return listed;
}

function showResult(result, outcome) {
  const isGood = outcome.problems.length === 0;
  const values = { number: count(outcome.files), bytes: count(outcome.bytes), problems: count(outcome.problems.length) };
  const title = isGood ? label('check.good') : label(outcome.problems.length === 1 ? 'check.badOne' : 'check.bad', values);
  result.replaceChildren(el('div', { class: 'verdict ' + (isGood ? 'good' : 'bad'), id: 'verdict', tabindex: '-1' },
    el('h2', null, title), isGood ? el('p', null, label('check.goodText', values)) : null,
    outcome.problems.length ? el('ul', { class: 'problems' }, outcome.problems.slice(0, 500).map(([kind, path, want, got]) => el('li', null,
      el('span', { class: 'grade' }, label('problem.' + kind)), ' ', evidence(path, 'code'),
      want && got ? el('dl', { class: 'pairs' }, el('dt', null, label('problem.expected')), el('dd', null, el('code', { class: 'digest' }, want)), el('dt', null, label('problem.found')), el('dd', null, el('code', { class: 'digest' }, got))) : null))) : null,
    outcome.problems.length > 500 ? el('p', { class: 'muted' }, label('andMore', { number: count(outcome.problems.length - 500) })) : null,
    outcome.notes.map((note) => el('p', { class: 'muted' }, note)),
    outcome.tag ? el('dl', { class: 'pairs' }, el('dt', null, 'tagmanifest-sha256.txt'), el('dd', null, el('code', { class: 'digest' }, outcome.tag), ' ', copyButton(outcome.tag)),
      outcome.own ? [el('dt', null, 'data/index.html'), el('dd', null, el('code', { class: 'digest' }, outcome.own))] : null) : null,
    outcome.tag ? el('p', { class: 'muted' }, label('check.compareTag')) : null));
  say(title);
}
