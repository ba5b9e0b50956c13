/** What differs from one sandbox clinic to the other. Names refer to each other; ids are given when it is stored. */
export interface Practice {
  locations: readonly { name: string; street: string; number: string }[];
  /** `at` is the index of a location. */
  rooms: readonly { name: string; kind: 'room' | 'machine'; at: number }[];
  practitioners: readonly { first: string; last: string; title: string; specialties: readonly string[] }[];
  agendas: readonly PracticeAgenda[];
  treatments: readonly PracticeTreatment[];
  priceLists: readonly PracticePriceList[];
}

export interface PracticeAgenda {
  name: string;
  /** Last name of the practitioner; absent for the agenda of a room or machine. */
  who?: string;
  at: number;
  room?: string;
  granularity: number;
  online: boolean;
  /** Day of the week, start, end, and how the block is kept: for some treatments or one channel. */
  hours: readonly (readonly [
    number,
    string,
    string,
    { treatments?: readonly string[]; channel?: 'online' | 'frontdesk' }?,
  ])[];
  rules: {
    minNoticeMinutes?: number;
    maxHorizonDays?: number;
    maxPerDay?: number;
    maxPerPatientPerDay?: number;
    cancellationNoticeHours?: number;
  };
  /** Codes of the treatments it is limited to. */
  treatments?: readonly string[];
}

export interface PracticeTreatment {
  code: string;
  name: string;
  branch: string;
  minutes: number;
  price: number;
  buffers?: readonly [before: number, after: number];
  /** Last names, some with a duration or price of their own. */
  by: readonly (string | { who: string; minutes?: number; price?: number })[];
  /** Names of rooms and machines of which one is needed. */
  needs?: readonly (readonly string[])[];
  online?: boolean;
  nomenclature?: string;
  /** 22 percent instead of exempt: not for diagnosis, treatment or rehabilitation. */
  taxed?: boolean;
  minAge?: number;
  maxAge?: number;
  preparation?: string;
  inactive?: boolean;
}

interface PracticePriceList {
  name: string;
  kind: 'private' | 'insurance' | 'company';
  payer?: { code: string; name: string };
  /** Of the private price, in percent. */
  percentOfPrivate: number;
  /** What the patient pays of it, in percent. */
  patientPercent: number;
}
