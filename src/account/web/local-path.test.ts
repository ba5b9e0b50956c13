import { expect, test } from 'vitest';
import { localPath } from './local-path.ts';

test.each([
  ['/profile', '/profile'],
  ['/profile/sessions?page=2#top', '/profile/sessions?page=2#top'],
  ['/a/../profile', '/profile'],
  ['/città', '/citt%C3%A0'],
])('%j is a path of this origin', (wanted, path) => {
  expect(localPath(wanted, '/fallback')).toBe(path);
});

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/\n\\evil.example',
  '/.//evil.example',
  '/..//evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  'profile',
  ' /profile',
  '',
  undefined,
  ['/profile', '/profile'],
])('%j is not', (wanted) => {
  expect(localPath(wanted, '/fallback')).toBe('/fallback');
});
