// Conflicts: both sentences side by side, the values on one axis, the cause, and what speaks for comparing them.

const QUOTES = 6; // sentences shown at once
const MEMBERS = 60; // figures of one conflict that are shown

const chip = (text, kind) => el('span', { class: 'chip ' + (kind || '') }, text);

// A sentence with its figures marked; `list` holds figures of one sentence, `kindOf` gives the class of each.
function sentence(list, kindOf) {
  const figure = list[0], last = list[list.length - 1];
  const text = articleOf(figure).text;
  let from = figure.sentence_start, to = figure.sentence_end, lead = '', trail = '';
  if (to - from > 520) { // a table row or a sentence without end: what stands around the figure
    if (figure.start - from > 220) { from = figure.start - 200; lead = '… '; }
    if (to - last.end > 260) { to = last.end + 240; trail = ' …'; }
  }
  const row = text[from] === '|'; // of a printed table
  const tidy = (part) => (row ? part.replace(/\s*\|\s*/g, ' · ') : part);
  const parts = [];
  let at = from;
  for (const one of list) {
    if (one.start < at) continue;
    parts.push(at === from ? tidy(text.slice(at, one.start)).replace(/^[\s·]+/, '') : tidy(text.slice(at, one.start)));
    parts.push(el('a', { href: '#f-' + one.id, class: 'figure ' + kindOf(one) }, text.slice(one.start, one.end)));
    at = one.end;
  }
  return el('bdi', { dir: 'auto' }, lead, parts, tidy(text.slice(at, to)).replace(row ? /[\s·]+$/ : /\s+$/, ''), trail);
}

// The value as stated: "about 20 projects", "186.4 bn CNY".
function stated(figure) {
  const value = range(figure.low, figure.high, figure.unit);
  const bound = BOUND_WORDS[figure.bound];
  return bound && figure.bound === '~' ? bound + ' ' + value : value;
}

function reading(figure) {
  const parts = [stated(figure)];
  const money = figure.money_low !== null && figure.base_unit !== record.currency ? brief(figure.money_low, figure.money_high, record.currency) : '';
  if (money) parts.push('≈ ' + money);
  if (figure.change !== 'level') parts.push(figure.change);
  if (figure.modality !== 'actual') parts.push(figure.modality);
  const when = period(figure.period_start, figure.period_end);
  if (when) parts.push(when);
  return parts.join(' · ');
}

function quote(list, sides, named) {
  const figure = list[0];
  const article = articleOf(figure), kindOf = (one) => sideClass(sides.get(one.i) ?? 0);
  const kinds = new Set(list.map(kindOf)), url = outLink(article.url, 'original');
  return el('figure', { class: 'quote ' + (kinds.size === 1 ? kindOf(figure) : 'both') },
    el('figcaption', {}, el('span', { class: 'outlet' }, said(outlet(article))), ' ', time(article.published),
      article.wire !== article.i && article.wire >= 0 ? [' ', chip('copy of a wire story')] : null),
    named && figure.metric && list.length === 1 ? el('p', { class: 'measured' }, said(figure.metric)) : null,
    el('blockquote', {}, el('p', {}, sentence(list, kindOf))),
    list.map((one) => el('p', { class: 'reading' }, list.length > 1 ? [said(surface(one)), ' read as '] : 'Read as ', said(reading(one)), one.attribution ? [', said by ', said(one.attribution)] : null)),
    el('p', { class: 'onward' }, el('a', { href: '#f-' + figure.id }, 'See it in the article', el('span', { class: 'unseen' }, ' ', said(headline(article)))), url ? [' · ', url] : null));
}

function reviewLine(conflict) {
  if (conflict.review === 'open') return null;
  const word = conflict.review === 'dismissed' ? 'Dismissed' : 'Confirmed';
  return el('p', { class: 'review ' + conflict.review },
    el('strong', {}, word), conflict.reviewer ? [' by ', said(conflict.reviewer)] : null, conflict.on ? [' on ', time(conflict.on)] : null,
    conflict.reason ? [': ', said(conflict.reason)] : null,
    conflict.stale ? [' ', chip('evidence changed since', 'stale')] : null);
}

