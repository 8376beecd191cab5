// Asking the server.

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
