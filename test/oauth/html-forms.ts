/** A form of a page, as a browser without JavaScript sees it. */
export interface Form {
  action: string;
  controls: Control[];
}

export interface Control {
  kind: 'input' | 'button' | 'textarea' | 'select';
  type: string;
  name: string;
  value: string;
  checked: boolean;
}

const CONTROL = /<(input|button|textarea(?=[^>]*>([^<]*)<)|select(?=[^>]*>(.*?)<\/select>))\b([^>]*)>/gs;

/** Reads the forms of a page that our own templates wrote: lower-case tags, quoted attributes, no form inside a form. */
export function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, attributes, body]) => ({
    action: attribute(attributes!, 'action') ?? '',
    controls: [...body!.matchAll(CONTROL)].map(([, tag, text, options, own]) => ({
      kind: tag as Control['kind'],
      type: attribute(own!, 'type') ?? (tag === 'button' ? 'submit' : 'text'),
      name: attribute(own!, 'name') ?? '',
      value:
        attribute(own!, 'value') ?? contentOf(text, options) ?? (attribute(own!, 'type') === 'checkbox' ? 'on' : ''),
      checked: /\schecked(\s|$)/.test(own!),
    })),
  }));
}

/** What stands in a text area, or the chosen option. */
function contentOf(text: string | undefined, options: string | undefined): string | undefined {
  return text === undefined ? options && chosenOf(options) : decoded(text);
}

/** The selected option, else the first. */
function chosenOf(options: string): string | undefined {
  const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, own]) => own!);
  return attribute(all.find((own) => /\sselected(\s|$)/.test(own)) ?? all[0] ?? '', 'value');
}

/** What the form would post if nobody touched it and `pressed` was the button (HTML Standard section 4.10.22.4). */
export function entriesOf(form: Form, pressed: Control | undefined): [string, string][] {
  return form.controls
    .filter((control) => {
      if (!control.name) return false;
      if (control.kind === 'button') return control === pressed;
      return (control.type !== 'checkbox' && control.type !== 'radio') || control.checked;
    })
    .map(({ name, value }) => [name, value]);
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function attribute(text: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1];
  return value === undefined ? undefined : decoded(value);
}

const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, entity: string) => ENTITIES[entity]!);
