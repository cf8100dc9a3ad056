// The embedded case, its labels, and the only ways in which text and links come onto the page.
const data = JSON.parse(document.getElementById('case').textContent);
const labels = data.labels;
const byId = (id) => document.getElementById(id);

/** A label with its `{name}` places filled. A missing label shows its key, so that it is seen. */
function label(key, values) {
  const text = Object.hasOwn(labels, key) ? labels[key] : key;
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole)) : text;
}

const grouping = new Intl.NumberFormat(data.language === 'zh-Hans' ? 'zh-CN' : data.language === 'de' ? 'de-DE' : 'en-GB');
const count = (number) => grouping.format(number);

/** An element. Strings among the children are our own words; evidence goes through `evidence`. */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'on') for (const [event, action] of Object.entries(value)) node.addEventListener(event, action);
    else if (name === 'href') node.setAttribute('href', safeHref(value));
    else node.setAttribute(name, value === true ? '' : value);
  }
  append(node, children);
  return node;
}

function append(node, children) {
  for (const child of children) {
    if (child === undefined || child === null || child === false) continue;
    if (Array.isArray(child)) append(node, child);
    else node.append(child);
  }
}

/** Places inside this page, and files of the dossier beside it. Nothing else is ever linked. */
function safeHref(target) {
  if (/^#\//.test(target) || /^[A-Za-z0-9._~%-]+(\/[A-Za-z0-9._~%-]+)*(#page=[0-9]+)?$/.test(target)) return target;
  return '#/';
}

/** The address of a file of the dossier, or null for a path that leads out of it. */
function fileHref(path) {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\\'))) return null;
  return parts.map((part) => encodeURIComponent(part).replace(/[!'()*]/g, percent)).join('/');
}
const percent = (character) => '%' + character.charCodeAt(0).toString(16).toUpperCase();

// Characters that are not seen or that turn the text around them. Joiners and selectors inside emoji are let through.
const unseenClass = '\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F' +
  '\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF9-\\uFFFB\\u{E0000}-\\u{E01EF}';
const anyUnseen = new RegExp('[' + unseenClass + ']', 'u');
const allUnseen = new RegExp('[' + unseenClass + ']', 'gu');
const emojiOrUnseen = new RegExp(
  '(\\p{Extended_Pictographic}(?:[\\uFE0E\\uFE0F]|\\p{Emoji_Modifier})?(?:\\u200D\\p{Extended_Pictographic}' +
  '(?:\\uFE0F|\\p{Emoji_Modifier})?)*|[0-9#*]\\uFE0F?\\u20E3|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]+\\u{E007F})|[' + unseenClass + ']', 'gu');
const shortNames = {
  0x200E: 'LRM', 0x200F: 'RLM', 0x061C: 'ALM', 0x202A: 'LRE', 0x202B: 'RLE', 0x202C: 'PDF', 0x202D: 'LRO', 0x202E: 'RLO',
  0x2066: 'LRI', 0x2067: 'RLI', 0x2068: 'FSI', 0x2069: 'PDI', 0x200B: 'ZWSP', 0x200C: 'ZWNJ', 0x200D: 'ZWJ', 0xAD: 'SHY', 0xFEFF: 'BOM',
};

/** Words of the evidence, isolated from what stands around them, each unseen character as a visible token. */
function evidence(text, tag, marks) {
  const node = el(tag || 'bdi', { dir: 'auto' });
  fillEvidence(node, text === undefined || text === null ? '' : String(text).replace(/\r\n/g, '\n'), marks);
  return node;
}

function fillEvidence(node, text, marks) {
  const pieces = marks && marks.length ? cutAt(text, marks) : [[text, false]];
  for (const [piece, isHit] of pieces) {
    const place = isHit ? el('mark') : node;
    if (isHit) node.append(place);
    if (!anyUnseen.test(piece)) { place.append(piece); continue; }
    let from = 0;
    for (const match of piece.matchAll(emojiOrUnseen)) {
      if (match[1]) continue;
      place.append(piece.slice(from, match.index), token(match[0].codePointAt(0)));
      from = match.index + match[0].length;
    }
    place.append(piece.slice(from));
  }
}

function token(code) {
  const name = 'U+' + code.toString(16).toUpperCase().padStart(4, '0');
  return el('span', { class: 'token', title: label('unseenCharacter', { code: name }) }, shortNames[code] || name);
}

/** Finished sentences: a string is ours throughout; in an array every second piece is evidence. */
function sentence(pieces, marks) {
  if (typeof pieces === 'string') return marks ? evidence(pieces, 'span', marks) : pieces;
  return pieces.map((piece, index) => (index % 2 ? evidence(piece, 'bdi', marks) : piece));
}
const plain = (pieces) => (typeof pieces === 'string' ? pieces : pieces.join(''));

const asciiOnly = /^[\x20-\x7E\n]*$/;
/** The form that is searched: neither case, width, accents nor unseen characters matter. */
function fold(text) {
  if (asciiOnly.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/[\u0300-\u036F]/g, '').replace(allUnseen, '').toLowerCase()
    .replace(/\u00DF/g, 'ss').replace(/\u03C2/g, '\u03C3');
}

/** Where the folded terms stand in the text as written: [start, end) pairs, sorted, without overlap. */
function hits(text, terms) {
  let folded = '';
  const origin = [];
  let index = 0;
  for (const character of text) {
    const part = fold(character);
    for (let i = 0; i < part.length; i++) origin.push(index);
    folded += part;
    index += character.length;
  }
  origin.push(text.length);
  const ranges = [];
  for (const term of terms) {
    for (let at = folded.indexOf(term); at >= 0 && ranges.length < 200; at = folded.indexOf(term, at + term.length)) {
      const last = origin[at + term.length - 1];
      let end = at + term.length;
      while (origin[end] === last) end++;
      ranges.push([origin[at], origin[end]]);
    }
  }
  ranges.sort((a, b) => a[0] - b[0]);
  return ranges.filter((range, i) => i === 0 || range[0] >= ranges[i - 1][1]);
}

function cutAt(text, terms) {
  const pieces = [];
  let from = 0;
  for (const [start, end] of hits(text, terms)) {
    if (start > from) pieces.push([text.slice(from, start), false]);
    pieces.push([text.slice(start, end), true]);
    from = end;
  }
  if (from < text.length) pieces.push([text.slice(from), false]);
  return pieces;
}

function say(text) { byId('live').textContent = text; }

const exhibitIndex = new Map(data.exhibits.map((exhibit, index) => [exhibit.number, index]));

/** The place inside an exhibit, in words. */
const messagePlace = (number) => label('place.message', { value: number });

/** A citation [exhibit, place, message number, exact place] as a link that opens the exhibit there. */
function chip(citation, quiet) {
  const exhibit = data.exhibits[citation[0]];
  const place = citation[1] || '';
  const target = here({ x: exhibit.number, at: place, m: citation[2] || '', d: citation[3] || '' });
  const name = label('openExhibit', { number: exhibit.number }) + (place ? ', ' + place : '');
  return el('a', { class: 'chip', href: target, 'aria-label': name, title: citation[3] || undefined },
    el('b', null, exhibit.number), place && !quiet ? el('span', null, place) : null);
}
const chips = (citations, quiet) => el('span', { class: 'chips' }, (citations || []).map((citation) => chip(citation, quiet)));

function copyButton(text) {
  const button = el('button', { type: 'button', class: 'copy', on: { click: async () => {
    try { await navigator.clipboard.writeText(text); button.textContent = label('copied'); } catch { button.textContent = label('copyFailed'); }
    setTimeout(() => { button.textContent = label('copy'); }, 1600);
  } } }, label('copy'));
  return button;
}
