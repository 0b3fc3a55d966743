// Pictures, drawn as SVG: intervals on one axis, values over time, weights of evidence.

const SIDES = 4;
const sideClass = (side) => 'side-' + Math.min(side, SIDES - 1);

function ticks(low, high, most) {
  const raw = (high - low) / most || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw) || raw;
  const out = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-9 && out.length < 12; at += step) out.push(Math.abs(at) < step * 1e-9 ? 0 : at);
  return out;
}

// A scale for values: straight, or by powers where they lie far apart.
function valueScale(values, unit, from, to, most) {
  const ends = values.flatMap((v) => [v.low, v.high]).filter((x) => x !== null);
  let low = Math.min(...ends), high = Math.max(...ends);
  const byPower = low > 0 && high / low > 60;
  if (byPower) {
    low /= 1.4; high *= 1.4;
    const a = Math.log10(low), b = Math.log10(high);
    const marks = [];
    for (let p = Math.ceil(a); p <= b; p++) marks.push(10 ** p);
    const step = Math.ceil(marks.length / most) || 1;
    return { at: (x) => from + ((Math.log10(Math.max(x, low)) - a) / (b - a)) * (to - from), marks: marks.filter((_, i) => i % step === 0), byPower };
  }
  const pad = (high - low) * 0.08 || Math.abs(high) * 0.05 || 1;
  const floor = low >= 0 && low - pad < 0 ? 0 : low - pad;
  high += pad;
  const [factor] = scaleOf(unit, Math.max(Math.abs(floor), Math.abs(high)));
  const marks = ticks(floor / factor, high / factor, most).map((mark) => mark * factor);
  return { at: (x) => from + ((x - floor) / (high - floor)) * (to - from), marks, byPower };
}

function axisLabels(scale, unit) {
  const [factor, word, noun] = scaleOf(unit, Math.max(...scale.marks.map(Math.abs), 0));
  return { print: (x) => short(x / factor) + (unit === '%' ? '%' : ''), word: unit === '%' ? 'percent' : noun ? plurals(word) : word };
}

const clip = (text, size) => (text.length > size ? text.slice(0, size - 1) + '…' : text);

// The interval picture: one bar a figure, from the lowest to the highest value that its words allow.
function intervalPicture(values, unit, width, named) {
  const nameOf = (value) => (named ? value.figure.metric || '' : outlet(articleOf(value.figure)));
  const names = new Set(values.map(nameOf)).size > 1, wide = width > 560;
  const labels = names && wide ? 176 : 0, row = wide || !names ? 28 : 42, top = 6;
  const height = top + values.length * row + 34;
  const scale = valueScale(values, unit, labels + 10, width - 14, wide ? 6 : 4);
  const label = axisLabels(scale, unit);
  const words = values.map((v) => outlet(articleOf(v.figure)) + ': ' + surface(v.figure) + ' (' + range(v.low, v.high, v.unit) + ')').join('; ');
  const picture = svg('svg', { class: 'intervals', viewBox: '0 0 ' + width + ' ' + height, width, height, role: 'img', 'aria-label': 'Values on one axis. ' + words });
  const bottom = top + values.length * row + 4;
  for (const mark of scale.marks) {
    const x = scale.at(mark);
    picture.append(svg('line', { class: 'grid', x1: x, x2: x, y1: top, y2: bottom }));
    picture.append(svg('text', { class: 'tick', x, y: bottom + 14, 'text-anchor': 'middle' }, label.print(mark)));
  }
  picture.append(svg('text', { class: 'tick', x: width - 14, y: bottom + 28, 'text-anchor': 'end' }, (label.word.length > 40 ? clip(label.word, 40) : label.word) + (scale.byPower ? ' (each step is a power of ten)' : '')));
  values.forEach((value, n) => {
    const y = top + n * row + (row === 28 ? 14 : row - 12);
    if (names) picture.append(svg('text', wide ? { class: 'name', x: labels, y: y + 4, 'text-anchor': 'end' } : { class: 'name', x: 10, y: y - 11 }, clip(nameOf(value), wide ? 26 : 40)));
    const open = { low: value.low === null, high: value.high === null };
    const x1 = open.low ? labels + 10 : scale.at(value.low), x2 = open.high ? width - 14 : scale.at(value.high);
    const group = svg('g', { class: sideClass(value.side) });
    const size = Math.max(x2 - x1, 5);
    group.append(svg('rect', { class: 'bar', x: x1 - (size - (x2 - x1)) / 2, width: size, y: y - 5, height: 10, rx: 3 }));
    const bound = value.figure.bound;
    if (bound === '=' && !open.low && !open.high) group.append(svg('circle', { class: 'point', cx: (x1 + x2) / 2, cy: y, r: 5 }));
    if (bound === '>' || open.high) group.append(svg('path', { class: 'edge', d: `M${x1} ${y - 8}V${y + 8}` }));
    if (bound === '<' || open.low) group.append(svg('path', { class: 'edge', d: `M${x2} ${y - 8}V${y + 8}` }));
    const printed = clip(surface(value.figure), 30), room = printed.length * 7 + 12;
    const side = x2 + room < width - 4 ? 'start' : x1 - room > labels ? 'end' : 'middle';
    group.append(svg('text', { class: 'printed', x: { start: x2 + 10, end: x1 - 10, middle: (x1 + x2) / 2 }[side], y: y + 4, 'text-anchor': side }, printed));
    picture.append(group);
  });
  return picture;
}

