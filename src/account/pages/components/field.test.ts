import { expect, it } from 'vitest';
import { emailField } from './field.ts';

it('a field is described by its error, then its hint, and by nothing it does not show', () => {
  const field = { name: 'email', label: 'E-mail', autocomplete: 'email' };
  expect(String(emailField({ ...field, hint: 'For work', error: 'Enter it' }))).toMatch(
    /aria-invalid="true" aria-describedby="email-error email-hint"[\s\S]+id="email-hint">For work<[\s\S]+id="email-error">Enter it</,
  );
  expect(String(emailField(field))).not.toMatch(/aria-|hint|error/);
});
