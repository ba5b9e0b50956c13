import type { clinicLetters as en } from './en.clinic.ts';

export const clinicLetters: typeof en = {
  invitation: ({ clinic, inviter, role, until, url }) => ({
    subject: `Invito di ${clinic}`,
    paragraphs: [
      `${inviter} invita a lavorare con ${clinic} su Corsia, con il ruolo ${role}${until ? `, fino al ${until}` : ''}.`,
    ],
    link: { label: 'Aprire l’account', url },
    after: [
      'Il collegamento vale una volta, entro sette giorni. Se l’invito è inatteso, eliminare questa e-mail: non viene aperto alcun account.',
    ],
  }),
  'invitation-known': ({ clinic, inviter }) => ({
    subject: `Invito di ${clinic}`,
    paragraphs: [
      `${inviter} invita a lavorare con ${clinic} su Corsia. Questo indirizzo ha già un account, e un account appartiene a un solo centro: non è stato modificato nulla.`,
      'Per accettare, chiedere un invito a un altro indirizzo.',
    ],
  }),
  'access-ends': ({ person, clinic, until, url }) => ({
    subject: person ? `L’accesso di ${person} termina presto` : `L’accesso a ${clinic} termina presto`,
    paragraphs: [
      person
        ? `L’accesso di ${person} a ${clinic} termina il ${until}. Se serve più a lungo, cambiare il termine.`
        : `L’accesso a ${clinic} termina il ${until}. Se serve più a lungo, rivolgersi al responsabile del centro.`,
    ],
    link: { label: person ? 'Aprire gli integratori' : 'Aprire l’account', url },
  }),
};
