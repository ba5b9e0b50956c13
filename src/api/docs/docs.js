// Enhancements only: every page works without this file. It blocks rendering on purpose, so that a chosen theme never flashes.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const stored = () => {
    try {
      return localStorage.getItem('theme');
    } catch {
      return null; // Storage may be forbidden: the theme then lasts as long as the page.
    }
  };
  if (stored()) root.dataset.theme = stored();

  const isDark = () => (root.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';

  function switchTheme(button) {
    const theme = isDark() ? 'light' : 'dark';
    // Choosing what the system already says means to follow it again.
    const followsSystem = (theme === 'dark') === dark.matches;
    if (followsSystem) delete root.dataset.theme;
    else root.dataset.theme = theme;
    button.setAttribute('aria-pressed', String(isDark()));
    try {
      if (followsSystem) localStorage.removeItem('theme');
      else localStorage.setItem('theme', theme);
    } catch {
      // As above.
    }
  }

  function announce(text) {
    document.querySelector('[data-announcer]').textContent = text;
  }

  async function copyCode(button) {
    await navigator.clipboard.writeText(button.closest('.code').querySelector('code').textContent.trimEnd());
    button.dataset.copied = '';
    setTimeout(() => delete button.dataset.copied, 2000);
    announce(button.dataset.announce);
  }

  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

  /** Every word must occur; in the heading it weighs most, then in the page's title. All of them in a row weigh more. */
  function search(index, query) {
    const wanted = plain(query).split(/\s+/).filter(Boolean);
    if (wanted.length === 0) return [];
    const phrase = wanted.join(' ');
    const weigh = ({ words }) => {
      let total = (words.heading.includes(phrase) ? 10 : 0) + (words.text.includes(phrase) ? 6 : 0);
      for (const word of wanted) {
        const weight =
          (words.heading.includes(word) ? 10 : 0) +
          (words.page.includes(word) ? 4 : 0) +
          (words.text.includes(word) ? 1 : 0);
        if (weight === 0) return 0;
        total += weight + (words.heading.startsWith(word) ? 5 : 0);
      }
      return total;
    };
    return index
      .map((entry) => ({ entry, weight: weigh(entry) }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 8)
      .map(({ entry }) => ({ ...entry, excerpt: excerptOf(entry, wanted[0]) }));
  }

  /** Some words before and behind the first match, none of them cut. */
  function excerptOf({ text, words }, word) {
    const at = Math.max(0, words.text.indexOf(word) - 40);
    const from = at === 0 ? 0 : text.indexOf(' ', at) + 1;
    const to = text.indexOf(' ', from + 100);
    return (from > 0 ? '… ' : '') + text.slice(from, to === -1 ? undefined : to) + (to === -1 ? '' : ' …');
  }

  function setUpSearch(box) {
    const input = box.querySelector('input');
    const list = box.querySelector('ul');
    let index;
    let selected = -1;
    box.hidden = false;

    const load = () => {
      index ??= fetch(box.dataset.index)
        .then((response) => response.json())
        .then((entries) =>
          entries.map((entry) => ({
            ...entry,
            words: { page: plain(entry.page), heading: plain(entry.heading), text: plain(entry.text) },
          })),
        )
        .catch(() => {
          index = undefined; // The network is away: the next letter tries again.
          return [];
        });
      return index;
    };

    const element = (name, text, className = '') =>
      Object.assign(document.createElement(name), { textContent: text, className });

    function option({ url, page, heading, excerpt }, position) {
      const item = element('li', '');
      item.role = 'option';
      item.id = `result-${position}`;
      const link = element('a', '');
      link.href = url;
      link.tabIndex = -1;
      link.append(element('strong', heading), element('small', page === heading ? '' : page), element('span', excerpt));
      item.append(link);
      return item;
    }

    function select(position) {
      const options = [...list.querySelectorAll('[role=option]')];
      if (options.length === 0) return;
      selected = (position + options.length) % options.length;
      for (const [at, each] of options.entries()) each.setAttribute('aria-selected', String(at === selected));
      input.setAttribute('aria-activedescendant', options[selected].id);
      options[selected].scrollIntoView({ block: 'nearest' });
    }

    function close() {
      list.hidden = true;
      selected = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    }

    async function show() {
      const entries = await load();
      const query = input.value.trim();
      if (query === '') return close();
      const found = search(entries, query);
      selected = -1;
      input.removeAttribute('aria-activedescendant');
      list.replaceChildren(...found.map(option));
      if (found.length === 0) list.append(element('li', box.dataset.none, 'none'));
      list.hidden = false;
      input.setAttribute('aria-expanded', 'true');
      announce(found.length === 0 ? box.dataset.none : box.dataset.count.replace('{}', found.length));
    }

    input.addEventListener('focus', load);
    input.addEventListener('input', show);
    input.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown') select(selected + 1);
      else if (event.key === 'ArrowUp') select(selected - 1);
      else if (event.key === 'Escape') close();
      else if (event.key === 'Enter')
        (list.querySelector('[aria-selected=true] a') ?? list.querySelector('a'))?.click();
      else return;
      event.preventDefault();
    });
    document.addEventListener('click', (event) => {
      if (!box.contains(event.target) || event.target.closest('#results a')) close();
    });
    document.addEventListener('keydown', (event) => {
      if (event.key !== '/' || event.target.closest('input, textarea')) return;
      event.preventDefault();
      input.focus();
    });
  }

  /** Marks in the list beside the text what is being read. */
  function followReading() {
    const links = new Map([...document.querySelectorAll('.contents a')].map((link) => [link.hash.slice(1), link]));
    const headings = [...document.querySelectorAll('article :is(h2, h3)[id]')];
    const list = document.querySelector('.contents');
    let shown;
    const mark = () => {
      const current = headings.findLast((heading) => heading.getBoundingClientRect().top < 120) ?? headings[0];
      const link = links.get(current?.id);
      if (!link || link === shown) return;
      shown?.removeAttribute('data-current');
      link.setAttribute('data-current', '');
      list.scrollTop = link.offsetTop - list.clientHeight / 2;
      shown = link;
    };
    if (links.size === 0) return;
    mark();
    addEventListener('scroll', mark, { passive: true });
  }

  document.addEventListener('DOMContentLoaded', () => {
    for (const [selector, press] of [
      ['[data-theme-switch]', switchTheme],
      ['[data-copy-code]', copyCode],
    ]) {
      for (const button of document.querySelectorAll(selector)) {
        button.hidden = false;
        button.addEventListener('click', () => press(button));
      }
    }
    document.querySelector('[data-theme-switch]').setAttribute('aria-pressed', String(isDark()));
    setUpSearch(document.querySelector('.search'));
    followReading();
    document.querySelector('.menu [aria-current]')?.scrollIntoView({ block: 'nearest' });
  });
})();
