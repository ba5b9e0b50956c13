import { agendaPart } from '../api/agendas/agendas.part.ts';
import { locationPart } from '../api/locations/locations.part.ts';
import { practitionerPart } from '../api/practitioners/practitioners.part.ts';
import { priceListItemPart, priceListPart } from '../api/price-lists/price-lists.part.ts';
import { roomPart } from '../api/rooms/rooms.part.ts';
import { treatmentPart } from '../api/treatments/treatments.part.ts';
import { catalogue } from './catalogue.ts';
import type { Importable, Row } from './importable.ts';
import { patients } from './patients.ts';

const identity = 'one of its externalIds';

/** What can be imported, each after what it refers to. */
export const importables: readonly Importable[] = [
  patients,
  catalogue(locationPart, { name: 'locations', identity }),
  catalogue(roomPart, { name: 'rooms', identity }),
  catalogue(practitionerPart, { name: 'practitioners', identity }),
  catalogue(treatmentPart, {
    name: 'treatments',
    identity: 'its code',
    keysOf: ({ code }) => (typeof code === 'string' && code !== '' ? [code] : []),
    keyField: 'code',
  }),
  catalogue(agendaPart, { name: 'agendas', identity }),
  catalogue(priceListPart, { name: 'price-lists', identity }),
  catalogue(priceListItemPart, {
    name: 'price-list-items',
    identity: 'its price list, treatment, practitioner and validFrom',
    keysOf: ({ priceListId, treatmentId, practitionerId, validFrom }: Row) =>
      priceListId === undefined || treatmentId === undefined
        ? []
        : [[priceListId, treatmentId, practitionerId ?? '', validFrom ?? ''].join(' ')],
    keyField: 'priceList',
  }),
];
