// What is known.

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
    this.text = Object.entries(labels).flat().join(' ').toLowerCase();
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
