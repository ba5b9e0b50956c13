import type { Tx } from '../../platform/database/index.ts';
import { agendaPart } from '../agendas/agendas.part.ts';
import { countUpcomingOf } from '../appointments/catalogue-appointments.ts';
import { openingDays } from '../availabilities/opening-days.ts';
import { locationPart } from '../locations/locations.part.ts';
import { practitionerWithAccountPart } from '../practitioners/practitioners.part.ts';
import { priceListItemPart, priceListPart } from '../price-lists/price-lists.part.ts';
import { removePriceListItem } from '../price-lists/price-lists.service.ts';
import { roomPart } from '../rooms/rooms.part.ts';
import { treatmentPart } from '../treatments/treatments.part.ts';
import type { CataloguePart } from './catalogue-part.ts';
import { catalogueWriting, lockedItem } from './catalogue-writing.ts';

const section = <Item extends { id: number; version: number }, Input>(part: CataloguePart<Item, Input>) => ({
  ...part.reading,
  ...catalogueWriting(part),
});

/** What the account origin's pages for a clinic's manager do with the catalogue; `main.ts` hands it over. */
export const clinicCatalogue = {
  sections: {
    practitioners: section(practitionerWithAccountPart),
    locations: section(locationPart),
    rooms: section(roomPart),
    agendas: section(agendaPart),
    treatments: section(treatmentPart),
    'price-lists': section(priceListPart),
    prices: section(priceListItemPart),
  },
  /** @throws ServiceError not_found, version_conflict */
  async removePrice(tx: Tx, tenantId: string, id: number, version: number): Promise<void> {
    await lockedItem(tx, tenantId, priceListItemPart, id, version);
    await removePriceListItem(tx, tenantId, id);
  },
  openingDays,
  countUpcoming: countUpcomingOf,
};
