import type { Location } from '../locations/locations.schema.ts';
import type { Agenda } from './agendas.schema.ts';

/** What decides when an agenda can be booked. */
export interface BookableAgenda
  extends Pick<Agenda, 'id' | 'locationId' | 'timeZone' | 'granularityMinutes' | 'onlineBookable'>,
    Pick<Agenda, 'openingHours' | 'exceptions' | 'rules'> {
  practitionerId: number | undefined;
  roomId: number | undefined;
  /** Whether it, its location, its practitioner and its room are all active. */
  usable: boolean;
  /** Whether each of the wanted treatments can be booked in it. */
  offersTreatments: boolean;
  location: Pick<Location, 'holidays' | 'closures'> & { openingHours: Location['openingHours'] | undefined };
}
