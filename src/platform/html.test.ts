import { describe, expect, it } from 'vitest';
import { html } from './html.ts';

describe('html', () => {
  it('escapes strings in text', () => {
    expect(String(html`<p>${'<script>alert("1")</script> & \'co\''}</p>`)).toBe(
      '<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;</p>',
    );
  });

  it('keeps a hostile value inside its attribute', () => {
    expect(String(html`<input value="${'" onfocus="alert(1)'}">`)).toBe(
      '<input value="&quot; onfocus=&quot;alert(1)">',
    );
  });

  it('passes Html and nested arrays of it through, once', () => {
    const items = ['a', '<b>'].map((name) => html`<li>${name}</li>`);
    expect(String(html`<ul>${items}${[[html`<li>c</li>`]]}</ul>`)).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li><li>c</li></ul>',
    );
  });

  it('renders nothing for false, null and undefined, and zero as 0', () => {
    expect(String(html`[${false}${null}${undefined}${0}${''}]`)).toBe('[0]');
  });

  it('does not take an object that looks like Html', () => {
    const forged = { toString: () => '<script>' };
    // @ts-expect-error only the tag makes Html
    expect(() => html`${forged}`).toThrow();
  });

  it('refuses an attribute value without quotes', () => {
    expect(() => html`<a href=${'x onclick=alert(1)'}>`).toThrow('quote the attribute value');
    expect(() => html`<a ${html`id="a"`} href=${'x'}>`).toThrow('quote the attribute value');
    expect(String(html`<a href="/p?a=${'1'}&amp;b=${'2'}">x = ${1}</a>`)).toBe('<a href="/p?a=1&amp;b=2">x = 1</a>');
  });
});
