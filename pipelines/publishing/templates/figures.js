// Every figure in one table.

const figureText = (figure) => {
  const article = articleOf(figure);
  return [figure.id, figure.entity, figure.metric, figure.scope, figure.attribution, outlet(article), article.title, article.text.slice(figure.sentence_start, figure.sentence_end)].filter(Boolean).join(' ');
};

function figureRow(figure) {
  const article = articleOf(figure);
  const fact = facts[figure.fact];
  const open = figure.conflicts.some((i) => toLookAt(conflicts[i]));
  return el('tr', {},
    el('td', { 'data-label': 'Stated' }, el('a', { href: '#f-' + figure.id, class: 'figure' + (open ? ' disputed' : '') }, said(surface(figure)))),
    el('td', { 'data-label': 'Of what', class: 'about' }, el('span', {}, figure.entity ? said(figure.entity) : el('span', { class: 'faint' }, 'not known'), figure.metric ? [el('br'), el('span', { class: 'faint' }, said(figure.metric))] : null)),
    el('td', { 'data-label': 'Value', class: 'number' }, said(stated(figure))),
    el('td', { 'data-label': 'For' }, period(figure.period_start, figure.period_end)),
    el('td', { 'data-label': 'As' }, figure.modality + (figure.change === 'level' ? '' : ', ' + figure.change)),
    el('td', { 'data-label': 'Source' }, el('span', {}, said(outlet(article)), el('br'), el('span', { class: 'faint' }, time(article.published)))),
    el('td', { 'data-label': 'Fact' }, fact ? el('a', { href: '#fact-' + fact.id }, STATUS_WORDS[fact.status] || fact.status) : ''));
}

function figureListing(body) {
  const texts = (get) => (a, b) => { const x = get(a) || '\uffff', y = get(b) || '\uffff'; return x < y ? -1 : x > y ? 1 : a.i - b.i; };
  const down = (get) => (a, b) => { const x = get(a) || '', y = get(b) || ''; return x > y ? -1 : x < y ? 1 : a.i - b.i; };
  return new Listing({
    name: 'figures', noun: 'figure', rows: figures, body, draw: figureRow, stretch: 60, words: figureText,
    facets: [
      { key: 'kind', label: 'Kind', value: (f) => f.kind },
      { key: 'modality', label: 'As', value: (f) => f.modality },
      { key: 'status', label: 'Fact', value: (f) => (facts[f.fact] || {}).status, names: STATUS_WORDS, order: ['conflicting', 'updated', 'corroborated', 'single'] },
      { key: 'outlet', label: 'Outlet', value: (f) => outlet(articleOf(f)), names: {} },
    ],
    sorts: [
      { key: 'newest', label: 'Newest article' },
      { key: 'entity', label: 'Of what', compare: texts((f) => f.entity) },
      { key: 'value', label: 'Largest value', compare: (a, b) => (b.money_high ?? b.base_high ?? b.high ?? 0) - (a.money_high ?? a.base_high ?? a.high ?? 0) || a.i - b.i },
      { key: 'unit', label: 'Unit', compare: texts((f) => f.unit) },
      { key: 'period', label: 'Latest period', compare: down((f) => f.period_end) },
      { key: 'outlet', label: 'Outlet', compare: texts((f) => outlet(articleOf(f))) },
      { key: 'unsure', label: 'Least sure reading', compare: (a, b) => a.confidence - b.confidence || a.i - b.i },
    ],
  });
}