const MODALITY_SHAPES = { actual: 'circle', target: 'square', forecast: 'diamond' };

function point(shape, x, y, r) {
  if (shape === 'circle') return svg('circle', { class: 'point', cx: x, cy: y, r });
  if (shape === 'square') return svg('rect', { class: 'point hollow', x: x - r, y: y - r, width: 2 * r, height: 2 * r });
  return svg('path', { class: 'point hollow', d: `M${x} ${y - r * 1.35}L${x + r * 1.35} ${y}L${x} ${y + r * 1.35}L${x - r * 1.35} ${y}Z` });
}

const stamp = (iso) => Date.parse(iso + 'T00:00:00Z');

// Values over time. `points`: {figure, low, high, unit, when, off, modality}; undated ones stand at the left.
function timeline(points, unit, width, axis) {
  const height = 184, left = 62, right = 16, top = 22, bottom = height - 30;
  const dated = points.filter((p) => p.when);
  const undated = dated.length < points.length;
  const from = left + (undated ? 60 : 30), to = width - right - 30;
  const times = dated.map((p) => stamp(p.when));
  let first = Math.min(...times), last = Math.max(...times);
  if (!dated.length) first = last = 0;
  if (first === last) { first -= 86400e3 * 30; last += 86400e3 * 30; }
  const x = (p) => (p.when ? from + ((stamp(p.when) - first) / (last - first)) * (to - from) : left + 16);
  const scale = valueScale(points, unit, bottom - 6, top + 6, 4);
  const label = axisLabels(scale, unit);
  const words = points.map((p) => outlet(articleOf(p.figure)) + ' ' + surface(p.figure) + (p.when ? ', ' + day(p.when) : '') + (p.modality === 'actual' ? '' : ', ' + p.modality)).join('; ');
  const picture = svg('svg', { class: 'timeline', viewBox: '0 0 ' + width + ' ' + height, width, height, role: 'img', 'aria-label': 'Stated values by ' + axis + '. ' + words });
  for (const mark of scale.marks) {
    const y = scale.at(mark);
    picture.append(svg('line', { class: 'grid', x1: left, x2: width - right, y1: y, y2: y }));
    picture.append(svg('text', { class: 'tick', x: left - 6, y: y + 4, 'text-anchor': 'end' }, label.print(mark)));
  }
  if (label.word && label.word !== 'percent') picture.append(svg('text', { class: 'tick', x: left - 6, y: 12, 'text-anchor': 'end' }, clip(label.word, 10)));
  const years = last - first > 86400e3 * 800;
  const shown = new Set();
  const marks = dated.map((p) => [x(p), years ? p.when.slice(0, 4) : day(p.when)]).sort((p, q) => p[0] - q[0]);
  let reach = -Infinity;
  for (const [at, text] of marks) {
    if (shown.has(text) || at - reach < text.length * 6 + 14) continue;
    shown.add(text); reach = at;
    picture.append(svg('text', { class: 'tick', x: Math.min(at, width - right - text.length * 3), y: bottom + 18, 'text-anchor': 'middle' }, text));
  }
  if (undated) picture.append(svg('text', { class: 'tick', x: left + 16, y: bottom + 18, 'text-anchor': 'middle' }, 'undated'));
  // Points of one day stand side by side.
  const taken = new Map();
  for (const p of points) {
    const y1 = p.low === null ? bottom : scale.at(p.low), y2 = p.high === null ? top : scale.at(p.high);
    const key = Math.round(x(p) / 9) + '/' + Math.round((y1 + y2) / 14), n = Math.min(taken.get(key) || 0, 6);
    taken.set(key, n + 1);
    const at = x(p) + (n % 2 ? 1 : -1) * Math.ceil(n / 2) * 9;
    const group = svg('g', { class: 'value ' + (p.off ? 'off' : 'on') + ' ' + p.modality, onclick: () => { location.hash = '#f-' + p.figure.id; } });
    group.append(svg('title', {}, outlet(articleOf(p.figure)) + ': ' + surface(p.figure)));
    group.append(svg('path', { class: 'whisker', d: `M${at} ${y1}V${y2}M${at - 3} ${y1}h6M${at - 3} ${y2}h6` }));
    group.append(point(MODALITY_SHAPES[p.modality] || 'circle', at, (y1 + y2) / 2, 4.5));
    picture.append(group);
  }
  return picture;
}

