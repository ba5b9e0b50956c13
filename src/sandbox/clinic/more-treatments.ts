import type { PracticeTreatment } from './practice.ts';
import { CONSULTING_ROOMS } from './sandbox-treatments.ts';

type Detail = Omit<Partial<PracticeTreatment>, 'code' | 'name' | 'minutes' | 'price' | 'branch' | 'by'>;

const ECG = { needs: [CONSULTING_ROOMS, ['Elettrocardiografo']] };
const ULTRASOUND = { needs: [CONSULTING_ROOMS, ['Ecografo']] };
const GYM = { needs: [['Palestra Riabilitativa']] };

/** Treatments of one branch, given by one practitioner; what nobody in particular gives is left to the agenda. */
function of(branch: string, who: string | undefined, ...list: readonly [string, string, number, number, Detail?][]) {
  const by = who === undefined ? [] : [who];
  return list.map(
    ([code, name, minutes, price, detail = {}]): PracticeTreatment => ({
      code,
      name,
      branch,
      minutes,
      price,
      by,
      ...detail,
    }),
  );
}

/** What a clinic of this size offers besides: with the others, sixty. */
export const MORE_TREATMENTS: readonly PracticeTreatment[] = [
  ...of(
    'cardiology',
    'Medici',
    ['CARD-HPR', 'Holter pressorio 24 ore', 20, 90],
    ['CARD-SFO', 'Elettrocardiogramma da sforzo', 40, 140, { ...ECG, buffers: [0, 10], minAge: 14 }],
    ['CARD-SPO', 'Visita cardiologica per idoneità sportiva', 40, 70, { ...ECG, online: true, minAge: 8 }],
    ['CARD-PRE', 'Valutazione cardiologica preoperatoria', 30, 110, { minAge: 18 }],
    ['CARD-TEL', 'Televisita cardiologica', 20, 60, { online: true }],
  ),
  ...of(
    'dermatology',
    'Curanti',
    ['DERM-DER', 'Dermatoscopia digitale', 20, 80, { online: true }],
    ['DERM-BIO', 'Biopsia cutanea', 40, 140, { buffers: [0, 10] }],
    ['DERM-LAS', 'Laser estetico', 40, 180, { taxed: true, minAge: 18 }],
    ['DERM-ACN', "Trattamento dell'acne", 20, 75, { minAge: 12, maxAge: 45 }],
  ),
  ...of(
    'orthopaedics',
    'Ossini',
    ['ORTO-CTR', 'Controllo ortopedico', 15, 80],
    ['ORTO-PRP', 'Infiltrazione con plasma ricco di piastrine', 40, 220, { buffers: [5, 10], minAge: 18 }],
    ['ORTO-GES', 'Rimozione di apparecchio gessato', 20, 50],
    ['ORTO-PED', 'Visita ortopedica pediatrica', 30, 110, { online: true, maxAge: 15 }],
  ),
  ...of(
    'gynaecology',
    'Fiorentini',
    ['GINE-COL', 'Colposcopia', 30, 110, { minAge: 18 }],
    ['GINE-CTR', 'Controllo ginecologico', 30, 80],
    ['GINE-TRA', 'Ecografia transvaginale', 30, 100, { needs: [['Ecografo']], minAge: 18 }],
    ['GINE-MEN', 'Consulenza per la menopausa', 30, 100, { online: true, minAge: 42 }],
  ),
  ...of(
    'radiology',
    'Ecografi',
    ['ECO-MAM', 'Ecografia mammaria', 30, 110, { ...ULTRASOUND, online: true, minAge: 18 }],
    ['ECO-TSA', 'Ecocolordoppler dei tronchi sovraaortici', 30, 120, { ...ULTRASOUND, online: true, minAge: 18 }],
    ['ECO-ART', 'Ecocolordoppler degli arti inferiori', 30, 120, { ...ULTRASOUND, online: true, minAge: 18 }],
    ['ECO-REN', 'Ecografia renale e vescicale', 20, 95, ULTRASOUND],
    ['ECO-ANC', 'Ecografia delle anche del neonato', 20, 90, { ...ULTRASOUND, maxAge: 1 }],
    ['ECO-PRO', 'Ecografia prostatica', 20, 95, { ...ULTRASOUND, minAge: 40 }],
  ),
  ...of(
    'dentistry',
    'Denti',
    ['ODO-EST', 'Estrazione dentaria', 45, 120, { buffers: [0, 15] }],
    ['ODO-DEV', 'Devitalizzazione', 60, 280, { buffers: [0, 15] }],
    ['ODO-SBI', 'Sbiancamento estetico', 60, 250, { taxed: true, minAge: 18 }],
    ['ODO-ORT', 'Controllo ortodontico', 30, 70, { maxAge: 25 }],
    ['ODO-PED', 'Visita odontoiatrica pediatrica', 30, 50, { online: true, maxAge: 14 }],
  ),
  ...of(
    'physiotherapy',
    'Movimenti',
    ['FIS-TEC', 'Tecarterapia', 30, 45, GYM],
    ['FIS-LIN', 'Linfodrenaggio manuale', 45, 60],
    ['FIS-POS', 'Rieducazione posturale', 50, 60, { ...GYM, buffers: [0, 10], online: true }],
  ),
  ...of(
    'paediatrics',
    'Bambini',
    ['PED-CTR', 'Controllo pediatrico', 15, 70, { maxAge: 17 }],
    ['PED-ALL', 'Prove allergiche cutanee', 30, 90, { minAge: 3, maxAge: 17 }],
  ),
  ...of('laboratory', undefined, ['LAB-TAM', 'Tampone faringeo', 10, 25]),
];
