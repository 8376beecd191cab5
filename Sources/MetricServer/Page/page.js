// The page for people: asks the server for its JSON every two seconds and shows it.
//
//   ask -> receive -> Families.update -> Family.update -> Series.take    what is known
//                                     -> Family.show   -> Row.show       what is seen
//
// Names, help and label values are data: they become text nodes and attributes, never markup.
// A node of the document is made once and then changed in place, so that selections, open details
// and the place of the reader survive an update.
(() => {
  'use strict';

  const INTERVAL = 2000;
  const LONGEST_WAIT = 15000;
  const TIMEOUT = 10000;
  const TYPING_PAUSE = 300;
  const SERIES_LIMIT = 5000;
  /** How many series of a family and how many families are shown before one asks for all. */
  const FIRST_SERIES = 50;
  const FIRST_FAMILIES = 200;
  /** How many updates a trend goes back and is drawn for at least; the seconds of a rate. */
  const POINTS = 120;
  const LEAST_POINTS = 30;
  const RATE_SECONDS = 30;
  /** How many characters of a value and of a help text stand in the open. */
  const VALUE_CUT = 120;
  const HELP_CUT = 300;
  const LABELS_CUT = 12;

  // ---- Text ------------------------------------------------------------------------------------

  /** Controls, separators of lines, and what turns the direction of writing. */
  const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
  const SHORT_ESCAPES = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

  const escaped = (character) =>
    SHORT_ESCAPES[character] ?? '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0');

  /** A text in which everything can be seen. */
  const visible = (text) => text.replace(HIDDEN, escaped);

  /** As `visible`, with its line breaks left. */
  const visibleLines = (text) => text.split('\n').map(visible).join('\n');

  /** As `visible`, as it stands between the quotes of a selector. */
  const quoted = (text) => visible(text.replace(/["\\]/g, '\\$&'));

  /** The first `length` characters, without half of a pair. */
  function cut(text, length) {
    if (text.length <= length) return text;
    return text.slice(0, length).replace(/[\ud800-\udbff]$/, '') + '…';
  }

  const plural = (count, one, many) => `${plain(count)} ${count === 1 ? one : many}`;

  // ---- Numbers ---------------------------------------------------------------------------------

  const NOT_FINITE = { 'NaN': NaN, '+Inf': Infinity, '-Inf': -Infinity };
  const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
  const DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
  const BYTE_UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
  const NOTHING = ['–', ''];

  /** A number of the JSON, in which NaN and the infinities are strings. */
  const toNumber = (value) => (typeof value === 'string' ? NOT_FINITE[value] : value);

  /** All digits of a number. */
  function exact(value) {
    if (Number.isFinite(value)) return String(value);
    return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  }

  /** A number with as many digits as one reads. */
  function plain(value) {
    const size = Math.abs(value);
    if (!Number.isFinite(value)) return exact(value);
    if (size >= 1e15 || (size > 0 && size < 1e-4)) return String(Number(value.toPrecision(6)));
    return (size >= 1e5 || Number.isInteger(value) ? GROUPED : DIGITS).format(value);
  }

  function bytes(value) {
    if (!(Math.abs(value) >= 1024 && Math.abs(value) < Infinity)) return `${plain(value)} B`;
    let unit = -1;
    do {
      value /= 1024;
      unit++;
    } while (Math.abs(value) >= 1023.95 && unit < BYTE_UNITS.length - 1);
    return `${DIGITS.format(Number(value.toPrecision(4)))} ${BYTE_UNITS[unit]}`;
  }

  /** Seconds in the two largest units that say something: `3 h 5 min`, `12.5 ms`. */
  function time(seconds) {
    const size = Math.abs(seconds);
    if (!Number.isFinite(size)) return exact(seconds);
    const sign = seconds < 0 ? '-' : '';
    if (size < 59.995) return sign + shortTime(size);
    const units = [[31536000, 'y'], [86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
    let rest = Math.round(size);
    const first = units.findIndex(([length]) => rest >= length);
    const words = units.slice(first, first + 2).map(([length, name]) => {
      const count = Math.floor(rest / length);
      rest -= count * length;
      return count > 0 ? `${plain(count)} ${name}` : '';
    });
    return sign + words.filter(Boolean).join(' ');
  }

  function shortTime(seconds) {
    const units = [[1, 's'], [1e-3, 'ms'], [1e-6, 'µs'], [1e-9, 'ns']];
    if (seconds === 0) return '0 s';
    const [length, name] = units.find(([length]) => seconds >= length * 0.9995) ?? units[3];
    return `${DIGITS.format(Number((seconds / length).toPrecision(3)))} ${name}`;
  }

  /** A moment, in seconds since 1970, on the clock of the reader. */
  function moment(seconds) {
    const date = new Date(seconds * 1000);
    if (Number.isNaN(date.getTime())) return plain(seconds);
    const two = (number) => String(number).padStart(2, '0');
    const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
    return `${day} ${clockTime(date)}`;
  }

  const clockTime = (date) =>
    [date.getHours(), date.getMinutes(), date.getSeconds()]
      .map((number) => String(number).padStart(2, '0')).join(':');

  /** A number in the unit of its family; `isLength` when it is a difference, not a value. */
  function inUnit(value, family, isLength = false) {
    if (family.unit === 'bytes') return bytes(value);
    if (family.name.endsWith('_timestamp_seconds') && !isLength) return moment(value);
    if (family.unit === 'seconds' || family.type === 'duration') return time(value);
    return plain(value);
  }

  /** What is shown of a number, and what stands in the title. */
  function shown(value, family, isLength) {
    return value === null || value === undefined
      ? NOTHING : [inUnit(value, family, isLength), exact(value)];
  }

  // ---- What is known ---------------------------------------------------------------------------

  /** Kinds of which the growth is looked at, not the value. */
  const COUNTING = new Set(['counter', 'histogram', 'summary']);

  /** The updates so far, of all series: the seconds from each to the one before it. */
  const ticks = {
    number: 0,
    spans: [],
    last: NaN,
    add(now) {
      // A clock that was set back makes no rate without end.
      append(this.spans, Math.max((now - this.last) / 1000, 0.5));
      this.last = now;
      this.number++;
    },
  };

  function append(points, point) {
    points.push(point);
    if (points.length > POINTS) points.shift();
  }

  /** One series: its value, how it changed, and its last points (rates where growth counts). */
  class Series {
    constructor(family, labels, key) {
      Object.assign(this, { family, labels, key });
      this.change = 0;
      this.rate = NaN;
      this.points = [];
      this.data = null;
      this.tick = -1;
      this.row = null;
    }

    /** Takes what an update says of it; `place` is where it stands in the answer. */
    take(data, place) {
      const before = this.data && { ...this };
      this.value = Series.measure(data);
      this.data = data;
      this.place = place;
      this.isNew = !before;
      if (before?.tick !== ticks.number - 1) this.points = [];
      if (!before) this.first = this.value;
      if (COUNTING.has(this.family.data.type)) this.grow(before);
      else this.move();
      this.tick = ticks.number;
      this.hasMoved = !before || !same(before.value, this.value);
      this.isSame = !this.hasMoved && before.data.sum === data.sum && before.rate === this.rate;
    }

    /** The number of it that is sorted by and followed: of distributions, the count. */
    static measure(data) {
      return toNumber(data.value ?? data.count ?? 1);
    }

    /** A growing value: after a reset it grew from 0. */
    grow(before) {
      if (!before) return append(this.points, NaN);
      const isReset = this.data.created !== before.data.created || this.value < before.value;
      const increase = isReset ? this.value : this.value - before.value;
      this.change += increase;
      append(this.points, this.points.length > 0 ? increase / ticks.spans.at(-1) : NaN);
      this.rate = this.recentRate();
    }

    move() {
      append(this.points, this.value);
      this.change = same(this.value, this.first) ? 0 : this.value - this.first;
    }

    /** Growth per second over the last half minute; NaN before the second point. */
    recentRate() {
      const offset = ticks.spans.length - this.points.length;
      let [increase, seconds] = [0, 0];
      for (let at = this.points.length - 1; at > 0 && seconds < RATE_SECONDS; at--) {
        const span = ticks.spans[offset + at];
        increase += this.points[at] * span;
        seconds += span;
      }
      return increase / seconds;
    }
  }

  const same = (a, b) => a === b || (Number.isNaN(a) && Number.isNaN(b));

  /** What to put first: the larger, and what is no number last. */
  const RANKS = {
    value: (series) => series.value,
    change: (series) => Math.abs(series.change),
    rate: (series) => series.rate,
  };

  function rank(series, order) {
    const rank = RANKS[order]?.(series) ?? 0;
    return Number.isNaN(rank) ? -Infinity : rank;
  }

  /** Sorts by falling rank, and what is equal by its place in the answer. */
  function sorted(list, rankOf) {
    const ranked = list.map((item) => [rankOf(item), item]);
    ranked.sort(([a, one], [b, other]) => (a === b ? one.place - other.place : a < b ? 1 : -1));
    return ranked.map(([, item]) => item);
  }

  // ---- Nodes -----------------------------------------------------------------------------------

  const byId = (id) => document.getElementById(id);

  /** A node with attributes and children; strings become text. */
  function make(name, attributes = {}, ...children) {
    const node = name === 'svg' || name === 'path' || name === 'rect' || name === 'title'
      ? document.createElementNS('http://www.w3.org/2000/svg', name)
      : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  /** Gives a node a text, when it has another: an equal one would be read out again. */
  function setText(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }

  function setTitle(node, text) {
    if (node.title !== text) node.title = text;
  }

  /** Makes `nodes` the children of a parent, touching only those that are not in place. */
  function arrange(parent, nodes) {
    const wanted = new Set(nodes);
    for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
    let next = parent.firstChild;
    for (const node of nodes) {
      if (node === next) next = next.nextSibling;
      else parent.insertBefore(node, next);
    }
  }

  /** Labels as in a selector, each value isolated from the direction of its surroundings. */
  function labelNodes(labels) {
    const entries = Object.entries(labels);
    if (entries.length === 0) return [make('span', { class: 'none' }, 'no labels')];
    const nodes = entries.slice(0, LABELS_CUT).map(([name, value]) =>
      make('span', { class: 'label' },
        make('i', {}, `${name}=`), '"', make('bdi', {}, quoted(cut(value, VALUE_CUT))), '"'));
    const rest = entries.length - LABELS_CUT;
    return rest > 0 ? [...nodes, make('span', { class: 'none' }, `and ${rest} more`)] : nodes;
  }

  /** Labels in a few words, for the name of a button. */
  function labelWords(labels) {
    const words = Object.entries(labels)
      .map(([name, value]) => `${name} ${visible(cut(value, 40))}`);
    return cut(words.join(', ') || 'the series without labels', VALUE_CUT);
  }

  // ---- Columns: each makes the content of a cell and returns what updates it -------------------

  function numberColumn(heading, note, content) {
    const fill = (cell) => (series) => {
      const [text, title] = content(series);
      setText(cell, text);
      setTitle(cell, title);
      cell.classList.toggle('still', text === '0' || text === '–');
    };
    return { heading, note, fill };
  }

  function signedChange({ change, family }) {
    if (change === 0) return ['0', '0'];
    const [text, title] = COUNTING.has(family.data.type) && family.data.type !== 'counter'
      ? [plain(change), exact(change)] : shown(change, family.data, true);
    return Number.isNaN(change) ? NOTHING : [change > 0 ? `+${text}` : text, title];
  }

  function ratePerSecond({ rate, family }) {
    if (Number.isNaN(rate)) return NOTHING;
    const short = Number(rate.toPrecision(3));
    const isBytes = family.data.type === 'counter' && family.data.unit === 'bytes';
    return [isBytes ? bytes(short) : plain(short), exact(rate)];
  }

  function mean({ data, family }) {
    const mean = toNumber(data.sum) / data.count;
    return data.sum === null || data.count === 0 ? NOTHING : shown(mean, family.data, true);
  }

  /** The quantiles, each kept on one line; their exact values are among the details. */
  function fillQuantiles(cell) {
    return (series) => {
      const { data, family } = series;
      if (!changes(cell, 'lastQuantiles', data.quantiles)) return;
      cell.replaceChildren(...data.quantiles.map(({ quantile, value }) =>
        make('span', { class: 'quantile' }, make('i', {}, `${exact(toNumber(quantile))}: `),
          inUnit(toNumber(value), family.data, true))));
    };
  }

  /** The states of a stateset, those that are on marked by more than colour. */
  function fillStates(cell) {
    return ({ data }) => {
      if (!changes(cell, 'lastStates', data.states)) return;
      cell.replaceChildren(...Object.entries(data.states).map(([state, isOn]) =>
        make('span', { class: isOn ? 'one on' : 'one' }, isOn ? '● ' : '○ ',
          make('bdi', {}, visible(state)),
          make('span', { class: 'unseen' }, isOn ? ' (active)' : ' (not active)'))));
    };
  }

  /** A line through the last points, and the same in words. */
  function fillTrend(cell) {
    const [path, title] = [make('path'), make('title', {}, 'Trend')];
    cell.append(make('svg', { viewBox: '0 0 120 24', preserveAspectRatio: 'none', role: 'img' },
      title, path));
    return (series) => {
      if (!series.row.isOnScreen) return;
      path.setAttribute('d', trendPath(series));
      setText(title, trendWords(series));
    };
  }

  function range(points) {
    const finite = points.filter(Number.isFinite);
    return [Math.min(...finite), Math.max(...finite)];
  }

  function trendPath({ points, family }) {
    let [low, high] = range(points);
    const isRate = COUNTING.has(family.data.type);
    if (isRate) low = 0;
    const flat = isRate ? 22 : 12;
    const height = (point) => (high > low ? 22 - ((point - low) / (high - low)) * 20 : flat);
    const step = 120 / (Math.max(points.length, LEAST_POINTS) - 1);
    let path = '';
    let isOpen = false;
    points.forEach((point, at) => {
      const [x, y] = [120 - (points.length - 1 - at) * step, height(point)];
      if (Number.isFinite(y) && Number.isFinite(point)) {
        path += `${isOpen ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
        isOpen = true;
      } else {
        isOpen = false;
      }
    });
    return path;
  }

  function trendWords({ points, family, value }) {
    const [low, high] = range(points);
    if (!Number.isFinite(low)) return 'Trend: not known yet';
    const isRate = COUNTING.has(family.data.type);
    const write = (point) =>
      isRate ? plain(Number(point.toPrecision(3))) : inUnit(point, family.data);
    const past = time(ticks.spans.slice(1 - points.length).reduce((sum, span) => sum + span, 0));
    return `Trend ${points.length > 1 ? `of ${past}` : 'beginning now'}: `
      + `lowest ${write(low)}, highest ${write(high)}, now ${write(points.at(-1) ?? value)}`
      + (isRate ? ' per second' : '');
  }

  const CHANGE = numberColumn('Change', 'since opened', signedChange);
  const RATE = numberColumn('Rate', 'per second', ratePerSecond);
  const TREND = { heading: 'Trend', note: '', kind: 'trend', fill: fillTrend };
  const RATE_TREND = { ...TREND, note: 'of the rate' };
  const VALUE = numberColumn('Value', '', ({ value, family }) => shown(value, family.data));
  const COUNT = numberColumn('Count', '', ({ data }) => [plain(data.count), exact(data.count)]);
  const SUM = numberColumn('Sum', '', ({ data, family }) =>
    shown(toNumber(data.sum), family.data, true));
  const MEAN = numberColumn('Mean', '', mean);
  const QUANTILES = { heading: 'Quantiles', note: '', kind: 'wide', fill: fillQuantiles };
  const STATES = { heading: 'States', note: '', kind: 'wide', fill: fillStates };

  const COLUMNS = {
    counter: [VALUE, CHANGE, RATE, RATE_TREND],
    gauge: [VALUE, CHANGE, TREND],
    unknown: [VALUE, CHANGE, TREND],
    duration: [{ ...VALUE, heading: 'Elapsed' }, TREND],
    histogram: [COUNT, CHANGE, RATE, SUM, MEAN, RATE_TREND],
    summary: [COUNT, CHANGE, RATE, SUM, QUANTILES, RATE_TREND],
    stateset: [STATES],
    info: [],
  };
  const columnsOf = (type) => COLUMNS[type] ?? COLUMNS.unknown;

  // ---- What is beyond a row --------------------------------------------------------------------

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
        pairs.push(['exact count', exact(data.count), '']);
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

  function bucketRows({ buckets, count }, family) {
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

  // ---- What is seen of a series ----------------------------------------------------------------

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

  // ---- A family --------------------------------------------------------------------------------

  class Family {
    constructor(data) {
      this.data = data;
      this.all = new Map();
      this.series = [];
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

    /** Drops series that are gone; those merely not selected now are kept for their history. */
    forgetGone() {
      for (const [key, series] of this.all) {
        if (series.tick !== ticks.number) this.all.delete(key);
      }
    }

    get isThere() { return this.tick === ticks.number; }

    matches(words) {
      const text = `${this.data.name} ${this.data.help}`.toLowerCase();
      return words.every((word) => text.includes(word));
    }

    /** Sorts the series; while a reader is at work in the list, what is there keeps its place. */
    sort(order, isHeld) {
      const there = [...this.all.values()].filter((series) => series.tick === ticks.number);
      if (isHeld) {
        const known = new Set(this.series);
        this.series = this.series.filter((series) => series.tick === ticks.number)
          .concat(there.filter((series) => !known.has(series)));
      } else {
        this.series = sorted(there, (series) => rank(series, order));
      }
      this.rank = this.series.reduce(
        (top, series) => Math.max(top, rank(series, order)), -Infinity);
    }

    show() {
      const { type, unit, help } = this.data;
      const count = plural(this.series.length, 'series', 'series');
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

  // ---- All families ----------------------------------------------------------------------------

  const families = {
    node: byId('families'),
    empty: byId('empty'),
    more: make('button', { type: 'button' }),
    all: new Map(),
    showsAll: false,

    /** Takes an answer; with `isWhole` what it does not hold is gone. */
    update(answer, isWhole) {
      answer.families.forEach((data, place) => {
        let family = this.all.get(data.name);
        if (!family || family.data.type !== data.type) {
          this.all.set(data.name, family = new Family(data));
        }
        family.update(data, place);
      });
      if (isWhole) this.forgetGone();
    },

    forgetGone() {
      for (const [name, family] of this.all) {
        if (family.isThere) family.forgetGone();
        else this.all.delete(name);
      }
    },

    /** Shows the families in which all words are found; returns how many there are, and in all. */
    show(order, words) {
      const there = [...this.all.values()].filter((family) => family.isThere);
      const found = there.filter((family) => family.matches(words));
      const focus = document.activeElement;
      const isHeld = focus !== this.node && this.node.contains(focus);
      for (const family of found) family.sort(order, isHeld);
      const inOrder = sorted(found, (family) => (isHeld ? 0 : family.rank));
      this.arrange(isHeld ? this.inPlace(inOrder) : inOrder);
      this.empty.hidden = found.length > 0;
      setText(this.empty, there.length > 0 || query.text !== ''
        ? 'Nothing fits the search.'
        : 'No metric yet. The first is made with: metricctl declare NAME TYPE "HELP"');
      return [found.length, there.length];
    },

    /** The families as they stand, then those that are new. */
    inPlace(found) {
      const places = new Map([...this.node.children].map((node, place) => [node, place]));
      return sorted(found, (family) => -(places.get(family.node) ?? Infinity));
    },

    arrange(list) {
      const seen = this.showsAll ? list : list.slice(0, FIRST_FAMILIES);
      for (const family of seen) family.show();
      setText(this.more, `Show all ${plain(list.length)} families`);
      const rest = seen.length < list.length ? [this.more] : [];
      const others = [...this.node.children].filter((node) => !node.matches('section, button'));
      arrange(this.node, [...others, ...seen.map((family) => family.node), ...rest]);
    },
  };

  // ---- The search ------------------------------------------------------------------------------

  const query = {
    box: byId('query'),
    finding: byId('finding'),
    text: '',
    timer: 0,

    /** What cannot be a word: globs, braces, quotes and operators are the server's to judge. */
    get isSelector() { return /[*?[\]{}"=~]/.test(this.text); },
    get selector() { return this.isSelector ? this.text : ''; },
    get words() {
      return this.isSelector ? [] : this.text.toLowerCase().split(/\s+/).filter(Boolean);
    },

    /** Takes the text of the box and asks the server if that needs another answer. */
    take() {
      clearTimeout(this.timer);
      const text = this.box.value.trim();
      if (text === this.text) return;
      this.text = text;
      this.remember();
      this.accept();
      if (this.selector !== inquiry.selector) inquiry.ask(this.selector);
      else if (inquiry.answer) show();
    },

    takeSoon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.take(), TYPING_PAUSE);
    },

    clear() {
      this.box.value = '';
      this.take();
    },

    /** The search stays in the address, so that it can be kept and sent. */
    remember() {
      const hash = this.text === '' ? ' ' : `#search=${encodeURIComponent(this.text)}`;
      history.replaceState(null, '', hash.trim() || location.pathname + location.search);
    },

    recall() {
      const [, text] = /^#search=(.*)$/.exec(location.hash) ?? [];
      if (text === undefined) return;
      try {
        this.box.value = decodeURIComponent(text);
      } catch {
        this.box.value = text; // Not written by us: shown as it stands.
      }
      this.text = this.box.value.trim();
    },

    accept() { this.box.removeAttribute('aria-invalid'); },

    reject(reason) {
      this.box.setAttribute('aria-invalid', 'true');
      setText(this.finding, reason);
    },

    report(found, all) {
      if (this.box.hasAttribute('aria-invalid')) return;
      setText(this.finding, this.text === '' ? ''
        : this.isSelector ? `Selected: ${totals(all)}`
          : `Words are looked for in names and help: found in ${plain(found)} of `
            + plural(all, 'family', 'families'));
    },
  };

  // ---- Asking the server -----------------------------------------------------------------------

  /** One question at a time; a newer one takes the place of the one under way. */
  const inquiry = {
    selector: '',
    accepted: '',
    answer: null,
    selected: 0,
    omitted: 0,
    tag: null,
    failures: 0,
    goneSince: null,
    isPaused: false,
    control: null,
    timer: 0,

    async ask(selector = this.selector) {
      this.stop();
      if (selector !== this.selector) [this.selector, this.tag] = [selector, null];
      const control = this.control = new AbortController();
      const limit = setTimeout(() => control.abort(), TIMEOUT);
      try {
        const headers = this.tag ? { 'If-None-Match': this.tag } : {};
        const answer = await fetch(this.address(),
          { headers, cache: 'no-store', signal: control.signal });
        const text = await answer.text();
        if (control === this.control) this.receive(answer, text);
      } catch {
        // No connection, no answer in time, or half of one.
        if (control === this.control) this.miss();
      } finally {
        clearTimeout(limit);
      }
      if (control === this.control) this.askLater();
    },

    address() {
      const words = new URLSearchParams({ limit: SERIES_LIMIT });
      if (this.selector !== '') words.append('selector', this.selector);
      return `api/v1/metrics?${words}`;
    },

    stop() {
      clearTimeout(this.timer);
      const control = this.control;
      this.control = null;
      control?.abort();
    },

    askLater() {
      const wait = Math.min(INTERVAL * 2 ** this.failures, LONGEST_WAIT);
      if (!this.isPaused && !document.hidden) this.timer = setTimeout(() => this.ask(), wait);
    },

    receive(answer, text) {
      this.goneSince = null;
      if (answer.status === 400 && this.selector !== '' && this.selector !== this.accepted) {
        return this.reject(text);
      }
      if (answer.status === 304) return this.take(this.answer);
      if (!answer.ok) return this.fail(text.trim() || `the server answered ${answer.status}`);
      let content;
      try {
        content = JSON.parse(text);
      } catch {
        return this.fail('the answer of the server cannot be read');
      }
      this.tag = answer.headers.get('ETag');
      this.selected = numberIn(answer, 'Metricctl-Series', seriesIn(content));
      this.omitted = numberIn(answer, 'Metricctl-Omitted', 0);
      this.take(content);
    },

    /** A new answer, or the last once more, when nothing was committed since. */
    take(content) {
      this.failures = 0;
      this.accepted = this.selector;
      const now = Date.now();
      if (content === this.answer) advanceDurations(content, (now - ticks.last) / 1000);
      this.answer = content;
      ticks.add(now);
      families.update(content, this.selector === '' && this.omitted === 0);
      setText(byId('moment'), `updated ${clockTime(new Date(now))}`);
      showState('live', this.isPaused ? 'Paused' : 'Live');
      show();
    },

    /** What was typed is no selector: the last one that was stays in force. */
    reject(text) {
      query.reject(firstLine(text));
      [this.selector, this.tag] = [this.accepted, null];
      showState('live', this.isPaused ? 'Paused' : 'Live');
    },

    /** The server is there and says why it has no values. */
    fail(text) {
      this.failures++;
      showState('failed', firstLine(text));
    },

    miss() {
      this.failures++;
      this.goneSince ??= clockTime(new Date());
      showState('gone', `Server gone since ${this.goneSince}, trying again`);
    },

    pause(isPaused) {
      this.isPaused = isPaused;
      if (isPaused) {
        this.stop();
        showState('paused', 'Paused');
      } else {
        this.resume();
      }
    },

    /** Asks again after a pause, at once. */
    resume() {
      this.failures = 0;
      this.ask();
    },
  };

  const firstLine = (text) => visible(cut(text.trim().split('\n')[0], 500));

  function numberIn(answer, header, otherwise) {
    const text = answer.headers.get(header);
    return text !== null && /^\d+$/.test(text) ? Number(text) : otherwise;
  }

  const seriesIn = (content) =>
    content.families.reduce((sum, family) => sum + family.series.length, 0);

  /** A duration goes on while nothing is committed. */
  function advanceDurations(content, seconds) {
    for (const { type, series } of content.families) {
      if (type === 'duration') for (const entry of series) entry.value = entry.value + seconds;
    }
  }

  // ---- The head of the page --------------------------------------------------------------------

  function showState(kind, text) {
    document.documentElement.dataset.state = kind;
    setText(byId('state'), text);
    const sign = { gone: 'Gone: ', failed: 'Failed: ' }[kind] ?? '';
    document.title = `${sign}metricctl ${location.host}`.trim();
  }

  /** Families and series of an answer; some families may have been left out of it whole. */
  function totals(familyCount) {
    const some = inquiry.omitted > 0 ? 'at least ' : '';
    return `${some}${plural(familyCount, 'family', 'families')}, `
      + plural(inquiry.selected, 'series', 'series');
  }

  function show() {
    const [found, all] = families.show(byId('order').value, query.words);
    if (inquiry.accepted === '') setText(byId('totals'), totals(all));
    query.report(found, all);
    const notice = byId('omitted');
    notice.hidden = inquiry.omitted === 0;
    setText(notice, `${plural(inquiry.omitted, 'series is', 'series are')} not shown. A selector `
      + 'such as http_*{code="200"} narrows what is asked for; words look only at what is shown.');
  }

  const darkScheme = matchMedia('(prefers-color-scheme: dark)');

  const theme = {
    button: byId('theme'),
    get isDark() {
      const chosen = document.documentElement.dataset.theme;
      return chosen ? chosen === 'dark' : darkScheme.matches;
    },
    show() { this.button.setAttribute('aria-pressed', this.isDark); },
    toggle() {
      const chosen = this.isDark ? 'light' : 'dark';
      document.documentElement.dataset.theme = chosen;
      try {
        localStorage.setItem('metricctl-theme', chosen);
      } catch {
        // Not allowed to remember: it holds as long as the page is open.
      }
      this.show();
    },
    recall() {
      let chosen = null;
      try {
        chosen = localStorage.getItem('metricctl-theme');
      } catch {
        // Nothing is remembered: the system's choice holds.
      }
      if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.theme = chosen;
      this.show();
    },
  };

  // ---- What the reader does --------------------------------------------------------------------

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/' && !event.target.matches('input, select, textarea')) {
      event.preventDefault();
      query.box.focus();
      query.box.select();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      query.clear();
    }
  }

  function pressPause() {
    inquiry.pause(!inquiry.isPaused);
    setText(byId('pause'), inquiry.isPaused ? 'Resume' : 'Pause');
  }

  function hideOrReturn() {
    if (document.hidden) inquiry.stop();
    else if (!inquiry.isPaused) inquiry.resume();
  }

  function listen() {
    byId('search').addEventListener('submit', (event) => {
      event.preventDefault();
      query.take();
    });
    query.box.addEventListener('input', () => query.takeSoon());
    byId('order').addEventListener('change', () => inquiry.answer && show());
    byId('pause').addEventListener('click', pressPause);
    theme.button.addEventListener('click', () => theme.toggle());
    darkScheme.addEventListener('change', () => theme.show());
    families.more.addEventListener('click', () => {
      families.showsAll = true;
      show();
    });
    document.addEventListener('keydown', press);
    document.addEventListener('visibilitychange', hideOrReturn);
    addEventListener('online', () => inquiry.isPaused || inquiry.resume());
  }

  theme.recall();
  byId('host').textContent = location.host;
  query.recall();
  listen();
  inquiry.ask(query.selector);
})();
