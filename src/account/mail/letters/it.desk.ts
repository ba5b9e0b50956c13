import type { deskLetters as en } from './en.desk.ts';

export const deskLetters: typeof en = {
  'clinic-access': ({ clinic, open, reason }) => ({
    subject: open ? `${clinic} funziona di nuovo` : `${clinic} è sospeso`,
    paragraphs: [
      open
        ? `${clinic} è di nuovo aperto su Corsia: le persone possono accedere e le applicazioni riprendono.`
        : `${clinic} è sospeso su Corsia: nessuno del centro può accedere e nessuna applicazione lavora per il centro. Nessun dato è stato eliminato.`,
      `Che cosa dice l’amministratore:\n${reason}`,
    ],
  }),
  'account-access': ({ open, reason }) => ({
    subject: open ? 'L’account funziona di nuovo' : 'L’account è stato disattivato',
    paragraphs: [
      open
        ? 'L’account Corsia è stato riattivato: si può di nuovo accedere. Le autorizzazioni alle applicazioni non ritornano.'
        : 'L’account Corsia è stato disattivato: tutte le sessioni sono chiuse e le applicazioni hanno perso le autorizzazioni.',
      `Che cosa dice l’amministratore:\n${reason}`,
    ],
  }),
  notice: ({ title, text, applications, url }) => ({
    subject: title,
    paragraphs: text.split(/\n{2,}/),
    link: { label: 'Aprire le applicazioni', url },
    after: [`Questo messaggio arriva a chi ha registrato: ${applications.join(', ')}.`],
  }),
};
