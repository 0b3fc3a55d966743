// The smaller sections: what changed, sources, what was turned away, and how to read all this.

const TABLE_WORDS = { conflicts: 'conflict', facts: 'fact', figures: 'figure' };
const HASHES = { conflicts: '#c-', facts: '#fact-', figures: '#f-' };

function changeListing(body) {
  const rows = record.changes.rows.map(([table, key, change, before, after, summary], i) => ({ i, table, key, change, before, after, summary }));
  const known = { conflicts: conflictById, facts: factById, figures: figureById };
  return new Listing({
    name: 'changes', noun: 'change', rows, body, stretch: 60,
    words: (row) => row.summary + ' ' + row.key,
    facets: [
      { key: 'table', label: 'Of', value: (row) => row.table },
      { key: 'change', label: 'Change', value: (row) => row.change, order: ['new', 'changed', 'gone'] },
    ],
    draw: (row) => el('li', { class: 'change' }, chip(row.change + ' ' + TABLE_WORDS[row.table], row.change), ' ', said(row.summary.replace(/^(New|Gone|Changed) \w+: /, '')),
      known[row.table].has(row.key) ? [' ', el('a', { href: HASHES[row.table] + row.key }, 'show', el('span', { class: 'unseen' }, ' this ' + TABLE_WORDS[row.table]))] : null),
  });
}

function rejectListing(body) {
  const rows = record.rejects.rows.map(([stage, path, key, rule, column, value, reason], i) => ({ i, stage, path, key, rule, column, value, reason }));
  return new Listing({
    name: 'rejects', noun: 'row', rows, body, stretch: 80,
    words: (row) => [row.path, row.key, row.rule, row.column, row.value, row.reason].filter(Boolean).join(' '),
    facets: [
      { key: 'stage', label: 'At', value: (row) => row.stage },
      { key: 'rule', label: 'Rule', value: (row) => row.rule },
    ],
    draw: (row) => el('tr', {},
      el('td', { 'data-label': 'File' }, said(row.path || row.key || '')),
      el('td', { 'data-label': 'At' }, row.stage),
      el('td', { 'data-label': 'Rule' }, el('span', {}, el('code', {}, row.rule), row.column ? [el('br'), el('span', { class: 'faint' }, row.column)] : null)),
      el('td', { 'data-label': 'Reason', class: 'about' }, el('span', {}, said(row.reason), row.value ? [el('br'), el('span', { class: 'faint' }, 'found: ', said(clip(row.value, 200)))] : null))),
  });
}

function sourcesTable() {
  const percent = (x) => (x === null ? '' : Math.round(x * 100) + ' %');
  if (!record.sources.length) return el('p', { class: 'found' }, 'No sources.');
  return el('div', { class: 'sheet' }, el('table', { class: 'wide' },
    el('thead', {}, el('tr', {}, ['Outlet', 'Articles', 'Figures', 'Compared', 'Agreeing', 'Alone', 'Share alone'].map((name, n) => el('th', { scope: 'col', class: n && n < 6 ? 'number' : null }, name)))),
    el('tbody', {}, record.sources.map(([publisher, nArticles, nFigures, compared, agreeing, alone, share, low, high]) => el('tr', {},
      el('td', { 'data-label': 'Outlet' }, said(publisher)),
      [['Articles', nArticles], ['Figures', nFigures], ['Compared', compared], ['Agreeing', agreeing], ['Alone', alone]].map(([name, n]) => el('td', { class: 'number', 'data-label': name }, count(n))),
      el('td', { 'data-label': 'Share alone', class: 'shares' }, share === null ? el('span', { class: 'faint' }, 'nothing to compare') : el('span', {}, sharePicture(share, low, high), ' ', percent(share), low === null ? null : el('span', { class: 'faint' }, ' (' + Math.round(low * 100) + '–' + percent(high) + ')'))))))));
}

function aboutText() {
  const term = (name, ...text) => [el('dt', {}, name), el('dd', {}, text)];
  return el('div', { class: 'paper prose about' },
    el('p', {}, 'Every number in this page is a figure that an article states. Choose one and you stand at its sentence in the article, with what was read from it.'),
    el('dl', {},
      term('Figure', 'A number with what it measures, of what, for which period. It is kept as printed, and as an interval in a base unit: as wide as its rounding and its words (about, over, nearly) allow.'),
      term('Fact', 'Figures that are statements of the same thing: same subject, measure, scope, period and kind. Copies of one wire story count as one source. The common value is the one that most independent sources hold, never a mean.'),
      term('Conflict', 'Intervals that do not overlap, a conversion that no rounding explains, parts that miss their total, a value that cannot be. The cause is the most charitable one that fits.'),
      term('Severity', 'High: surely the same thing, and far apart. Medium: less sure, or less far. Low: perhaps only rounding or wording.'),
      term('Colours of the two sides', 'Figures that share a value have one colour. Blue is the lowest side.'),
      term('Shapes over time', 'A dot is stated as fact, an open square is a target, an open diamond a forecast. Orange ones disagree with most sources.'),
      term('Links', 'The address of a conflict (#c-…), figure (#f-…), fact (#fact-…) or article (#a-…) stays the same from run to run, as does that of a search.'),
      term('Keyboard', 'The key / goes to the search of the open section.')));
}
