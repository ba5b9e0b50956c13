import { listStatements } from '../../platform/database/index.ts';
import { PART_LIST, partCodeField, partIdField, partsOf } from '../record-parts.ts';
import type { SearchField } from '../search.ts';
import { externalIdField, idField, instantField, periodField, textField, wordsField } from '../search-fields.ts';

/** What episodes can be searched by. */
export const EPISODE_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  patientId: idField('r.patient_id'),
  practitionerId: idField('r.responsible_practitioner_id'),
  status: textField('r.status'),
  period: periodField('r.starts_on', 'r.ends_on'),
  title: wordsField('r.title'),
  externalId: externalIdField,
} satisfies Record<string, SearchField>;

/** The diagnoses of episodes, each as a row of its own. */
export const diagnosisList = listStatements<{ id: number }>({
  name: 'episode_diagnoses',
  table: partsOf('episodes', 'diagnoses', ['patient_id']),
  ...PART_LIST,
});

/** What diagnoses can be searched by. */
export const DIAGNOSIS_FIELDS = {
  id: partIdField,
  updatedAt: instantField('r.updated_at'),
  patientId: idField('r.patient_id'),
  episodeId: idField('r.record_id'),
  code: partCodeField,
  role: textField(`r.content ->> 'role'`),
} satisfies Record<string, SearchField>;
