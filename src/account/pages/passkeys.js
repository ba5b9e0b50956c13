// Enhancement only: without this file, or in a browser without passkeys, people sign in with the password.
(() => {
  const {
    browserSupportsWebAuthn,
    browserSupportsWebAuthnAutofill,
    startAuthentication,
    startRegistration,
    WebAuthnAbortService,
  } = SimpleWebAuthnBrowser;

  /** A challenge lives for five minutes: one that waits in the list of suggestions is replaced before. */
  const NEW_CHALLENGE_MS = 4 * 60 * 1000;

  async function optionsFrom(url, form) {
    const body = new URLSearchParams(new FormData(form));
    body.delete('passkey');
    const response = await fetch(url, { method: 'POST', body });
    if (!response.ok) throw new Error(`options: ${response.status}`);
    return response.json();
  }

  function send(form, credential) {
    form.elements.passkey.value = JSON.stringify(credential);
    HTMLFormElement.prototype.submit.call(form);
  }

  function signInWith(part) {
    const form = part.querySelector('form');
    const button = part.querySelector('[data-passkey-button]');
    const problem = part.querySelector('[data-passkey-problem]');
    const email = document.getElementById('email');
    let renewing;

    /** Passkeys among the suggestions of the e-mail field. Fails in silence: the person did not ask for it. */
    async function suggest() {
      clearTimeout(renewing);
      if (!email || !(await browserSupportsWebAuthnAutofill())) return;
      email.autocomplete = 'username webauthn';
      renewing = setTimeout(suggest, NEW_CHALLENGE_MS);
      try {
        const optionsJSON = await optionsFrom(part.dataset.passkeySignIn, form);
        send(form, await startAuthentication({ optionsJSON, useBrowserAutofill: true }));
      } catch {
        // Cancelled, replaced by the button or by the next challenge, or offline.
      }
    }

    async function ask() {
      clearTimeout(renewing);
      WebAuthnAbortService.cancelCeremony();
      problem.textContent = '';
      button.disabled = true;
      try {
        const optionsJSON = await optionsFrom(part.dataset.passkeySignIn, form);
        send(form, await startAuthentication({ optionsJSON }));
      } catch {
        problem.textContent = problem.dataset.passkeyProblem;
        button.disabled = false;
        suggest();
      }
    }

    part.hidden = false;
    button.addEventListener('click', ask);
    addEventListener('pageshow', () => {
      button.disabled = false;
    });
    suggest();
  }

  function addWith(part) {
    const form = part.querySelector('form');
    const problem = part.querySelector('[data-passkey-problem]');
    part.hidden = false;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      problem.textContent = '';
      try {
        const optionsJSON = await optionsFrom(part.dataset.passkeyAdd, form);
        send(form, await startRegistration({ optionsJSON }));
      } catch (error) {
        const { passkeyKnown, passkeyProblem } = problem.dataset;
        problem.textContent = error?.name === 'InvalidStateError' ? passkeyKnown : passkeyProblem;
        form.removeAttribute('aria-busy');
      }
    });
  }

  const supported = browserSupportsWebAuthn();
  for (const note of document.querySelectorAll('[data-without-passkeys]')) {
    if (supported) note.remove();
    else note.textContent = note.dataset.withoutPasskeys;
  }
  if (!supported) return;
  for (const part of document.querySelectorAll('[data-passkey-sign-in]')) signInWith(part);
  for (const part of document.querySelectorAll('[data-passkey-add]')) addWith(part);
})();
