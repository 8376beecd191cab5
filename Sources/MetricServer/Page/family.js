// A family.

class Family {
  constructor(data) {
    this.data = data;
    this.all = new Map();
    this.series = [];
    this.wanted = [];
    this.showsAll = false;
    this.kind = make('span', { class: 'kind' });
    this.help = make('div', { class: 'help' });
    this.head = this.headings();
    this.table = make('table', { class: 'rows', role: 'table' },
      make('caption', { class: 'unseen' }, `Series of ${data.name}`), this.head);
    this.allButton = make('button', { type: 'button', class: 'all' });
    this.allButton.addEventListener('click', () => this.toggleAll());
    this.node = make('section', {},
      make('div', { class: 'head' }, make('h2', {}, data.name), this.kind), this.help,
      make('div', { class: 'scroll' }, this.table), this.allButton);
  }

  headings() {
    const columns = columnsOf(this.data.type).map(({ heading, note, kind }) =>
      make('th', { scope: 'col', role: 'columnheader', class: kind ?? '' }, heading,
        ...(note ? [make('small', {}, note)] : [])));
    return make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' },
      make('th', { scope: 'col', role: 'columnheader' }, 'Labels'), ...columns));
  }

  /** Takes what an update says of the family and its series. */
  update(data, place) {
    this.data = data;
    this.place = place;
    this.tick = ticks.number;
    data.series.forEach((entry, at) => {
      const key = JSON.stringify(entry.labels);
      let series = this.all.get(key);
      if (!series) this.all.set(key, series = new Series(this, entry.labels, key));
      series.take(entry, at);
    });
  }

  /** Drops series that were last there before a tick; those not selected now keep their history. */
  forget(tick) {
    for (const [key, series] of this.all) if (series.tick < tick) this.all.delete(key);
  }

  get isThere() { return this.tick === ticks.number; }

  /** Whether words are found: in name and help, or those that are not there in a series' labels. */
  find(words) {
    const text = `${this.data.name} ${this.data.help}`.toLowerCase();
    this.wanted = words.filter((word) => !text.includes(word));
    return this.wanted.length === 0 || [...this.all.values()].some((series) => this.shows(series));
  }

  /** Whether a series is there, and has in its labels what is looked for in them. */
  shows(series) {
    return series.tick === ticks.number && this.wanted.every((word) => series.text.includes(word));
  }

  /** Sorts the series; while a reader is at work in the list, what is there keeps its place. */
  sort(order, isHeld) {
    const there = [...this.all.values()].filter((series) => this.shows(series));
    if (isHeld) {
      const known = new Set(this.series);
      this.series = this.series.filter((series) => this.shows(series))
        .concat(there.filter((series) => !known.has(series)));
    } else {
      this.series = sorted(there, (series) => rank(series, order));
    }
    this.rank = this.series.reduce(
      (top, series) => Math.max(top, rank(series, order)), -Infinity);
  }

  show() {
    const { type, unit, help } = this.data;
    const shown = inquiry.omitted > 0 ? ' shown' : '';
    const found = this.wanted.length > 0 ? ' found' : '';
    const count = plural(this.series.length, 'series', 'series') + (found || shown);
    setText(this.kind, [type, unit && `in ${unit}`, count].filter(Boolean).join(', '));
    if (changes(this, 'lastHelp', help)) this.help.replaceChildren(...helpNodes(help));
    this.showRows();
    setText(this.allButton, this.showsAll
      ? `Show the first ${FIRST_SERIES}` : `Show all ${plain(this.series.length)} series`);
    this.allButton.hidden = this.series.length <= FIRST_SERIES;
  }

  showRows() {
    const seen = this.showsAll ? this.series : this.series.slice(0, FIRST_SERIES);
    const kept = new Set(seen);
    for (const series of this.all.values()) if (series.row && !kept.has(series)) hide(series);
    for (const series of seen) {
      if (series.row) {
        series.row.showUpdate();
      } else {
        series.row = new Row(series);
        series.row.show();
      }
    }
    arrange(this.table,
      [this.table.caption, this.head, ...seen.map((series) => series.row.node)]);
  }

  toggleAll() {
    this.showsAll = !this.showsAll;
    this.show();
  }
}

function hide(series) {
  series.row.remove();
  series.row = null;
}

/** A long help text is cut until it is opened. */
function helpNodes(help) {
  if (help === '') return [];
  const full = make('p', {}, make('bdi', {}, visibleLines(help)));
  if (help.length <= HELP_CUT) return [full];
  const start = make('bdi', {}, visible(cut(help, HELP_CUT)));
  return [make('details', {}, make('summary', {}, start), full)];
}
