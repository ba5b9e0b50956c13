import type { Html } from '../../../../platform/html.ts';
import { badge } from '../../components/badge.ts';
import { linkButton } from '../../components/button.ts';
import { portalPage } from '../../components/portal.ts';
import { tabs } from '../../components/tabs.ts';
import type { PageContext } from '../../layout.ts';
import { type Messages, messages } from '../../messages.ts';

export const CATALOGUE = '/clinic/catalogue';

/** What the catalogue has, each with the pages of one of them beside its details. */
export const KINDS = {
  practitioners: [],
  agendas: ['weeks', 'hours', 'exceptions'],
  treatments: [],
  'price-lists': ['prices'],
  locations: ['hours', 'closures'],
  rooms: [],
} as const satisfies Record<string, readonly (keyof Messages['catalogue']['tabs'])[]>;
export type Kind = keyof typeof KINDS;
type Tab = keyof Messages['catalogue']['tabs'];

export const kinds = Object.keys(KINDS) as Kind[];

export const listPath = (kind: Kind): string => `${CATALOGUE}/${kind}`;
export const itemPath = (kind: Kind, id: number, tab?: Tab | 'deactivate' | 'reactivate'): string =>
  `${listPath(kind)}/${id}${tab === undefined || tab === 'details' ? '' : `/${tab}`}`;

/** An object as its pages head it. */
export interface ItemHead {
  kind: Kind;
  id: number;
  name: string;
  active: boolean;
}

export const activeBadge = (active: boolean, { catalogue }: Messages): Html =>
  active ? badge(catalogue.active, 'done') : badge(catalogue.inactive, 'neutral');

const DONE = ['created', 'saved', 'deactivated', 'reactivated', 'added', 'removed'] as const;
export type CatalogueDone = (typeof DONE)[number];
export const catalogueDone = (done: string | undefined): CatalogueDone | undefined =>
  DONE.find((each) => each === done);

type ItemPage = {
  head: ItemHead;
  tab: Tab;
  done?: CatalogueDone | undefined;
  failed?: boolean;
  lead?: string;
  body: Html;
};

/** One object: its name, whether it is active, and the pages that it has. */
export function itemPage(context: PageContext, { head, tab, done, lead, ...page }: ItemPage): Html {
  const text = messages[context.language];
  const { kind, id, name, active } = head;
  const act = active ? 'deactivate' : 'reactivate';
  const all: readonly Tab[] = ['details', ...KINDS[kind]];
  return portalPage(context, {
    title: name,
    ...(tab !== 'details' && { part: text.catalogue.tabs[tab] }),
    current: 'clinicCatalogue',
    above: { href: listPath(kind), label: text.catalogue.kinds[kind].title },
    mark: activeBadge(active, text),
    action: linkButton(itemPath(kind, id, act), text.catalogue[act], 'secondary'),
    ...(lead && { lead }),
    done: done === 'created' ? text.catalogue.kinds[kind].created : done && text.catalogue.done[done],
    ...(all.length > 1 && {
      tabs: tabs(
        name,
        all.map((one) => ({ href: itemPath(kind, id, one), label: text.catalogue.tabs[one], current: one === tab })),
      ),
    }),
    ...page,
  });
}

/** A page of a list in the catalogue, with ways to the other lists. */
export const kindTabs = (context: PageContext, current: Kind): Html => {
  const { catalogue } = messages[context.language];
  return tabs(
    catalogue.title,
    kinds.map((kind) => ({ href: listPath(kind), label: catalogue.kinds[kind].title, current: kind === current })),
  );
};

/** Words of which some are missing. */
export const joined = (parts: readonly (string | undefined)[], by = ' '): string => parts.filter(Boolean).join(by);
