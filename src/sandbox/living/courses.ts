import type { Random } from '../random.ts';
import { chance, integer } from '../random.ts';
import type { Resident } from './residents.ts';
import type { Visit } from './visit.ts';

interface Step {
  /** The treatment, by its code. */
  code: string;
  /** Days after the visit before, from and to. */
  after: readonly [number, number];
}

/** How patients with one complaint are treated over several visits. */
export interface CourseKind {
  title: string;
  /** The code of the treatment that it begins with. */
  opensWith: string;
  /** How many of those visits open one. */
  share: number;
  steps: readonly (Step & { times?: readonly [number, number] })[];
  diagnosis: { code: string; text: string };
  question: string;
  /** Of the patient; from when its treatments are given. */
  minAge?: number;
}

const control = (code: string, from: number, to: number): Step => ({ code, after: [from, to] });

export const COURSE_KINDS: readonly CourseKind[] = [
  {
    title: 'Ciclo di fisioterapia',
    opensWith: 'FIS-VAL',
    share: 0.9,
    steps: [{ code: 'FIS-SED', after: [2, 5], times: [6, 10] }],
    diagnosis: { code: '724.2', text: 'Lombalgia' },
    question: 'Ciclo di rieducazione motoria per lombalgia',
  },
  {
    title: 'Controllo dell’ipertensione',
    opensWith: 'CARD-VIS',
    share: 0.6,
    steps: [control('CARD-ECG', 3, 14), control('CARD-CTR', 50, 80)],
    diagnosis: { code: '401.1', text: 'Ipertensione essenziale benigna' },
    question: 'Valutazione del compenso pressorio',
  },
  {
    title: 'Follow-up dermatologico',
    opensWith: 'DERM-VIS',
    share: 0.45,
    steps: [control('DERM-CRI', 7, 21), control('DERM-VIS', 60, 90)],
    diagnosis: { code: '692.9', text: 'Dermatite da contatto, causa non specificata' },
    question: 'Lesioni cutanee da rivalutare',
  },
  {
    title: 'Riabilitazione dopo intervento al ginocchio',
    opensWith: 'ORTO-VIS',
    share: 0.6,
    steps: [
      control('ECO-MUS', 5, 14),
      { code: 'ORTO-INF', after: [10, 18], times: [1, 2] },
      { code: 'FIS-SED', after: [3, 7], times: [3, 6] },
      control('ORTO-CTR', 20, 40),
    ],
    diagnosis: { code: '717.9', text: 'Lesione interna del ginocchio' },
    question: 'Gonalgia, indicazione al trattamento',
  },
  {
    title: 'Percorso diagnostico',
    opensWith: 'ECO-ADD',
    share: 0.2,
    steps: [control('LAB-PRE', 3, 10), control('ECO-ADD', 80, 100)],
    diagnosis: { code: '780.79', text: 'Malessere e affaticamento' },
    question: 'Approfondimento diagnostico',
  },
  {
    title: 'Sorveglianza ginecologica',
    opensWith: 'GINE-VIS',
    share: 0.4,
    steps: [control('GINE-PAP', 5, 20), control('GINE-CTR', 60, 120)],
    diagnosis: { code: '622.1', text: 'Displasia della cervice' },
    question: 'Controllo periodico',
    minAge: 18,
  },
  {
    title: 'Risanamento dentale',
    opensWith: 'ODO-VIS',
    share: 0.5,
    steps: [{ code: 'ODO-OTT', after: [7, 20], times: [1, 3] }, control('ODO-IGI', 30, 60)],
    diagnosis: { code: '521.0', text: 'Carie dentaria' },
    question: 'Piano di cura conservativo',
  },
];

/** Weekly training that is booked as one series. */
export const SERIES_KIND: CourseKind = {
  title: 'Rieducazione posturale',
  opensWith: 'FIS-POS',
  share: 0,
  steps: [],
  diagnosis: { code: '737.30', text: 'Scoliosi idiopatica' },
  question: 'Rieducazione posturale settimanale',
};

/** One patient's course: what has been and what is booked, and the steps that are still to be booked. */
export interface Course {
  kind: CourseKind;
  resident: Resident;
  visits: Visit[];
  left: Step[];
}

/** The course that a visit for this treatment is the first of, if it is. */
export function opensCourse(random: Random, code: string, age: number): CourseKind | undefined {
  return COURSE_KINDS.find(
    ({ opensWith, share, minAge = 0 }) => opensWith === code && age >= minAge && chance(random, share),
  );
}

export function newCourse(random: Random, kind: CourseKind, resident: Resident): Course {
  const left = kind.steps.flatMap(({ times: [fewest, most] = [1, 1], ...step }) =>
    Array<Step>(integer(random, fewest, most)).fill(step),
  );
  return { kind, resident, visits: [], left };
}
