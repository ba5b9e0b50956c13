/**
 * Everything in a sandbox person that could point at somebody is drawn from here, and here nothing can:
 * each range below is one that no Italian resident can be given.
 */
import { digits, integer, pick, type Random } from '../random.ts';

/** Invented towns. Real cadastral (Belfiore) codes begin with A-M, or Z for foreign states: no birth is registered under X. */
const BIRTH_TOWNS = [
  'Borgo Corsia',
  'Castel Sabbia',
  'Rocca Provetta',
  'San Campione',
  'Villa Modello',
  'Monte Seme',
  'Pieve Finta',
  'Torre Bozza',
  'Acqua Ipotesi',
  'Ponte Esempio',
  'Colle Traccia',
  'Serra Simulata',
  'Valle Prova',
  'Campo Segnaposto',
  'Fonte Replica',
  'Isola Variabile',
  'Porto Abbozzo',
  'Santa Verifica',
  'Terra Nuova di Corsia',
  'Costa Collaudo',
].map((name, index) => ({
  name,
  belfioreCode: `X${String(index + 1).padStart(3, '0')}`,
  province: 'XX',
  country: 'IT' as const,
}));

const STREETS = [
  'Via della Corsia',
  'Via del Collaudo',
  'Via delle Prove',
  'Via del Segnaposto',
  'Via dei Dati Finti',
  'Via della Simulazione',
  'Via delle Ipotesi',
  'Via del Prototipo',
  'Via della Bozza',
  "Via dell'Esempio",
  'Via delle Variabili',
  'Via del Campione Vuoto',
  'Viale del Banco di Prova',
  'Viale delle Repliche',
  'Viale della Traccia',
  'Corso del Modello',
  'Corso delle Verifiche',
  'Piazza del Facsimile',
  'Piazza della Provetta',
  'Vicolo del Seme Casuale',
  'Largo del Segno di Spunta',
  'Strada della Sabbiera',
];

/** RFC 2606 and 6761 keep `.test` out of the DNS. */
const MAIL_DOMAINS = ['posta.test', 'email.test', 'lettera.test', 'studio.test'];

export function birthTown(random: Random): (typeof BIRTH_TOWNS)[number] {
  return pick(random, BIRTH_TOWNS);
}

export function street(random: Random): { street: string; number: string } {
  return {
    street: pick(random, STREETS),
    number: `${integer(random, 1, 180)}${pick(random, ['', '', '', '', '/A', '/B', ' bis'])}`,
  };
}

export function emailAddress(random: Random, firstName: string, lastName: string): string {
  const local = `${firstName}.${lastName}`
    .normalize('NFD')
    .replace(/[^a-z.]/gi, '')
    .toLowerCase();
  return `${local}${integer(random, 1, 999)}@${pick(random, MAIL_DOMAINS)}`;
}

/** E.164. Italian mobile numbers begin with 31 to 39: no operator holds 30 (google/libphonenumber, metadata/39/ranges.csv). */
export function mobileNumber(random: Random): string {
  return `+3930${digits(random, 8)}`;
}

/** E.164. No telephone district has the code 012 or 0120, that group being 0121 to 0125 (same source; DM 25 November 1997). */
export function landlineNumber(random: Random): string {
  return `+390120${digits(random, 6)}`;
}

/** 20 digits. A card begins with 80 and its state's ISO 3166 number, 380 for Italy: 999 is left to private use, no state's. */
export function healthCardNumber(random: Random): string {
  return `80999${digits(random, 7)}${digits(random, 8)}`;
}
