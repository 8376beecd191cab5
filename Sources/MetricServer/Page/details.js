// What is beyond a row.

/** The details of a series: its labels whole, when it was created, what its value is made of. */
class Details {
  constructor(series, id, width) {
    this.series = series;
    this.facts = make('dl');
    this.parts = make('div');
    this.node = make('tr', { class: 'details', role: 'row', id },
      make('td', { colspan: width, role: 'cell' }, this.facts, this.parts));
  }

  show() {
    const [facts, parts] = [this.factPairs(), this.partRows()];
    if (changes(this, 'lastFacts', facts)) this.showFacts(facts);
    if (changes(this, 'lastParts', parts)) this.showParts(parts);
  }

  /** Each a name, a text, and what kind of name it is. */
  factPairs() {
    const { labels, data, family, value } = this.series;
    const pairs = Object.entries(labels)
      .map(([name, text]) => [name, visible(text), 'label-name']);
    if (data.created !== undefined) pairs.push(['created', moment(data.created), '']);
    if (data.count !== undefined) {
      if (data.count !== null) pairs.push(['exact count', exact(data.count), '']);
      if (data.sum !== null) pairs.push(['exact sum', exact(toNumber(data.sum)), '']);
    } else if (data.value !== undefined && family.data.type !== 'info') {
      pairs.push(['exact value', exact(value), '']);
    }
    return pairs;
  }

  showFacts(pairs) {
    this.facts.replaceChildren(...pairs.flatMap(([name, text, kind]) =>
      [make('dt', { class: kind }, name), make('dd', {}, make('bdi', {}, text))]));
  }

  /** The headings and rows of what the value is made of; the last column is a share of 1. */
  partRows() {
    const { data, family } = this.series;
    if (data.buckets) {
      return [['at most', 'count', 'in it', 'share'], ...bucketRows(data, family)];
    }
    if (!data.quantiles?.length) return [];
    const rows = data.quantiles.map(({ quantile, value }) =>
      [exact(toNumber(quantile)), inUnit(toNumber(value), family.data, true),
        exact(toNumber(value))]);
    return [['quantile', 'value', 'exact value'], ...rows];
  }

  showParts([headings, ...rows]) {
    if (!headings) return this.parts.replaceChildren();
    const head = headings.map((text) => make('th', { scope: 'col' }, text));
    this.parts.replaceChildren(make('table', { class: 'part' },
      make('thead', {}, make('tr', {}, ...head)),
      make('tbody', {}, ...rows.map(([name, ...cells]) => make('tr', {},
        make('th', { scope: 'row' }, name), ...cells.map(partCell))))));
  }
}

/** A text as it is; a number is a share, drawn as a bar. */
function partCell(content) {
  if (typeof content === 'string') return make('td', {}, content);
  return make('td', {}, make('svg',
    { viewBox: '0 0 100 10', preserveAspectRatio: 'none', role: 'img' },
    make('title', {}, `${plain(Number((content * 100).toPrecision(3)))} %`),
    make('rect', { width: content * 100, height: 10 })));
}

function bucketRows({ buckets }, family) {
  const count = buckets.at(-1)?.count ?? 0;
  let before = 0;
  return buckets.map((bucket) => {
    const inside = bucket.count - before;
    before = bucket.count;
    const bound = toNumber(bucket.le);
    return [inUnit(bound, family.data, true), plain(bucket.count), plain(inside),
      count > 0 ? inside / count : 0];
  });
}

/** Whether a value differs from the one that its owner remembers, which it then becomes. */
function changes(owner, name, value) {
  const text = JSON.stringify(value);
  if (owner[name] === text) return false;
  owner[name] = text;
  return true;
}
