// Elements and words. Article text only ever enters through textContent here.

// Marks that turn the order of what follows, so that a number would read backwards, are shown instead of obeyed.
const upright = (text) => text.replace(/[\u202d\u202e]/g, '\u2426');

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'href' && !/^(#|https?:\/\/)/i.test(value)) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    node.append(child instanceof Node ? child : document.createTextNode(upright(String(child))));
  }
  return node;
}
const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

// Text of an article or of a name: isolated, so that its direction does not spill over.
const said = (text, attributes) => el('bdi', { dir: 'auto', ...attributes }, text);

const outLink = (url, label) =>
  /^https?:\/\/[^\s<>"]+$/i.test(url || '')
    ? el('a', { href: url, rel: 'noopener noreferrer nofollow', referrerpolicy: 'no-referrer', target: '_blank' }, label)
    : null;

const grouped = new Intl.NumberFormat('en', { maximumSignificantDigits: 10 });
const count = (n) => grouped.format(n);
const plural = (n, one, many) => count(n) + ' ' + (n === 1 ? one : many || one + 's');

// A number as a newspaper prints it: 186.4 bn, 1,127, 0.033.
function short(value, digits = 4) {
  const size = Math.abs(value);
  const print = (x) => new Intl.NumberFormat('en', { maximumSignificantDigits: digits }).format(x);
  if (size >= 1e15) return value.toExponential(2).replace('e+', 'e');
  if (size >= 1e12) return print(value / 1e12) + ' tn';
  if (size >= 1e9) return print(value / 1e9) + ' bn';
  if (size >= 1e6) return print(value / 1e6) + ' mn';
  if (size !== 0 && size < 1e-4) return value.toExponential(2);
  return size < 1e4 ? print(value) : new Intl.NumberFormat('en', { maximumSignificantDigits: Math.max(digits, 5) }).format(value);
}

// How a unit code is printed. Codes are UCUM, ISO 4217 or a noun.
const UNIT_SIGNS = {
  m2: 'm²', m3: 'm³', km2: 'km²', cm2: 'cm²', cm3: 'cm³', Cel: '°C', '[degF]': '°F', '[mi_i]': 'mi', '[ft_i]': 'ft', '[in_i]': 'in', '[yd_i]': 'yd',
  '[nmi_i]': 'nautical mi', '[sft_i]': 'sq ft', '[smi]': 'sq mi', '[lb_av]': 'lb', '[oz_av]': 'oz', '[cft_i]': 'cu ft',
  acr_ft: 'acre-ft', har: 'ha', By: 'bytes', rank: '', x: '×', '%': '%', 1: '', mol: 'mol', cal: 'cal', bar: 'bar', deg: '°', flop: 'flop',
};
const UNIT_NOUNS = {
  a: 'year', mo: 'month', wk: 'week', d: 'day', h: 'hour', min: 'minute', s: 'second', deca: 'decade', '[acr_us]': 'acre', '[pp]': 'percentage point',
  '[ston_av]': 'short ton', '[lton_av]': 'long ton',
};
const PER = { a: 'year', mo: 'month', wk: 'week', d: 'day' };
const SCALES = {
  m: [[1e3, 'km'], [1, 'm'], [1e-2, 'cm'], [1e-3, 'mm'], [1e-6, 'µm'], [1e-9, 'nm']],
  m2: [[1e6, 'km²'], [1e4, 'ha'], [1, 'm²']],
  kg: [[1e3, 't'], [1, 'kg'], [1e-3, 'g']],
  s: [[31557600, 'year'], [86400, 'day'], [3600, 'hour'], [60, 'minute'], [1, 'second'], [1e-3, 'ms']],
  W: [[1e9, 'GW'], [1e6, 'MW'], [1e3, 'kW'], [1, 'W']],
  J: [[3.6e15, 'TWh'], [3.6e12, 'GWh'], [3.6e9, 'MWh'], [3.6e6, 'kWh'], [1, 'J']],
  By: [[1e12, 'TB'], [1e9, 'GB'], [1e6, 'MB'], [1e3, 'kB'], [1, 'bytes']],
};
const NOUN = /^[a-z][a-z -]*[a-z]{2}$/;
const IRREGULAR = { person: 'people', child: 'children', man: 'men', woman: 'women' };

function plurals(noun) {
  if (!NOUN.test(noun)) return noun;
  const [, before, last] = /^(.*[ -])?([a-z]+)$/.exec(noun);
  if (last in IRREGULAR) return (before || '') + IRREGULAR[last];
  if (/(s|x|ch|sh)$/.test(noun)) return noun + 'es';
  return /[^aeiou]y$/.test(noun) ? noun.slice(0, -1) + 'ies' : noun + 's';
}

// The printed name of a unit, and whether it is a noun with a plural.
function unitName(unit) {
  if (!unit) return ['', false];
  if (Object.hasOwn(UNIT_SIGNS, unit)) return [UNIT_SIGNS[unit], false];
  if (Object.hasOwn(UNIT_NOUNS, unit)) return [UNIT_NOUNS[unit], true];
  const slash = unit.indexOf('/');
  if (slash > 0) {
    const [above, noun] = unitName(unit.slice(0, slash)), below = unit.slice(slash + 1);
    return [(noun ? plurals(above) : above) + '/' + (PER[below] || (Object.hasOwn(UNIT_NOUNS, below) ? below : unitName(below)[0])), false];
  }
  if (/^[A-Za-z]*W\.h$/.test(unit)) return [unit.replace('.', ''), false];
  if (Object.hasOwn(record.units, unit)) return [record.units[unit], NOUN.test(record.units[unit])];
  return [unit, NOUN.test(unit)];
}

// The step of a unit that fits a value: its factor, its name, whether that is a noun.
function scaleOf(unit, size) {
  const steps = size && Object.hasOwn(SCALES, unit || '') ? SCALES[unit] : null;
  if (!steps) return [1, ...unitName(unit)];
  const [factor, word] = steps.find(([step]) => size >= step * 0.9999) || steps[steps.length - 1];
  return [factor, word, unit === 's' && word !== 'ms'];
}

function withUnit(text, word, noun, unit) {
  if (!word) return unit === 'rank' ? 'no. ' + text : text;
  if (unit === '%' || unit === 'x') return text + word;
  return text + '\u00a0' + (noun && text !== '1' ? plurals(word) : word);
}

function amount(value, unit) {
  if (value === null) return '';
  const [factor, word, noun] = scaleOf(unit, Math.abs(value));
  return withUnit(short(value / factor), word, noun, unit);
}

// An interval in its unit: "186.4 bn CNY", "62 to 65 projects", "at least 20".
function range(low, high, unit) {
  if (low === null && high === null) return '';
  if (low === null) return 'at most ' + amount(high, unit);
  if (high === null) return 'at least ' + amount(low, unit);
  const [factor, word, noun] = scaleOf(unit, Math.max(Math.abs(low), Math.abs(high)));
  const a = short(low / factor), b = short(high / factor);
  return withUnit(a === b ? a : a + ' to ' + b, word, noun, unit);
}

// A narrow interval as the shortest number that lies in it near its middle: 61.5 to 62.5 is 62. A wide one stays an interval.
function brief(low, high, unit) {
  if (low === null || high === null || low === high || (high - low) / (Math.abs(low) + Math.abs(high)) > 0.03) return range(low, high, unit);
  const middle = (low + high) / 2;
  for (let digits = 1; digits < 8; digits++) {
    const value = Number(middle.toPrecision(digits));
    if (value >= low && value <= high) {
      const [factor, word, noun] = scaleOf(unit, Math.abs(value));
      return withUnit(short(value / factor, Math.max(digits, 4)), word, noun, unit);
    }
  }
  return range(low, high, unit);
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const day = (iso) => (iso ? dayFormat.format(new Date(iso + 'T00:00:00Z')) : '');
const time = (iso) => (iso ? el('time', { datetime: iso }, day(iso)) : el('span', { class: 'faint' }, 'undated'));

// A period as people say it: 2023, Q1 2024, March 2024, 1 Jan 2023 to 3 Feb 2024.
function period(start, end) {
  if (!start && !end) return '';
  if (!start) return 'to ' + day(end);
  if (!end) return 'from ' + day(start);
  if (start === end) return day(start);
  const [y1, m1, d1] = start.split('-'), [y2, m2, d2] = end.split('-');
  const last = new Date(Date.UTC(+y2, +m2, 0)).getUTCDate();
  if (d1 === '01' && +d2 === last) {
    if (m1 === '01' && m2 === '12') return y1 === y2 ? y1 : y1 + '–' + y2;
    if (y1 === y2 && m1 === m2) return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(start + 'T00:00:00Z'));
    if (y1 === y2 && +m1 % 3 === 1 && +m2 === +m1 + 2) return 'Q' + (+m2 / 3) + ' ' + y1;
    if (y1 === y2 && +m2 - +m1 === 5 && +m1 % 6 === 1) return (m1 === '01' ? 'first' : 'second') + ' half of ' + y1;
  }
  return day(start) + ' to ' + day(end);
}

const TYPE_WORDS = {
  cross_source: 'Between sources', conversion: 'Conversion', arithmetic: 'Arithmetic', plausibility: 'Plausibility', copy_altered: 'Altered copy',
};
const CAUSE_WORDS = {
  rounding: 'Rounding', currency: 'Currency rate', unit: 'Unit or scale slip', definition: 'Different definition', period: 'Different period',
  scope: 'Different scope', stale: 'One is out of date', copy_altered: 'Copy was altered', error: 'Likely an error', none: 'No cause found',
};
const STATUS_WORDS = { single: 'One source', corroborated: 'Sources agree', conflicting: 'Sources conflict', updated: 'Moved on' };
const BOUND_WORDS = { '=': '', '~': 'about', '>': 'at least', '<': 'at most', range: 'range' };
const capital = (text) => (text ? text[0].toUpperCase() + text.slice(1) : '');
