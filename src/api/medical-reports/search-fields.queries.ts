import type { Condition } from '../../platform/database/index.ts';
import type { SearchField } from '../search.ts';
import { externalIdField, idField, instantField, textField, wordsField } from '../search-fields.ts';

/** What medical reports can be searched by. Whoever may not know of one finds it by none of these: policies see to that. */
export const REPORT_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  patientId: idField('r.patient_id'),
  authorId: idField('r.author_id'),
  appointmentId: idField('r.appointment_id'),
  episodeId: idField('r.episode_id'),
  documentId: idField('r.document_id'),
  /** The report that it adds to, or takes the place of. */
  precedingId: idField('coalesce(r.addendum_of_id, r.replaces_id)'),
  status: textField('r.status'),
  /** Whether something was added to it, or took its place, since it was signed. */
  standing: textField(`case when r.status = 'superseded' or r.status = 'signed' and exists (
      select from medical_reports a
       where a.tenant_id = r.tenant_id and a.addendum_of_id = r.id and a.status in ('signed', 'superseded'))
    then 'amended' else r.status end`),
  date: instantField('coalesce(r.signed_at, r.updated_at)'),
  loinc: textField('r.loinc'),
  title: wordsField(`r.details -> 'type' ->> 'title'`),
  confidentiality: textField('r.confidentiality'),
  externalId: externalIdField,
} satisfies Record<string, SearchField>;

/** Reports that have a file: the signed document, or what is attached. */
export const withFiles: Condition = {
  sql: () => `(r.status <> 'draft' or exists (
    select from medical_report_attachments f where f.tenant_id = r.tenant_id and f.report_id = r.id))`,
};
