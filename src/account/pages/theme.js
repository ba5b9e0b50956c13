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

  function switchTheme() {
    const theme = isDark() ? 'light' : 'dark';
    // Choosing what the system already says means to follow it again.
    const followsSystem = (theme === 'dark') === dark.matches;
    if (followsSystem) delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      if (followsSystem) localStorage.removeItem('theme');
      else localStorage.setItem('theme', theme);
    } catch {
      // As above.
    }
  }

  /** Shows the other of a button's two labels. */
  function swapLabels(button) {
    for (const label of button.children) label.hidden = !label.hidden;
  }

  function showPassword(button) {
    const input = document.getElementById(button.dataset.show);
    input.type = input.type === 'password' ? 'text' : 'password';
    swapLabels(button);
  }

  async function copy(button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.dataset.copied = '';
    setTimeout(() => delete button.dataset.copied, 2000);
    announce(button);
  }

  function fillIn(button) {
    document.getElementById('email').value = button.dataset.fillEmail;
    document.getElementById('password').value = button.dataset.fillPassword;
    document.querySelector('main form [type=submit]').focus();
    announce(button);
  }

  function announce(button) {
    document.querySelector('[data-announcer]').textContent = button.dataset.announce;
  }

  /** A second press sends nothing; a password that is shown goes back to dots before the browser offers to save it. */
  function onSubmit(event) {
    const form = event.target;
    if (form.hasAttribute('aria-busy')) return event.preventDefault();
    form.setAttribute('aria-busy', 'true');
    for (const button of form.querySelectorAll('[data-show]')) {
      if (button.children[0].hidden) showPassword(button);
    }
  }

  const onPress = {
    '[data-theme-switch]': (button) => {
      switchTheme();
      button.setAttribute('aria-pressed', String(isDark()));
    },
    '[data-show]': showPassword,
    '[data-copy]': copy,
    '[data-fill-email]': fillIn,
    '[data-print]': () => print(),
  };

  document.addEventListener('DOMContentLoaded', () => {
    for (const [selector, press] of Object.entries(onPress)) {
      for (const button of document.querySelectorAll(selector)) {
        button.hidden = false;
        button.addEventListener('click', () => press(button));
      }
    }
    document.querySelector('[data-theme-switch]').setAttribute('aria-pressed', String(isDark()));
    document.addEventListener('submit', onSubmit);
  });

  // Back from the next page: the browser may bring this one back as it was left, with its form marked as sent.
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[aria-busy]')) form.removeAttribute('aria-busy');
  });
})();
