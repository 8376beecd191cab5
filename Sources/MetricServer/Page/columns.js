// Nodes.

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
  return data.sum === null || !data.count ? NOTHING : shown(mean, family.data, true);
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
const COUNT = numberColumn('Count', '', ({ data }) =>
  (data.count === null ? NOTHING : [plain(data.count), exact(data.count)]));
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
  gaugehistogram: [COUNT, CHANGE, SUM, MEAN, TREND],
  summary: [COUNT, CHANGE, RATE, SUM, QUANTILES, RATE_TREND],
  stateset: [STATES],
  info: [],
};
const columnsOf = (type) => COLUMNS[type] ?? COLUMNS.unknown;
