/** What a caller needs to see practitioners, locations, rooms, agendas and free times. */
export const mayReadAgendas = { scope: 'giponext.agenda', permission: 'agendas.read' } as const;

/** What a caller needs to see treatments and prices. */
export const mayReadTreatments = { scope: 'giponext.treatments', permission: 'treatments.read' } as const;
