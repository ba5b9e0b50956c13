import { type Html, html } from '../../../platform/html.ts';

export type Application = {
  name: string;
  /** A path of this origin or a `data:image/` address: pages load nothing from anybody else. */
  logo?: string;
};

/** The logo of an application, or the first letter of its name; its name stands beside it in words. */
export function applicationMark({ name, logo }: Application): Html {
  if (logo !== undefined && /^(\/\w|data:image\/)/.test(logo)) {
    return html`<img class="mark" src="${logo}" alt="" width="48" height="48">`;
  }
  return html`<span class="mark" aria-hidden="true">${initial(name)}</span>`;
}

export function initial(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return first?.segment.toUpperCase() ?? '?';
}
