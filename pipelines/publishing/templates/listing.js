// A list that can be searched, filtered and sorted, drawn a stretch at a time as the reader nears its end.

const STRETCH = 24;
const FAR = 40; // rows

// Which section is open decides where its words and choices are kept: in the address, after a question mark.
class Listing {
  // options: name, rows, words(row) → text to search, facets: [{key, label, value(row) → string|list, names, first}],
  // sorts: [{key, label, compare}], draw(row) → Node, noun, body (container), stretch
  constructor(options) {
    Object.assign(this, { stretch: STRETCH, facets: [], sorts: [] }, options);
    this.choice = { q: '', sort: this.sorts.length ? this.sorts[0].key : '' };
    for (const facet of this.facets) this.choice[facet.key] = facet.first || '';
    this.standard = { ...this.choice };
    this.found = [];
    this.drawn = 0;
    this.texts = null;
    this.tools = this.toolbar();
    this.status = el('p', { class: 'found', role: 'status' });
    this.more = el('button', { type: 'button', class: 'more', onclick: () => this.extend() }, 'Show more');
    this.less = el('button', { type: 'button', class: 'more', hidden: true, onclick: () => this.extendBack() }, 'Show earlier');
    this.watch = typeof IntersectionObserver === 'function'
      ? new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) this.extend(); }, { rootMargin: '900px' }) : null;
    if (this.watch) this.watch.observe(this.more);
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => this.gather()); else setTimeout(() => this.gather(), 300);
  }

  toolbar() {
    const id = 'tool-' + this.name;
    this.inputs = {};
    const search = el('input', {
      type: 'search', id: id + '-q', placeholder: 'Search ' + this.noun + 's', autocomplete: 'off', spellcheck: 'false', class: 'search',
      oninput: (event) => this.choose('q', event.target.value),
    });
    this.inputs.q = search;
    const bar = el('form', { class: 'tools', role: 'search', 'aria-label': 'Find ' + this.noun + 's', onsubmit: (event) => event.preventDefault() },
      el('div', { class: 'tool wide' }, el('label', { for: id + '-q' }, 'Search'), search));
    const fold = el('button', { type: 'button', class: 'quiet fold', 'aria-expanded': 'false', onclick: () => {
      const unfolded = bar.classList.toggle('unfolded');
      fold.setAttribute('aria-expanded', String(unfolded));
    } }, 'Filters');
    if (this.facets.length) bar.append(fold);
    for (const facet of this.facets) {
      const counts = new Map();
      for (const row of this.rows) for (const value of [facet.value(row)].flat()) if (value) counts.set(value, (counts.get(value) || 0) + 1);
      const values = facet.order ? facet.order.filter((v) => counts.has(v)) : [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
      if (values.length < 2 && !facet.extra) continue;
      const select = el('select', { id: id + '-' + facet.key, onchange: (event) => this.choose(facet.key, event.target.value) },
        (facet.extra || []).map(([value, label]) => el('option', { value }, label)),
        el('option', { value: facet.extra ? '*' : '' }, facet.all || 'All'),
        values.slice(0, 400).map((value) => el('option', { value }, (facet.names && facet.names[value]) || capital(value), ' (' + count(counts.get(value)) + ')')));
      select.value = this.choice[facet.key];
      this.inputs[facet.key] = select;
      bar.append(el('div', { class: 'tool facet' }, el('label', { for: id + '-' + facet.key }, facet.label), select));
    }
    if (this.sorts.length > 1) {
      const select = el('select', { id: id + '-sort', onchange: (event) => this.choose('sort', event.target.value) }, this.sorts.map((sort) => el('option', { value: sort.key }, sort.label)));
      this.inputs.sort = select;
      bar.append(el('div', { class: 'tool facet sort' }, el('label', { for: id + '-sort' }, 'Sort by'), select));
    }
    bar.append(el('button', { type: 'button', class: 'quiet clear facet', onclick: () => { this.set({}); this.note(); } }, 'Clear'));
    return bar;
  }

  choose(key, value) {
    this.choice[key] = value;
    this.apply();
    this.note();
  }

  // Takes the choices over from an address; what it does not name goes back to the standard.
  set(choice) {
    this.choice = { ...this.standard };
    for (const [key, value] of Object.entries(choice)) if (key in this.standard) this.choice[key] = value;
    for (const [key, input] of Object.entries(this.inputs)) {
      input.value = this.choice[key];
      if (input.value !== this.choice[key]) { this.choice[key] = this.standard[key]; input.value = this.choice[key]; }
    }
    this.apply();
  }

  note() {
    const changed = Object.entries(this.choice).filter(([key, value]) => value !== this.standard[key]);
    const query = new URLSearchParams(changed).toString();
    this.query = query;
    try { history.replaceState(null, '', '#' + this.name + (query ? '?' + query : '')); } catch (_) { /* an address that cannot be changed stays */ }
  }

  // The text of each row, for the search; gathered once, when there is time.
  gather() {
    if (!this.texts) this.texts = this.rows.map((row) => this.words(row).toLowerCase());
  }

  matches() {
    const words = this.choice.q.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length) this.gather();
    const active = this.facets.filter((facet) => this.choice[facet.key] && this.choice[facet.key] !== '*');
    return this.rows.filter((row, n) => {
      for (const facet of active) {
        const wanted = this.choice[facet.key];
        if (facet.extraTests && wanted in facet.extraTests) { if (!facet.extraTests[wanted](row)) return false; continue; }
        const value = facet.value(row);
        if (Array.isArray(value) ? !value.includes(wanted) : value !== wanted) return false;
      }
      for (const word of words) if (!this.texts[n].includes(word)) return false;
      return true;
    });
  }

  apply() {
    const began = performance.now();
    this.found = this.matches();
    const sort = this.sorts.find((item) => item.key === this.choice.sort);
    if (sort && sort.compare) this.found.sort(sort.compare);
    this.begin(0);
    const all = this.rows.length;
    this.status.textContent = !all ? 'No ' + this.noun + 's.' : this.found.length === all ? plural(all, this.noun)
      : this.found.length ? count(this.found.length) + ' of ' + plural(all, this.noun) : 'No ' + this.noun + ' fits. Clear the search to see all ' + count(all) + '.';
    if (this.onapply) this.onapply();
    performance.measure('crosstally:' + this.name, { start: began, end: performance.now() });
  }

  // Draws anew, from the row at `first`.
  begin(first) {
    this.body.replaceChildren();
    this.begun = this.drawn = first;
    this.less.hidden = first === 0;
    this.extend();
  }

  extendBack() {
    const first = Math.max(0, this.begun - this.stretch);
    const part = document.createDocumentFragment();
    for (let at = first; at < this.begun; at++) part.append(this.draw(this.found[at]));
    this.body.prepend(part);
    this.begun = first;
    this.less.hidden = first === 0;
  }

  extend(upTo) {
    const until = Math.min(this.found.length, Math.max(this.drawn + this.stretch, upTo || 0));
    if (until > this.drawn) {
      const part = document.createDocumentFragment();
      for (; this.drawn < until; this.drawn++) part.append(this.draw(this.found[this.drawn]));
      this.body.append(part);
    }
    this.more.hidden = this.drawn >= this.found.length;
    // Seen again at once when the new stretch did not push the button out of sight.
    if (this.watch && !this.more.hidden) { this.watch.unobserve(this.more); this.watch.observe(this.more); }
  }

  // Makes sure that a row is drawn, whatever is being searched for.
  show(row) {
    let at = this.found.indexOf(row);
    if (at < 0) {
      this.query = null; // no longer what the address says
      this.set({});
      at = this.found.indexOf(row);
    }
    if (at < 0) {
      const open = {};
      for (const facet of this.facets) if (facet.extra) open[facet.key] = '*';
      this.set(open);
      at = this.found.indexOf(row);
    }
    // Far from what is drawn: start there, so that a link into a long list opens at once.
    if (at >= 0 && (at < this.begun || at > this.drawn + FAR)) this.begin(Math.max(0, at - 1));
    else if (at >= this.drawn) this.extend(at + 1);
  }
}
