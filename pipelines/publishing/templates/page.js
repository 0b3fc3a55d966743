// The page: its sections, and the way from an address to what it names.

const main = document.getElementById('main');
const listings = {};

function section(name, title, ...content) {
  const node = el('section', { class: 'view', id: 'view-' + name, hidden: true, 'aria-labelledby': 'title-' + name },
    el('h2', { id: 'title-' + name, tabindex: '-1', class: 'unseen' }, title), content);
  main.append(node);
  return node;
}

// Sections are built when first opened.
const BUILD = {
  conflicts: () => listed('conflicts', 'Conflicts', el('div', { class: 'cards' }), conflictListing),
  facts: () => listed('facts', 'Facts', el('div', { class: 'cards' }), factListing),
  figures: () => {
    const body = el('tbody');
    const heads = ['Stated', 'Of what', 'Value', 'For', 'As', 'Source', 'Fact'];
    return listed('figures', 'Figures', body, figureListing, tableAround(heads, body));
  },
  articles: () => {
    const view = listed('articles', 'Articles', el('div', { class: 'cards' }), articleListing);
    view.append(el('div', { class: 'reader', hidden: true }));
    return view;
  },
  changes: () => {
    const all = record.counts.changes;
    const note = !all ? el('p', { class: 'found' }, 'Nothing changed since the run before, or this was the first run.')
      : el('p', { class: 'faint' }, record.changes.by_kind.map(([table, change, n]) => count(n) + ' ' + change + ' ' + table).join(' · '));
    if (!all) return section('changes', 'What changed', note);
    const view = listed('changes', 'What changed', el('ul', { class: 'changes' }), changeListing);
    view.querySelector('h2').after(note);
    return view;
  },
  sources: () => section('sources', 'Sources',
    el('p', { class: 'faint' }, 'How often an outlet stands alone against two or more independent others, over the facts that others state too. The bar is the 90 % interval: a wide one says that little was compared.'), sourcesTable()),
  rejects: () => {
    if (!record.rejects.rows.length) return section('rejects', 'Turned away', el('p', { class: 'found' }, 'Nothing was turned away.'));
    const body = el('tbody');
    return listed('rejects', 'Turned away', body, rejectListing, tableAround(['File', 'At', 'Rule', 'Reason'], body));
  },
  about: () => section('about', 'How to read this', aboutText()),
};

const tableAround = (heads, body) => el('div', { class: 'sheet' }, el('table', { class: 'wide' }, el('thead', {}, el('tr', {}, heads.map((name) => el('th', { scope: 'col' }, name)))), body));

function listed(name, title, body, make, around) {
  const listing = make(body);
  listings[name] = listing;
  return section(name, title, el('div', { class: 'list' }, listing.tools, listing.status, listing.less, around || body, listing.more));
}

const views = {};
let current = null;

function open(name) {
  if (!views[name]) views[name] = BUILD[name]();
  for (const [other, view] of Object.entries(views)) view.hidden = other !== name;
  for (const link of document.querySelectorAll('#sections a')) {
    if (link.getAttribute('href') === '#' + name) { link.setAttribute('aria-current', 'page'); if (current !== name) link.parentNode.parentNode.scrollTo({ left: link.offsetLeft - 60 }); } else link.removeAttribute('aria-current');
  }
  current = name;
}

function land(node) {
  node.scrollIntoView({ block: 'center', behavior: 'instant' });
  node.focus({ preventScroll: true });
}

function reader(article, chosen) {
  open('articles');
  const view = views.articles, box = view.querySelector('.reader');
  view.querySelector('.list').hidden = true;
  box.hidden = false;
  box.classList.toggle('with-panel', !!chosen);
  if (chosen && box.dataset.article === String(article.i)) {
    const paper = box.querySelector('.prose');
    paper.replaceChildren(...textBlocks(article, chosen));
    const panel = box.querySelector('.panel');
    if (panel) panel.replaceWith(figurePanel(chosen)); else box.append(figurePanel(chosen));
  } else {
    box.replaceChildren(...articleView(article, chosen).filter(Boolean));
    box.dataset.article = article.i;
  }
  document.title = headline(article) + ' · Crosstally';
  if (!chosen) { scrollTo(0, Math.min(scrollY, document.querySelector('.masthead').offsetHeight)); box.querySelector('.paper').focus({ preventScroll: true }); return; }
  const link = document.getElementById('f-' + chosen.id) || box.querySelector('mark.sentence');
  if (link) { link.classList.add('chosen'); link.setAttribute('aria-current', 'true'); land(link); }
}

