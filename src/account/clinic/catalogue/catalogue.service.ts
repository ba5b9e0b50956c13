import type { Tx } from '../../../platform/database/index.ts';
import { ServiceError } from '../../../platform/errors.ts';
import type { Action } from '../../console/actions.queries.ts';
import type { PageCall } from '../../console/page-route.ts';
import type { Option, Options } from '../../pages/clinic/catalogue/catalogue-form.ts';
import type { OptionSource } from '../../pages/clinic/catalogue/form-spec.ts';
import { type ItemHead, joined, type Kind } from '../../pages/clinic/catalogue/kinds.ts';
import { nameOf } from '../../pages/clinic/catalogue/listing.ts';
import { clinicDatabase, noteByManager } from '../people.service.ts';
import { listAccounts } from './accounts.queries.ts';
import type { CatalogueItem, SectionName } from './clinic-catalogue.ts';

/** What can be chosen in a form: of everything in a clinic's catalogue at most this many. */
const MOST_OPTIONS = 1000;

export const sectionOf = ({ services }: Pick<PageCall, 'services'>, name: SectionName) =>
  services.clinicCatalogue.sections[name];

export const readingDatabase = (call: PageCall) => clinicDatabase(call, 'catalogue.read');

/** @throws ServiceError not_found for those of other clinics, as for those that do not exist */
export async function itemOf(call: PageCall, section: SectionName, id: string): Promise<CatalogueItem> {
  const item = /^[1-9]\d{0,14}$/.test(id)
    ? await sectionOf(call, section).find(readingDatabase(call), call.user.tenant_id!, Number(id))
    : undefined;
  if (!item) throw new ServiceError('not_found', 'There is no such object in the catalogue.');
  return item;
}

export const headOf = (kind: Kind, item: CatalogueItem): ItemHead => ({
  kind,
  id: item.id,
  name: nameOf(kind, item),
  active: item.active !== false,
});

export const treatmentName = ({ code, name }: Record<string, unknown>): string =>
  joined([code, name].map(String), ' · ');

/** Whether somebody else changed the object meanwhile. */
export const isConflict = (error: unknown): boolean =>
  error instanceof ServiceError && error.code === 'version_conflict';

/** What there is to choose from. */
export async function optionsFor(call: PageCall, sources: readonly OptionSource[]): Promise<Options> {
  const wanted = [...new Set(sources)];
  const found = await Promise.all(wanted.map((source) => optionsOf(call, source)));
  return Object.fromEntries(wanted.map((source, index) => [source, found[index]]));
}

async function optionsOf(call: PageCall, source: OptionSource): Promise<Option[]> {
  switch (source) {
    case 'accounts':
      return (await listAccounts(call.services.database, call.user.tenant_id!)).map(({ id, name, email, active }) => ({
        value: id,
        words: `${name} (${email})`,
        active,
      }));
    case 'practitioners':
      return objects(call, source, 'lastName', (item) => nameOf(source, item));
    case 'locations':
      return objects(call, source, 'name', ({ name }) => String(name));
    case 'rooms': {
      const locations = new Map((await optionsOf(call, 'locations')).map(({ value, words }) => [value, words]));
      const place = (id: unknown) => locations.get(String(id));
      return objects(call, source, 'name', ({ name, locationId }) => joined([String(name), place(locationId)], ' · '));
    }
    case 'treatments':
      return objects(call, source, 'code', treatmentName);
    case 'treatmentCodes':
      return objects(call, 'treatments', 'code', ({ code }) => String(code));
    default:
      return [];
  }
}

async function objects(
  call: PageCall,
  section: SectionName,
  sort: string,
  words: (item: CatalogueItem) => string,
): Promise<Option[]> {
  const view = { q: '', active: undefined, sort, offset: 0, limit: MOST_OPTIONS };
  const items = await sectionOf(call, section).list(readingDatabase(call), call.user.tenant_id!, view);
  return items.map((item) => ({ value: String(item.id), words: words(item), active: item.active !== false }));
}

/**
 * Writes in the catalogue in the manager's name, and writes down that they did.
 * @throws ServiceError not_found, version_conflict, validation_failed
 */
export function writeInCatalogue<Result>(
  call: PageCall,
  section: SectionName,
  action: Extract<Action, `catalogue.${string}`>,
  work: (tx: Tx, clinicId: string) => Promise<{ result: Result; name: string; changed: boolean }>,
): Promise<Result> {
  const what = `${section.replaceAll('-', '_')}.${action.slice('catalogue.'.length)}`;
  return clinicDatabase(call, what).transaction(async (tx) => {
    const { result, name, changed } = await work(tx, call.user.tenant_id!);
    if (changed) await noteByManager(tx, call, action, { detail: { section, name } });
    return result;
  });
}

/** @param head the name that is written down */
export function changeItem(
  call: PageCall,
  section: SectionName,
  { id, name, version }: { id: number; name: string; version: number },
  members: object,
  action: 'catalogue.changed' | 'catalogue.deactivated' | 'catalogue.reactivated' = 'catalogue.changed',
): Promise<void> {
  return writeInCatalogue(call, section, action, async (tx, clinicId) => {
    const changed = await sectionOf(call, section).change(tx, clinicId, id, version, members);
    return { result: undefined, name, changed };
  });
}
