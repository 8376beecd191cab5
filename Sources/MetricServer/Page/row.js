// What is seen of a series.

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
let idsGiven = 0;

/** Trends are drawn only in rows on or near the screen. */
const onScreen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    target.row.isOnScreen = isIntersecting;
    if (isIntersecting) target.row.show();
  }
}, { rootMargin: '200px' });

class Row {
  constructor(series) {
    this.series = series;
    this.details = null;
    this.isOnScreen = false;
    this.id = `details-${++idsGiven}`;
    this.columns = columnsOf(series.family.data.type);
    this.cells = this.columns.map(({ heading, kind }) =>
      make('td', { role: 'cell', 'data-head': heading, class: kind ?? '' }));
    this.updates = this.columns.map(({ fill }, at) => fill(this.cells[at]));
    this.node = make('tbody', { role: 'rowgroup' },
      make('tr', { role: 'row' }, this.heading(), ...this.cells));
    this.node.row = this;
    onScreen.observe(this.node);
  }

  heading() {
    const { labels, data } = this.series;
    this.button = make('button', {
      type: 'button', class: 'more', 'aria-expanded': false,
      'aria-label': `Details of ${labelWords(labels)}`,
    });
    this.button.addEventListener('click', () => this.toggle());
    const node = make('th', { scope: 'row', role: 'rowheader' }, make('div', { class: 'series' },
      this.button, make('span', { class: 'labels' }, ...labelNodes(labels))));
    if (data.created !== undefined) node.title = `created ${moment(data.created)}`;
    return node;
  }

  toggle() {
    if (this.details) this.details.node.remove();
    this.details = this.details ? null : new Details(this.series, this.id, this.cells.length + 1);
    this.button.setAttribute('aria-expanded', this.details !== null);
    if (!this.details) return this.button.removeAttribute('aria-controls');
    this.button.setAttribute('aria-controls', this.id);
    this.node.append(this.details.node);
    this.details.show();
  }

  show() {
    for (const update of this.updates) update(this.series);
    this.details?.show();
  }

  /** Shows an update; a row out of sight whose series stays as it is costs nothing. */
  showUpdate() {
    if (this.series.isSame && !this.isOnScreen && !this.details) return;
    this.show();
    const { isNew, hasMoved, family } = this.series;
    if (hasMoved && !isNew && this.isOnScreen && family.data.type !== 'duration') this.flash();
  }

  flash() {
    if (reducedMotion.matches || this.cells.length === 0) return;
    this.cells[0].animate([{ backgroundColor: 'var(--flash)' }, {}], 1200);
  }

  remove() {
    onScreen.unobserve(this.node);
    this.node.remove();
  }
}