// Shows a list. One that was open before with the same search is left as it was.
function list(name, query) {
  open(name);
  if (name === 'articles') {
    views.articles.querySelector('.list').hidden = false;
    views.articles.querySelector('.reader').hidden = true;
  }
  const listing = listings[name];
  if (listing && listing.query !== (query || '')) listing.set(Object.fromEntries(new URLSearchParams(query || '')));
  if (listing) listing.query = query || '';
  document.title = views[name].querySelector('h2').textContent + ' · Crosstally';
}

function within(name, row, id) {
  if (!listings[name] || current !== name) list(name);
  listings[name].show(row);
  const node = document.getElementById(id);
  for (const other of document.querySelectorAll('.landed')) other.classList.remove('landed');
  if (!node) return;
  if (node.closest('details')) node.closest('details').open = true;
  node.classList.add('landed');
  node.scrollIntoView({ block: 'start', behavior: 'instant' });
  node.focus({ preventScroll: true });
}

function decoded(hash) {
  try { return decodeURIComponent(hash); } catch (_) { return hash; }
}

function go() {
  const hash = decoded(location.hash.slice(1));
  if (hash === 'main') { main.focus(); return; }
  let match;
  if ((match = /^f-(.+)$/.exec(hash)) && figureById.has(match[1])) { const figure = figures[figureById.get(match[1])]; reader(articleOf(figure), figure); return; }
  if ((match = /^a-(.+)$/.exec(hash)) && articleById.has(match[1])) { reader(articles[articleById.get(match[1])], null); return; }
  if ((match = /^c-(.+)$/.exec(hash)) && conflictById.has(match[1])) { within('conflicts', conflicts[conflictById.get(match[1])], hash); return; }
  if ((match = /^fact-(.+)$/.exec(hash)) && factById.has(match[1])) { within('facts', seriesByFact.get(factById.get(match[1])), hash); return; }
  // An id as the tables have it is an address too.
  if (conflictById.has(hash)) { location.replace('#c-' + hash); return; }
  if (factById.has(hash)) { location.replace('#fact-' + hash); return; }
  if (figureById.has(hash)) { location.replace('#f-' + hash); return; }
  if (articleById.has(hash)) { location.replace('#a-' + hash); return; }
  const [name, query] = location.hash.slice(1).split('?');
  const wanted = name in BUILD ? name : 'conflicts';
  const missing = hash && !(name in BUILD);
  list(wanted, query);
  if (missing) main.prepend(el('p', { class: 'alert medium missing', role: 'alert' }, 'This page holds nothing under ', el('code', {}, '#' + clip(hash, 80)), '. It may be gone since the address was written; see ', el('a', { href: '#changes' }, 'what changed'), '.'));
  else {
    const stood = places.get(location.hash || '#conflicts');
    if (stood !== undefined) scrollTo(0, stood);
    else if (location.hash) scrollTo(0, Math.min(scrollY, document.querySelector('.masthead').offsetHeight));
    if (location.hash) views[wanted].querySelector('h2').focus({ preventScroll: true });
  }
}

// Where the reader stood in each list, to come back to.
const places = new Map();
history.scrollRestoration = 'manual';

addEventListener('hashchange', (event) => {
  const left = new URL(event.oldURL).hash;
  if (!/^#(f|a|c|fact)-/.test(left)) places.set(left || '#conflicts', scrollY);
  for (const node of document.querySelectorAll('.missing')) node.remove();
  go();
});

addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const search = views[current] && views[current].querySelector('.list:not([hidden]) input[type=search]');
  if (search) { event.preventDefault(); search.focus(); }
});

addEventListener('beforeprint', () => { if (listings[current]) listings[current].extend(300); });

// Light, dark, or as the system has it.
const themeButton = document.getElementById('theme');
const THEMES = ['auto', 'light', 'dark'];
function setTheme(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = theme;
  themeButton.textContent = 'Theme: ' + theme;
}
let theme = 'auto';
try { theme = localStorage.getItem('crosstally-theme') || 'auto'; } catch (_) { /* nothing is kept */ }
if (!THEMES.includes(theme)) theme = 'auto';
themeButton.hidden = false;
themeButton.addEventListener('click', () => {
  theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  setTheme(theme);
  try { localStorage.setItem('crosstally-theme', theme); } catch (_) { /* nothing is kept */ }
});
setTheme(theme);

const newest = document.getElementById('newest');
if (newest) newest.textContent = day(newest.getAttribute('datetime'));
go();
