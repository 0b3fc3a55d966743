// Facts, gathered into series: all that is said of one metric of one entity, over time, planned and actual.

const VALUES = 60; // statements in the table of one subject
const FACTS = 12; // facts of one subject before the rest is folded
const POINTS = 300; // values in one picture

function seriesOf(list) {
  const byKey = new Map();
  for (const fact of list) {
    const first = figures[fact.figures[0]] || {};
    const measure = first.concept || (fact.metric || '').toLowerCase();
    const key = fact.entity || measure ? [(fact.entity || '').toLowerCase(), measure, (fact.scope || '').toLowerCase(), fact.base_unit, fact.change].join('\u001f') : fact.id;
    if (!byKey.has(key)) byKey.set(key, []);
    byKey.get(key).push(fact);
  }
  const rank = { conflicting: 0, updated: 1, corroborated: 2, single: 3 };
  const out = [];
  for (const members of byKey.values()) {
    members.sort((a, b) => rank[a.status] - rank[b.status] || (a.period_start || '') .localeCompare(b.period_start || '') || a.i - b.i);
    const list = members.flatMap((fact) => fact.figures);
    out.push({
      i: out.length, members, list, head: members[0], status: members[0].status,
      sources: Math.max(...members.map((fact) => fact.n_sources)),
      statuses: [...new Set(members.map((fact) => fact.status))], modalities: [...new Set(members.map((fact) => fact.modality))],
    });
  }
  out.sort((a, b) => rank[a.status] - rank[b.status] || b.sources - a.sources || b.list.length - a.list.length || a.i - b.i);
  out.forEach((series, n) => { series.i = n; });
  return out;
}

const allSeries = seriesOf(facts);
const seriesByFact = new Map();
for (const series of allSeries) for (const fact of series.members) seriesByFact.set(fact.i, series);

// Does a figure stand outside of what most sources hold of its fact? Values are laid on one axis, so that
// another currency or unit is compared and not blamed.
function markDisagreeing(values) {
  const held = new Map();
  for (const value of values) {
    const fact = facts[value.figure.fact], own = comparable(value.figure, false);
    if (!fact || fact.status !== 'conflicting' || fact.consensus_low === null || fact.consensus_high === null) continue; // nothing is held in common
    if (own.unit !== fact.base_unit || !overlap(own, { low: fact.consensus_low, high: fact.consensus_high })) continue;
    if (!held.has(fact.i)) held.set(fact.i, []);
    held.get(fact.i).push(value);
  }
  for (const value of values) {
    const fact = facts[value.figure.fact], agreed = fact && held.get(fact.i);
    value.off = !!fact && fact.status === 'conflicting' && !(agreed && agreed.some((other) => overlap(value, other)));
  }
}

function seriesPoints(series) {
  const periods = new Set(series.members.filter((fact) => fact.period_end).map((fact) => fact.period_start + '/' + fact.period_end));
  const byPeriod = periods.size > 1;
  const groups = axisGroups(series.list.map((i) => figures[i]));
  let best = null;
  for (const [unit, values] of groups) if (!best || values.length > best.values.length) best = { unit, values };
  if (!best) return null;
  markDisagreeing(best.values);
  const points = best.values.map((value) => {
    return { ...value, when: byPeriod ? value.figure.period_end || null : articleOf(value.figure).published, modality: value.figure.modality };
  });
  return { unit: best.unit, points, axis: byPeriod ? 'the period they hold for' : 'date of publication' };
}

// One line of the table of every stated value.
function statementRow(figure, off) {
  const article = articleOf(figure);
  return el('tr', { class: off ? 'off' : '' },
    el('td', {}, el('a', { href: '#f-' + figure.id, class: 'figure' }, said(surface(figure))), off ? chip('differs', 'stale') : null),
    el('td', {}, period(figure.period_start, figure.period_end) || el('span', { class: 'faint' }, 'not said')),
    el('td', {}, figure.modality),
    el('td', {}, said(outlet(article))),
    el('td', {}, time(article.published)));
}

function factLine(fact) {
  const value = brief(fact.consensus_low, fact.consensus_high, fact.base_unit);
  const latest = brief(fact.latest_low, fact.latest_high, fact.base_unit);
  return el('li', { id: 'fact-' + fact.id, tabindex: '-1' },
    chip(STATUS_WORDS[fact.status] || fact.status, fact.status), ' ',
    el('span', { class: 'value' }, said(value || 'no common value')),
    el('span', { class: 'faint details' }, [
      period(fact.period_start, fact.period_end), fact.modality === 'actual' ? '' : fact.modality,
      fact.n_sources < 2 ? '' : fact.consensus_sources ? count(fact.consensus_sources) + ' of ' + plural(fact.n_sources, 'source') : plural(fact.n_sources, 'source'),
      fact.status === 'updated' && latest !== value ? 'latest ' + latest : '',
    ].filter(Boolean).map((text, n) => (n ? ' · ' : ' ') + text)));
}

