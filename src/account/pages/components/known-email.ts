import { type Html, html } from '../../../platform/html.ts';

/** Tells password managers whose password a form is about, where the address itself is not asked for. */
export const knownEmail = (email: string): Html =>
  html`<input type="text" name="username" autocomplete="username" value="${email}" hidden readonly>`;
