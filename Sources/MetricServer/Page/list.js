// All families.

const families = {
  node: byId('families'),
  empty: byId('empty'),
  more: make('button', { type: 'button' }),
  all: new Map(),
  showsAll: false,

  /** Takes an answer; with `isWhole` what it does not hold is gone, else what is long missing. */
  update(answer, isWhole) {
    answer.families.forEach((data, place) => {
      let family = this.all.get(data.name);
      if (!family || family.data.type !== data.type) {
        this.all.set(data.name, family = new Family(data));
      }
      family.update(data, place);
    });
    this.forget(ticks.number - (isWhole ? 0 : KEPT_TICKS));
  },

  /** Forgets families and series that were last there before a tick. */
  forget(tick) {
    for (const [name, family] of this.all) {
      if (family.tick < tick) this.all.delete(name);
      else family.forget(tick);
    }
  },

  /** Shows the families in which all words are found, with the series that have them; returns how many there are, and in all. */
  show(order, words) {
    const there = [...this.all.values()].filter((family) => family.isThere);
    const found = there.filter((family) => family.find(words));
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
        : `Words are looked for in names, help and labels: found in ${plain(found)} of `
          + plural(all, 'family', 'families'));
  },
};
