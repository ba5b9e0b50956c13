import type { Queryable, Tx } from '../../../platform/database/index.ts';

/** An object of the catalogue, with the members that the API has. */
export interface CatalogueItem {
  id: number;
  version: number;
  active?: boolean;
  [member: string]: unknown;
}

/** What a page of a list shows. */
interface SectionView {
  /** Part of a name, in any case. */
  q: string;
  active: boolean | undefined;
  /** An order that the API's list of the same objects has. */
  sort: string;
  offset: number;
  limit: number;
  /** The list that prices belong to. */
  parentId?: number | undefined;
}

/** One kind of object. What it must be is decided where the API is; refusals name each field. */
export interface CatalogueSection {
  find(db: Queryable, tenantId: string, id: number): Promise<CatalogueItem | undefined>;
  list(db: Queryable, tenantId: string, view: SectionView): Promise<CatalogueItem[]>;
  /** @throws ServiceError validation_failed */
  create(tx: Tx, tenantId: string, members: object): Promise<number>;
  /**
   * Changes the members that are named; null removes one.
   * @returns whether anything is different now
   * @throws ServiceError not_found, version_conflict, validation_failed
   */
  change(tx: Tx, tenantId: string, id: number, version: number, members: object): Promise<boolean>;
}

export type ClosedReason = 'not_working' | 'kept_for_others' | 'location_closed' | 'holiday' | 'exception';

export interface OpeningDay {
  /** `YYYY-MM-DD` */
  date: string;
  /** ISO 8601: 1 is Monday. */
  dayOfWeek: number;
  windows: readonly { start: string; end: string }[];
  reason: ClosedReason | undefined;
}

export type SectionName = 'practitioners' | 'locations' | 'rooms' | 'agendas' | 'treatments' | 'price-lists' | 'prices';

/** A clinic's catalogue, as its manager's pages read and write it: handed over from outside, as the API has it. */
export interface ClinicCatalogue {
  sections: Record<SectionName, CatalogueSection>;
  /** @throws ServiceError not_found, version_conflict */
  removePrice(tx: Tx, tenantId: string, id: number, version: number): Promise<void>;
  /** How many appointments with an object are still to come. @param now milliseconds since the epoch */
  countUpcoming(
    db: Queryable,
    tenantId: string,
    section: Exclude<SectionName, 'price-lists' | 'prices'>,
    id: number,
    now: number,
  ): Promise<number>;
  openingDays(
    db: Queryable,
    tenantId: string,
    agendaId: number,
    from: { now: number; days: number },
  ): Promise<readonly OpeningDay[]>;
}
