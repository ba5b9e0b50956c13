import { goTo, type PageCall, type PageRoute, type SubmitCall } from '../../console/page-route.ts';
import { type EntriesPage, entriesPage } from '../../pages/clinic/catalogue/catalogue-item.page.ts';
import type { FormSpec } from '../../pages/clinic/catalogue/form-spec.ts';
import { catalogueDone, itemPath, type Kind, listPath } from '../../pages/clinic/catalogue/kinds.ts';
import { closureSpec, exceptionSpec } from '../../pages/clinic/catalogue/specs.ts';
import { recentDays } from '../audit.queries.ts';
import { changeItem, headOf, isConflict, itemOf, readingDatabase } from './catalogue.service.ts';
import type { CatalogueItem } from './clinic-catalogue.ts';
import { type FormView, formView, sendForm } from './item-form.ts';

type Tab = EntriesPage['tab'];
type Entry = Omit<EntriesPage['entries'][number], 'at'>;

/** How often adding is tried while others keep changing the same object. */
const MOST_TRIES = 5;

const entriesOf = (item: CatalogueItem, tab: Tab): Entry[] => (item[tab] ?? []) as Entry[];

/** Days of an object that differ from its weekly hours: a list, and a form that adds to it. */
function entriesOfKind(kind: Kind, tab: Tab, spec: FormSpec): PageRoute {
  async function pageOf(call: PageCall, item: CatalogueItem, view: FormView, extra: Partial<EntriesPage> = {}) {
    const { today } = await recentDays(readingDatabase(call));
    const all = entriesOf(item, tab).map((entry, at) => ({ ...entry, at }));
    const ahead = all.filter(({ to }) => to >= today).sort((a, b) => (a.from < b.from ? -1 : 1));
    return entriesPage({
      ...call.form(itemPath(kind, item.id, tab)),
      ...view,
      head: headOf(kind, item),
      tab,
      version: item.version,
      entries: ahead,
      past: all.length - ahead.length,
      ...extra,
    });
  }

  async function remove(call: SubmitCall, item: CatalogueItem, at: number) {
    const entries = entriesOf(item, tab).filter((_, index) => index !== at);
    const version = Number(call.field('version'));
    try {
      await changeItem(call, kind, { ...headOf(kind, item), version }, { [tab]: entries });
      return goTo(itemPath(kind, item.id, tab), 'removed');
    } catch (error) {
      if (!isConflict(error)) throw error;
      return { page: await pageOf(call, item, await formView(call, spec), { changed: true }), status: 409 };
    }
  }

  return {
    path: `${listPath(kind)}/:id/${tab}`,
    requires: 'manager',
    async show(call) {
      const item = await itemOf(call, kind, call.params.id!);
      return pageOf(call, item, await formView(call, spec), { done: catalogueDone(call.done) });
    },
    async submit(call) {
      const item = await itemOf(call, kind, call.params.id!);
      const removed = /^remove\.(\d{1,3})$/.exec(call.field('do'))?.[1];
      if (removed !== undefined) return remove(call, item, Number(removed));
      let place = 0;
      // Adding takes nothing away: what somebody else changed meanwhile stays.
      const add = async (members: Record<string, unknown>, tries = MOST_TRIES): Promise<void> => {
        const current = await itemOf(call, kind, call.params.id!);
        const before = entriesOf(current, tab);
        place = before.length;
        const entry = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
        const entries = [...before, { ...entry, to: entry.to ?? entry.from }];
        try {
          await changeItem(call, kind, { ...headOf(kind, current), version: current.version }, { [tab]: entries });
        } catch (error) {
          if (!isConflict(error) || tries <= 1) throw error;
          await add(members, tries - 1);
        }
      };
      const sent = await sendForm(call, spec, {
        store: (members) => add(members),
        placeOf: (path) => path.replace(`${tab}.${place}.`, ''),
      });
      if (sent === 'stored') return goTo(itemPath(kind, item.id, tab), 'added');
      return { page: await pageOf(call, item, sent.view), status: sent.status };
    },
  };
}

export const entriesPages: readonly PageRoute[] = [
  entriesOfKind('agendas', 'exceptions', exceptionSpec),
  entriesOfKind('locations', 'closures', closureSpec),
];
