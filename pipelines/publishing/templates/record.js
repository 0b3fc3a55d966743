// The record of the tables, unpacked into one object a row.

const record = JSON.parse(document.getElementById('record').textContent);
const strings = record.strings;

function rows(columns, textNames) {
  const names = Object.keys(columns);
  const texts = new Set(textNames);
  const size = names.length ? columns[names[0]].length : 0;
  const out = new Array(size);
  for (let i = 0; i < size; i++) {
    const row = { i };
    for (const name of names) {
      const value = columns[name][i];
      row[name] = texts.has(name) ? (value < 0 ? null : strings[value]) : value;
    }
    out[i] = row;
  }
  return out;
}

const articles = rows(record.articles, ['publisher', 'language', 'published', 'dated_by']);
const figures = rows(record.figures, [
  'kind', 'bound', 'change', 'unit', 'unit_text', 'unit_system', 'entity', 'metric', 'concept', 'scope', 'attribution', 'modality',
  'period_start', 'period_end', 'period_text', 'rule', 'base_unit', 'fx_date', 'fx_source',
]);
const facts = rows(record.facts, ['entity', 'metric', 'scope', 'base_unit', 'modality', 'change', 'period_start', 'period_end', 'status']);
const conflicts = record.conflicts.map((row, i) => ({ i, ...row }));

for (const article of articles) { article.figures = []; article.conflicts = 0; }
for (const fact of facts) fact.figures = [];
for (const figure of figures) {
  figure.conflicts = [];
  articles[figure.article].figures.push(figure.i);
  if (figure.fact >= 0) facts[figure.fact].figures.push(figure.i);
}
for (const conflict of conflicts) {
  const seen = new Set();
  for (const i of conflict.figures) { figures[i].conflicts.push(conflict.i); seen.add(figures[i].article); }
  for (const i of seen) articles[i].conflicts += 1;
}

const place = (list) => new Map(list.map((row) => [row.id, row.i]));
const articleById = place(articles), figureById = place(figures), factById = place(facts), conflictById = place(conflicts);

const articleOf = (figure) => articles[figure.article];
const surface = (figure) => articleOf(figure).text.slice(figure.start, figure.end);
const outlet = (article) => article.publisher || 'Unnamed outlet';
const headline = (article) => article.title || article.path;
const subject = (row) => [row.entity, row.metric, row.scope].filter(Boolean);
const toLookAt = (conflict) => conflict.review !== 'dismissed' || conflict.stale;

// The values of a figure that can be laid beside those of others, with their unit.
function comparable(figure, asMoney) {
  if (asMoney && figure.money_low !== null && figure.money_high !== null) {
    return { low: figure.money_low, high: figure.money_high, unit: record.currency };
  }
  const unit = figure.base_unit || figure.unit;
  const known = figure.base_low !== null || figure.base_high !== null;
  return known ? { low: figure.base_low, high: figure.base_high, unit } : { low: figure.low, high: figure.high, unit: figure.unit };
}

// Figures laid out for one axis: money of several currencies in the reporting one; what shares no unit apart.
function axisGroups(list) {
  // Counts that were found comparable share an axis, whatever their nouns: launches and flights.
  const nouns = new Map();
  for (const figure of list) if (figure.unit_system === 'noun') nouns.set(figure.base_unit || figure.unit, (nouns.get(figure.base_unit || figure.unit) || 0) + 1);
  const noun = [...nouns].sort((p, q) => q[1] - p[1])[0];
  const units = new Set(list.map((figure) => figure.base_unit || figure.unit));
  const asMoney = units.size > 1 && list.filter((figure) => figure.money_low !== null).length > 1;
  const groups = new Map();
  for (const figure of list) {
    const value = comparable(figure, asMoney);
    if (value.low === null && value.high === null) continue;
    if (figure.unit_system === 'noun' && noun) value.unit = noun[0];
    if (!groups.has(value.unit)) groups.set(value.unit, []);
    groups.get(value.unit).push({ figure, ...value, converted: asMoney && figure.base_unit !== record.currency });
  }
  return groups;
}

// How far a value reaches: what was converted also by the spread of the rate from day to day.
const RATE_SPREAD = 0.025;
const lowest = (value) => (value.low === null ? -Infinity : value.low - (value.converted ? Math.abs(value.low) * RATE_SPREAD : 0));
const highest = (value) => (value.high === null ? Infinity : value.high + (value.converted ? Math.abs(value.high) * RATE_SPREAD : 0));
const overlap = (p, q) => lowest(p) <= highest(q) && lowest(q) <= highest(p);

// Which side each value takes: those that share a point stand on one side; sides are numbered by value.
function takeSides(values) {
  const order = values.slice().sort((p, q) => highest(p) - highest(q) || lowest(p) - lowest(q) || 0);
  let side = -1, point = -Infinity;
  for (const value of order) {
    if (side < 0 || lowest(value) > point) { side += 1; point = highest(value); }
    value.side = side;
  }
  return values;
}