// Signed weights of what speaks for and against two figures being about the same thing.
function evidenceList(all) {
  const weights = all.filter(([, weight]) => weight).sort((p, q) => Math.abs(q[1]) - Math.abs(p[1]));
  const most = Math.max(...weights.map(([, w]) => Math.abs(w || 0)), 1e-9);
  return el('ul', { class: 'evidence' }, weights.map(([kind, weight]) => {
    const size = (Math.abs(weight || 0) / most) * 48;
    const bar = svg('svg', { viewBox: '0 0 100 10', width: 100, height: 10, 'aria-hidden': 'true' },
      svg('line', { class: 'grid', x1: 50, x2: 50, y1: 0, y2: 10 }),
      svg('rect', { class: weight < 0 ? 'against' : 'for', x: weight < 0 ? 50 - size : 50, y: 2, width: size, height: 6, rx: 2 }));
    return el('li', {}, el('span', { class: 'kind' }, said(capital(kind.replaceAll('_', ' ')))), bar, el('span', { class: 'weight' }, (weight > 0 ? '+' : weight < 0 ? '−' : '') + Math.abs(weight || 0)));
  }));
}

// The share with its 90 % interval, from 0 to 1.
function sharePicture(share, low, high) {
  const at = (x) => 6 + x * 108;
  return svg('svg', { class: 'share', viewBox: '0 0 120 14', width: 120, height: 14, 'aria-hidden': 'true' },
    svg('line', { class: 'grid', x1: 6, x2: 114, y1: 7, y2: 7 }),
    low === null ? null : svg('rect', { class: 'bar', x: at(low), width: Math.max(at(high) - at(low), 2), y: 4, height: 6, rx: 3 }),
    share === null ? null : svg('circle', { class: 'point', cx: at(share), cy: 7, r: 4 }));
}