function copyable(command) {
  const code = el('code', {}, command);
  const button = el('button', { type: 'button', class: 'quiet', onclick: async () => {
    try { await navigator.clipboard.writeText(command); button.textContent = 'Copied'; } catch (_) {
      const all = document.createRange(); all.selectNodeContents(code);
      getSelection().removeAllRanges(); getSelection().addRange(all); button.textContent = 'Selected';
    }
  } }, 'Copy');
  return el('div', { class: 'command' }, code, button);
}

function comparisonRow(pair) {
  const a = figures[pair.a], b = figures[pair.b];
  if (!a || !b) return null;
  return el('div', { class: 'pair' },
    el('p', {}, said(pair.explanation)),
    el('p', { class: 'faint' }, strings[pair.verdict] === 'agree' ? 'They agree' : strings[pair.verdict] === 'update' ? 'One is a later state' : 'They disagree',
      ' · ', Math.round(pair.score * 100), ' % sure that both are about the same thing', pair.gap ? ' · ' + short(pair.gap * 100, 3) + ' % apart' : ''),
    pair.evidence.length ? evidenceList(pair.evidence) : null);
}

function conflictTitle(conflict) {
  const fact = facts[conflict.fact];
  const about = subject(fact || figures[conflict.figures[0]] || {});
  if (!about.length) return [TYPE_WORDS[conflict.type] || conflict.type];
  return about.map((part, n) => [n ? ', ' : '', said(n ? part : capital(part))]);
}

const titleText = (conflict) => subject(facts[conflict.fact] || figures[conflict.figures[0]] || {}).join(', ') || conflict.explanation;

// Figures of a conflict as they are shown: with their side, the first of each side and outlet before the rest.
function sidesOf(conflict) {
  const list = conflict.figures.slice(0, MEMBERS).map((i) => figures[i]);
  const sides = new Map();
  const groups = axisGroups(list);
  for (const values of groups.values()) {
    if (conflict.type === 'arithmetic') for (const value of values) value.side = 0; else takeSides(values);
    for (const value of values) sides.set(value.figure.i, value.side);
  }
  const seen = new Set();
  const first = [], rest = [];
  for (const figure of list) {
    const key = (sides.get(figure.i) ?? 0) + '/' + figure.article;
    (seen.has(key) ? rest : first).push(figure);
    seen.add(key);
  }
  if (conflict.type === 'arithmetic') return { sides, groups, ordered: list };
  first.sort((p, q) => (sides.get(p.i) ?? 0) - (sides.get(q.i) ?? 0));
  return { sides, groups, ordered: first.concat(rest) };
}

const inOrder = (values) => values.slice().sort((p, q) => lowest(p) - lowest(q) || highest(p) - highest(q) || p.figure.i - q.figure.i);

