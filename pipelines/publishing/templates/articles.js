// Articles: the full text, every figure in it a link, and what is known of the figure that is chosen.

// Marks of an article's text in order; where two overlap the first keeps its place.
function marksOf(article) {
  const marks = [];
  let reach = 0;
  for (const i of article.figures) {
    const figure = figures[i];
    if (figure.start < reach || figure.end <= figure.start || figure.end > article.text.length) continue;
    marks.push(figure);
    reach = figure.end;
  }
  return marks;
}

function markLink(figure, text) {
  const open = figure.conflicts.some((i) => toLookAt(conflicts[i]));
  return el('a', { href: '#f-' + figure.id, id: 'f-' + figure.id, class: 'figure' + (open ? ' disputed' : ''), 'data-place': figure.i }, text);
}

// The text from `from` to `to` as nodes; the chosen figure's sentence is wrapped in a mark.
function stretchOf(article, marks, from, to, chosen) {
  const nodes = [];
  const cut = (a, b) => {
    const out = [];
    let at = a;
    for (const figure of marks) {
      if (figure.end <= a) continue;
      if (figure.start >= b) break;
      const start = Math.max(figure.start, a), end = Math.min(figure.end, b);
      if (start > at) out.push(article.text.slice(at, start));
      out.push(markLink(figure, article.text.slice(start, end)));
      at = end;
    }
    if (at < b) out.push(article.text.slice(at, b));
    return out;
  };
  const s = chosen ? Math.min(Math.max(chosen.sentence_start, from), to) : to;
  const e = chosen ? Math.max(Math.min(chosen.sentence_end, to), s) : to;
  if (s > from) nodes.push(...cut(from, s));
  if (e > s) nodes.push(el('mark', { class: 'sentence' }, cut(s, e)));
  if (e < to) nodes.push(...cut(e, to));
  return nodes;
}

