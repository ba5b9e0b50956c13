/** A form of a page, as a browser without JavaScript sees it. */
export interface Form {
  action: string;
  controls: Control[];
}

export interface Control {
  kind: 'input' | 'button';
  type: string;
  name: string;
  value: string;
  checked: boolean;
}

/** Reads the forms of a page that our own templates wrote: lower-case tags, quoted attributes, no form inside a form. */
export function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, attributes, body]) => ({
    action: attribute(attributes!, 'action') ?? '',
    controls: [...body!.matchAll(/<(input|button)\b([^>]*)>/g)].map(([, kind, own]) => ({
      kind: kind as Control['kind'],
      type: attribute(own!, 'type') ?? (kind === 'button' ? 'submit' : 'text'),
      name: attribute(own!, 'name') ?? '',
      value: attribute(own!, 'value') ?? (attribute(own!, 'type') === 'checkbox' ? 'on' : ''),
      checked: /\schecked(\s|$)/.test(own!),
    })),
  }));
}

/** What the form would post if nobody touched it and `pressed` was the button (HTML Standard section 4.10.22.4). */
export function entriesOf(form: Form, pressed: Control | undefined): [string, string][] {
  return form.controls
    .filter((control) => {
      if (!control.name) return false;
      if (control.kind === 'button') return control === pressed;
      return control.type !== 'checkbox' || control.checked;
    })
    .map(({ name, value }) => [name, value]);
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function attribute(text: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1];
  return value?.replace(/&(amp|lt|gt|quot|#39);/g, (_all, entity: string) => ENTITIES[entity]!);
}