function conflictCard(conflict) {
  const { sides, groups, ordered } = sidesOf(conflict);
  // Parts and totals of one article are told apart by what they measure.
  const named = new Set(ordered.map((figure) => (figure.metric || '').toLowerCase())).size > 1 && (conflict.type === 'arithmetic' || new Set(ordered.map((figure) => figure.article)).size === 1);
  const width = Math.max(280, Math.min(listings.conflicts.body.clientWidth - (innerWidth > 700 ? 60 : 34), 1000));
  // Figures of one sentence stand in one quotation.
  const together = new Map();
  for (const figure of ordered) {
    const key = figure.article + '/' + figure.sentence_start;
    if (!together.has(key)) together.set(key, []);
    together.get(key).push(figure);
  }
  for (const list of together.values()) list.sort((p, q) => p.start - q.start);
  const quotes = [...together.values()].map((list) => quote(list, sides, named));
  const fact = facts[conflict.fact];
  const when = fact ? period(fact.period_start, fact.period_end) : '';
  return el('article', { class: 'card conflict ' + conflict.severity + (toLookAt(conflict) ? '' : ' settled'), id: 'c-' + conflict.id, tabindex: '-1' },
    el('header', {},
      el('p', { class: 'labels' }, chip(conflict.severity, 'severity ' + conflict.severity), chip(TYPE_WORDS[conflict.type] || conflict.type),
        conflict.cause === 'none' ? null : chip(CAUSE_WORDS[conflict.cause] || conflict.cause, 'cause'),
        el('a', { class: 'self', href: '#c-' + conflict.id, 'aria-label': 'Link to this conflict' }, '#')),
      el('h3', {}, conflictTitle(conflict)),
      el('p', { class: 'explanation' }, said(conflict.explanation)),
      reviewLine(conflict)),
    el('div', { class: 'quotes' }, quotes.slice(0, QUOTES)),
    quotes.length > QUOTES ? el('details', {}, el('summary', {}, plural(quotes.length - QUOTES, 'more sentence')), el('div', { class: 'quotes' }, quotes.slice(QUOTES))) : null,
    [...groups].map(([unit, values]) => values.length > 1 ? el('div', { class: 'picture' }, intervalPicture(inOrder(values).slice(0, 14), unit, width, named)) : null),
    el('p', { class: 'facts-line faint' },
      [when, plural(conflict.n_sources, 'independent source'), conflict.gap ? short(conflict.gap * 100, 3) + ' % apart' : ''].filter(Boolean).join(' · '),
      fact ? [' · ', el('a', { href: '#fact-' + fact.id }, 'all statements of this fact')] : null),
    conflict.pairs.length ? el('details', {}, el('summary', {}, 'Why these are compared'), conflict.pairs.map(comparisonRow)) : null,
    el('details', {}, el('summary', {}, 'Decide'),
      el('p', {}, 'A decision is kept in reviews.toml and holds until the evidence changes. In a terminal, beside the warehouse:'),
      copyable('crosstally review ' + conflict.id + ' --dismiss --reason "…"'),
      copyable('crosstally review ' + conflict.id + ' --confirm --reason "…"'),
      ordered.length ? copyable('crosstally review ' + conflict.id + ' --prefer ' + ordered[0].id + ' --reason "…"') : null));
}

function conflictListing(body) {
  const names = (conflict) => [...new Set(conflict.figures.map((i) => outlet(articleOf(figures[i]))))];
  const latest = (conflict) => conflict.figures.reduce((last, i) => { const at = articleOf(figures[i]).published || ''; return at > last ? at : last; }, '');
  return new Listing({
    name: 'conflicts', noun: 'conflict', rows: conflicts, body, draw: conflictCard, stretch: 8,
    words: (c) => [c.id, c.explanation, titleText(c), c.reason || '', ...c.figures.map((i) => { const f = figures[i]; return outlet(articleOf(f)) + ' ' + articleOf(f).text.slice(f.sentence_start, f.sentence_end); })].join(' '),
    facets: [
      { key: 'review', label: 'Review', value: (c) => c.review, first: 'todo', all: 'All', order: ['open', 'confirmed', 'dismissed'],
        extra: [['todo', 'To look at'], ['stale', 'Evidence changed']], extraTests: { todo: toLookAt, stale: (c) => c.stale } },
      { key: 'severity', label: 'Severity', value: (c) => c.severity, order: ['high', 'medium', 'low'] },
      { key: 'type', label: 'Kind', value: (c) => c.type, names: TYPE_WORDS },
      { key: 'cause', label: 'Cause', value: (c) => c.cause, names: CAUSE_WORDS },
      { key: 'outlet', label: 'Outlet', value: names, names: {} },
    ],
    sorts: [
      { key: 'severity', label: 'Most pressing' },
      { key: 'newest', label: 'Newest', compare: (a, b) => (latest(a) < latest(b) ? 1 : latest(a) > latest(b) ? -1 : a.i - b.i) },
      { key: 'gap', label: 'Widest gap', compare: (a, b) => (b.gap || 0) - (a.gap || 0) || a.i - b.i },
      { key: 'sources', label: 'Most sources', compare: (a, b) => b.n_sources - a.n_sources || a.i - b.i },
    ],
  });
}