function seriesCard(series) {
  const drawn = series.list.length > 1 ? seriesPoints(series) : null;
  const width = innerWidth > 980 ? 560 : Math.max(280, Math.min(listings.facts.body.clientWidth - 34, 760));
  const { head } = series;
  const statements = series.members.flatMap((fact) => fact.figures.map((i) => figures[i]));
  const off = new Set(drawn ? drawn.points.filter((p) => p.off).map((p) => p.figure.i) : []);
  const open = series.list.length <= 1;
  const table = () => el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Every stated value' }, el('table', { class: 'statements' },
    statements.length > VALUES ? el('caption', { class: 'faint' }, 'The first ' + VALUES + ' of ' + count(statements.length) + '; ',
      el('a', { href: '#figures?' + new URLSearchParams({ q: head.entity || '' }) }, 'all figures'), ' can be searched.') : null,
    el('thead', {}, el('tr', {}, ['Stated', 'For', 'As', 'Outlet', 'Published'].map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, statements.slice(0, VALUES).map((figure) => statementRow(figure, off.has(figure.i))))));
  const details = el('details', { ontoggle: () => { if (details.open && details.children.length < 2) details.append(table()); } }, el('summary', {}, 'Every stated value (' + count(statements.length) + ')'));
  const only = statements[0];
  return el('article', { class: 'card fact ' + series.status + (open ? ' small' : '') },
    el('h3', {}, said(capital(head.entity || 'Unnamed subject')), head.metric ? el('span', { class: 'metric' }, ', ', said(head.metric)) : null,
      head.scope ? el('span', { class: 'metric' }, ', ', said(head.scope)) : null, head.change === 'level' ? null : el('span', { class: 'metric' }, ' (' + head.change + ')')),
    el('div', { class: 'fact-body' },
      el('ul', { class: 'periods' }, series.members.slice(0, FACTS).map(factLine)),
      drawn && drawn.points.length > 1 ? el('div', { class: 'picture' }, timeline(drawn.points.slice(0, POINTS), drawn.unit, width, drawn.axis), legend(drawn)) : null),
    series.members.length > FACTS ? el('details', {}, el('summary', {}, plural(series.members.length - FACTS, 'more fact')), el('ul', { class: 'periods' }, series.members.slice(FACTS).map(factLine))) : null,
    open && only ? el('p', { class: 'excerpt' }, sentence([only], () => ''), el('span', { class: 'faint' }, ' ', said(outlet(articleOf(only))), ', ', time(articleOf(only).published))) : details);
}

function legend(drawn) {
  const has = (test) => drawn.points.some(test);
  const key = (shape, kind, text) => el('span', { class: 'key' }, svg('svg', { viewBox: '0 0 14 14', width: 14, height: 14, 'aria-hidden': 'true', class: 'timeline' }, svg('g', { class: 'value ' + kind }, point(shape, 7, 7, 4))), text);
  return el('p', { class: 'legend faint' },
    has((p) => !p.off && p.modality === 'actual') ? key('circle', 'on actual', 'stated') : null,
    has((p) => p.off) ? key('circle', 'off actual', 'disagrees') : null,
    has((p) => p.modality === 'target') ? key('square', 'on target', 'target') : null,
    has((p) => p.modality === 'forecast') ? key('diamond', 'on forecast', 'forecast') : null,
    el('span', { class: 'key' }, 'by ' + drawn.axis));
}

function factListing(body) {
  return new Listing({
    name: 'facts', noun: 'subject', rows: allSeries, body, draw: seriesCard, stretch: 12,
    words: (series) => [...series.members.flatMap((fact) => [fact.id, ...subject(fact)]), ...series.list.slice(0, 60).map((i) => surface(figures[i]) + ' ' + outlet(articleOf(figures[i])))].join(' '),
    facets: [
      { key: 'status', label: 'State', value: (s) => s.statuses, names: STATUS_WORDS, order: ['conflicting', 'updated', 'corroborated', 'single'] },
      { key: 'modality', label: 'As', value: (s) => s.modalities },
      { key: 'kind', label: 'Kind', value: (s) => [...new Set(s.list.map((i) => figures[i].kind))] },
    ],
    sorts: [
      { key: 'pressing', label: 'Disagreeing first' },
      { key: 'sources', label: 'Most sources', compare: (a, b) => b.sources - a.sources || a.i - b.i },
      { key: 'figures', label: 'Most figures', compare: (a, b) => b.list.length - a.list.length || a.i - b.i },
      { key: 'name', label: 'Name', compare: (a, b) => (a.head.entity || '\uffff').localeCompare(b.head.entity || '\uffff') || a.i - b.i },
    ],
  });
}