// The lines of the text as blocks: lines of cells between pipes become tables, the rest paragraphs.
function textBlocks(article, chosen) {
  const marks = marksOf(article), text = article.text, blocks = [];
  let at = 0, table = null, first = true;
  while (at <= text.length) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    const line = text.slice(at, end);
    if (/^\s*\|.*\|\s*$/.test(line)) {
      if (!table) { table = el('table'); blocks.push(el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table in the article' }, table)); }
      const row = el('tr');
      let open = at + line.indexOf('|') + 1;
      for (let bar = text.indexOf('|', open); bar >= 0 && bar < end; bar = text.indexOf('|', open)) {
        row.append(el(table.children.length ? 'td' : 'th', table.children.length ? { dir: 'auto' } : { dir: 'auto', scope: 'col' }, stretchOf(article, marks, open, bar, chosen)));
        open = bar + 1;
      }
      table.append(row);
    } else {
      table = null;
      if (line.trim()) {
        const tag = first && article.title && line.trim() === article.title.trim() ? 'h3' : 'p';
        blocks.push(el(tag, { dir: 'auto', class: /^\s*- /.test(line) ? 'item' : null }, stretchOf(article, marks, at, end, chosen)));
        first = false;
      }
    }
    at = end + 1;
  }
  return blocks;
}

function field(name, ...value) {
  const known = value.flat(3).some((part) => part !== null && part !== undefined && part !== '' && part !== false);
  return known ? [el('dt', {}, name), el('dd', {}, value)] : null;
}

function figurePanel(figure) {
  const article = articleOf(figure), fact = facts[figure.fact], pair = figures[figure.pair], value = comparable(figure, false);
  const place = article.figures.indexOf(figure.i);
  const before = figures[article.figures[place - 1]], after = figures[article.figures[place + 1]];
  const asStated = range(figure.low, figure.high, figure.unit);
  const inBase = range(value.low, value.high, value.unit);
  return el('aside', { class: 'panel', 'aria-label': 'The chosen figure' },
    el('div', { class: 'panel-head' }, el('h3', {}, said(surface(figure))), el('a', { class: 'close', href: '#a-' + article.id, 'aria-label': 'Close' }, '×')),
    figure.conflicts.map((i) => el('p', { class: 'alert ' + conflicts[i].severity }, el('a', { href: '#c-' + conflicts[i].id }, capital(conflicts[i].severity) + ' conflict: '), said(conflicts[i].explanation))),
    el('dl', {},
      field('Of', figure.entity ? said(figure.entity) : null),
      field('Measures', figure.metric ? said(figure.metric) : null),
      field('Narrowed to', figure.scope ? said(figure.scope) : null),
      field('Stated', stated(figure)),
      field('Allows', inBase && inBase !== asStated ? said(inBase) : null),
      field('In ' + record.currency, figure.money_low === null || figure.base_unit === record.currency ? null
        : [range(figure.money_low, figure.money_high, record.currency), figure.fx_rate === null ? null : el('span', { class: 'faint' }, ' at ' + figure.fx_rate + (figure.fx_date ? ' of ' + day(figure.fx_date) : ''), figure.fx_source ? [', ', said(figure.fx_source)] : null)]),
      field('For', period(figure.period_start, figure.period_end), figure.period_text && figure.period_text !== period(figure.period_start, figure.period_end) ? [' (', said(figure.period_text), ')'] : null),
      field('As', figure.modality + (figure.change === 'level' ? '' : ', ' + figure.change)),
      field('Said by', figure.attribution ? said(figure.attribution) : null),
      field('Converted to', pair ? el('a', { href: '#f-' + pair.id }, said(surface(pair))) : null),
      field('Fact', fact ? [el('a', { href: '#fact-' + fact.id }, STATUS_WORDS[fact.status] || fact.status), fact.n_sources > 1 ? ' · ' + plural(fact.n_sources, 'source') : ''] : null),
      field('Read by rule', el('code', {}, figure.rule), ' · ' + Math.round((figure.confidence || 0) * 100) + ' % sure'),
      field('Id', el('code', {}, figure.id))),
    el('p', { class: 'step' }, before ? el('a', { href: '#f-' + before.id }, '← previous figure') : el('span', {}), after ? el('a', { href: '#f-' + after.id }, 'next figure →') : null));
}

function articleView(article, chosen) {
  const source = outLink(article.url, 'Open the original');
  const original = articles[article.wire];
  const meta = el('p', { class: 'meta' },
    el('span', { class: 'outlet' }, said(outlet(article))), ' · ', time(article.published), article.dated_by ? el('span', { class: 'faint' }, ' (dated by ' + article.dated_by.replaceAll('_', ' ') + ')') : null,
    ' · ', plural(article.figures.length, 'figure'), article.conflicts ? ' · ' + plural(article.conflicts, 'conflict') : null, source ? [' · ', source] : null,
    el('br'), el('span', { class: 'faint path' }, said(article.path)),
    original && original !== article ? [el('br'), 'A copy (' + Math.round(article.similarity * 100) + ' % the same) of ', el('a', { href: '#a-' + original.id }, said(headline(original))), '; both count as one source.'] : null);
  return [
    el('p', { class: 'back' }, el('a', { href: '#articles' }, '← All articles')),
    el('article', { class: 'paper', id: 'a-' + article.id, tabindex: '-1', lang: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(article.language || '') ? article.language : null },
      article.title && article.text.trimStart().startsWith(article.title.trim()) ? null : el('h3', { dir: 'auto' }, headline(article)),
      meta, el('div', { class: 'prose' }, textBlocks(article, chosen))),
    chosen ? figurePanel(chosen) : null,
  ];
}

function articleCard(article) {
  return el('article', { class: 'card slim' },
    el('h3', {}, el('a', { href: '#a-' + article.id }, said(headline(article)))),
    el('p', { class: 'faint' }, said(outlet(article)), ' · ', time(article.published), ' · ', plural(article.figures.length, 'figure'),
      article.conflicts ? [' · ', el('span', { class: 'warm' }, plural(article.conflicts, 'conflict'))] : null,
      article.wire !== article.i && article.wire >= 0 ? ' · copy of a wire story' : null));
}

function articleListing(body) {
  return new Listing({
    name: 'articles', noun: 'article', rows: articles, body, draw: articleCard, stretch: 60,
    words: (a) => [a.id, a.title, a.publisher, a.path, a.text].filter(Boolean).join(' '),
    facets: [
      { key: 'outlet', label: 'Outlet', value: outlet, names: {} },
      { key: 'language', label: 'Language', value: (a) => a.language },
      { key: 'dated', label: 'Date', value: (a) => (a.published ? 'dated' : 'undated') },
    ],
    sorts: [
      { key: 'newest', label: 'Newest' },
      { key: 'conflicts', label: 'Most conflicts', compare: (a, b) => b.conflicts - a.conflicts || a.i - b.i },
      { key: 'figures', label: 'Most figures', compare: (a, b) => b.figures.length - a.figures.length || a.i - b.i },
      { key: 'outlet', label: 'Outlet', compare: (a, b) => outlet(a).localeCompare(outlet(b)) || a.i - b.i },
    ],
  });
}
