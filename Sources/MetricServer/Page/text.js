// The page for people: asks the server for its JSON every two seconds and shows it.
//
//   ask -> receive -> Families.update -> Family.update -> Series.take    what is known
//                                     -> Family.show   -> Row.show       what is seen
//
// Names, help and label values are data: they become text nodes and attributes, never markup.
// A node of the document is made once and then changed in place, so that selections, open details
// and the place of the reader survive an update. The files of this folder share one scope.

const INTERVAL = 2000;
const LONGEST_WAIT = 15000;
const TIMEOUT = 10000;
const TYPING_PAUSE = 300;
const SERIES_LIMIT = 5000;
/** Updates for which a series that is not in the answer is remembered. */
const KEPT_TICKS = 300;
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
