// The head of the page.

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
