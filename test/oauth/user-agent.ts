import { entriesOf, type Form, formsOf } from './html-forms.ts';

/** Where a navigation ended. */
export interface Visit {
  url: URL;
  /** True when it leads out of the account origin, to an application: nothing was requested there. */
  left: boolean;
  status: number;
  headers: Headers;
  html: string;
  forms: Form[];
  /** Every address on the way, the last one included. */
  trail: string[];
}

export interface Submission {
  /** What is typed, by the name of the field. */
  fields?: Record<string, string>;
  /** Values of the check boxes to untick. */
  untick?: readonly string[];
  /** Values of the check boxes to tick. */
  tick?: readonly string[];
  /** `name=value` of the button to press; by default the form's first button. */
  press?: string;
  /** Where the form leads; any by default. */
  action?: string;
}

interface Cookie {
  name: string;
  value: string;
  path: string;
}

const MOST_REDIRECTS = 10;

/** A browser without JavaScript, for one origin: it keeps cookies, follows redirects and submits forms. */
export class UserAgent {
  readonly cookies = new Map<string, Cookie>();
  readonly #origin: string;
  readonly #headers: Record<string, string>;

  constructor(origin: string, headers: Record<string, string> = {}) {
    this.#origin = origin;
    this.#headers = headers;
  }

  open(address: string | URL): Promise<Visit> {
    return this.#navigate(new URL(address, this.#origin), undefined);
  }

  /** Submits the first form that has the pressed button and every field that is typed into. */
  submit(visit: Visit, { fields = {}, untick = [], tick = [], press, action }: Submission = {}): Promise<Visit> {
    const buttonIn = ({ controls }: Form) =>
      controls.find(
        ({ kind, type, name, value }) =>
          kind === 'button' && type === 'submit' && (!press || `${name}=${value}` === press),
      );
    const form = visit.forms.find(
      (candidate) =>
        buttonIn(candidate) &&
        (action === undefined || candidate.action === action) &&
        Object.keys(fields).every((name) => candidate.controls.some((control) => control.name === name)),
    );
    if (!form)
      throw new Error(`no form with ${press ?? 'a button'} and ${Object.keys(fields)} on ${visit.url}:\n${visit.html}`);
    const typed = structuredClone(form);
    for (const control of typed.controls) {
      if (control.type === 'radio') control.checked = fields[control.name] === control.value;
      else if (control.name in fields) control.value = fields[control.name]!;
      if (control.type === 'checkbox' && untick.includes(control.value)) control.checked = false;
      if (control.type === 'checkbox' && tick.includes(control.value)) control.checked = true;
    }
    return this.post(new URL(typed.action, visit.url), entriesOf(typed, buttonIn(typed)));
  }

  post(address: string | URL, entries: Iterable<[string, string]>): Promise<Visit> {
    return this.#navigate(new URL(address, this.#origin), new URLSearchParams([...entries]));
  }

  async #navigate(start: URL, form: URLSearchParams | undefined): Promise<Visit> {
    const trail: string[] = [];
    let url = start;
    let body = form;
    while (trail.push(url.href) <= MOST_REDIRECTS) {
      if (url.origin !== this.#origin) {
        return { url, left: true, status: 0, headers: new Headers(), html: '', forms: [], trail };
      }
      const response = await fetch(url, {
        redirect: 'manual',
        headers: {
          accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
          ...this.#headers,
          cookie: this.#cookiesFor(url),
        },
        ...(body && { method: 'POST', body }),
      });
      this.#remember(response, url);
      const location = response.headers.get('location');
      if (!location) {
        const html = await response.text();
        return {
          url,
          left: false,
          status: response.status,
          headers: response.headers,
          html,
          forms: formsOf(html),
          trail,
        };
      }
      await response.body?.cancel();
      url = new URL(location, url);
      body = undefined;
    }
    throw new Error(`more than ${MOST_REDIRECTS} redirects: ${trail.join(' ')}`);
  }

  #cookiesFor({ pathname }: URL): string {
    return [...this.cookies.values()]
      .filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  #remember(response: Response, { pathname }: URL): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const of = (wanted: string) =>
        attributes.find((attribute) => attribute.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      const path = of('path') ?? pathname.replace(/\/[^/]*$/, '') ?? '/';
      const expires = of('expires');
      const gone = of('max-age') === '0' || (expires !== undefined && Date.parse(expires) <= Date.now());
      const key = `${name} ${path}`;
      if (gone) this.cookies.delete(key);
      else this.cookies.set(key, { name, value, path });
    }
  }
}
