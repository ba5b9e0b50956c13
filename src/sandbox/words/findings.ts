/** What reports say, of all branches and by branch. Invented, and of nobody. */
const GENERAL = [
  'Condizioni generali buone. Esame obiettivo nei limiti della norma.',
  'Quadro clinico stabile rispetto al controllo precedente.',
  'Non si rilevano alterazioni di rilievo clinico.',
];

const FINDINGS: Readonly<Record<string, readonly string[]>> = {
  cardiology: [
    'Toni cardiaci ritmici, pause libere. Pressione arteriosa 130/80 mmHg. Ritmo sinusale, 68 battiti al minuto.',
    'Lieve ipertrofia concentrica del ventricolo sinistro, funzione sistolica conservata (FE 60 %).',
    'Elettrocardiogramma nei limiti: conduzione atrioventricolare normale, assenza di alterazioni della ripolarizzazione.',
  ],
  dermatology: [
    'Multiple lesioni melanocitarie di aspetto regolare alla dermatoscopia. Nessuna lesione sospetta.',
    'Chiazze eritemato-desquamative agli arti superiori, compatibili con dermatite da contatto.',
    'Esiti di crioterapia in buona evoluzione.',
  ],
  orthopaedics: [
    'Dolore alla palpazione dell’emirima mediale del ginocchio destro. Articolarità conservata, non versamento.',
    'Rachide lombare: contrattura paravertebrale, Lasègue negativo bilateralmente.',
    'Spalla sinistra: limitazione dolorosa dell’abduzione oltre i 90 gradi.',
  ],
  gynaecology: [
    'Utero antiversoflesso, regolare per forma e volume. Annessi non palpabili.',
    'Collo uterino macroscopicamente indenne. Eseguito prelievo per citologia.',
  ],
  obstetrics: ['Feto singolo in situazione longitudinale, battito cardiaco regolare. Biometria nei limiti.'],
  radiology: [
    'Fegato di dimensioni regolari, ecostruttura omogenea. Colecisti alitiasica. Vie biliari non dilatate.',
    'Tiroide in sede, di volume normale. Piccolo nodulo isoecogeno di 5 mm al lobo destro, senza caratteri sospetti.',
    'Tendini della cuffia dei rotatori continui. Lieve distensione della borsa subacromiale.',
    'Asse carotideo pervio bilateralmente, ispessimento medio-intimale di grado lieve.',
  ],
  dentistry: [
    'Carie occlusale dell’elemento 3.6. Igiene orale discreta, assenza di tasche parodontali.',
    'Dentatura completa, tartaro sopragengivale di grado lieve.',
  ],
  physiotherapy: [
    'Ridotta flessibilità della catena posteriore, forza conservata. VAS 5/10 a riposo.',
    'Miglioramento dell’escursione articolare, VAS 2/10. Obiettivi del ciclo raggiunti in parte.',
  ],
  paediatrics: [
    'Accrescimento staturo-ponderale regolare (50º percentile). Obiettività toracica negativa.',
    'Faringe lievemente iperemico, membrane timpaniche normoriflettenti. Apiretico.',
  ],
};

export function findingsOf(branch: string): readonly string[] {
  return [...(FINDINGS[branch] ?? []), ...GENERAL];
}

export const ADVICE: readonly string[] = [
  'Si consiglia controllo tra sei mesi.',
  'Si prosegue la terapia in atto; rivalutazione tra tre mesi.',
  'Nessun ulteriore accertamento necessario.',
  'Si richiede esame di approfondimento, da eseguire entro trenta giorni.',
];
