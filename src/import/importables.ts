import { agendas } from './agendas.ts';
import type { Importable } from './importable.ts';
import { patients } from './patients.ts';
import { locations, rooms } from './places.ts';
import { practitioners } from './practitioners.ts';
import { priceListItems, priceLists } from './prices.ts';
import { treatments } from './treatments.ts';

/** What can be imported, each after what it refers to. */
export const importables: readonly Importable[] = [
  patients,
  locations,
  rooms,
  practitioners,
  treatments,
  agendas,
  priceLists,
  priceListItems,
];
