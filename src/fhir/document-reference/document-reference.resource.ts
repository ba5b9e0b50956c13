import type { MedicalReport } from '../../api/medical-reports/medical-reports.schema.ts';
import {
  getMedicalReport,
  reportFileSearch,
  reportVersions,
} from '../../api/medical-reports/medical-reports.service.ts';
import type { PastVersion } from '../../api/versions/versions.ts';
import { documentOf } from '../composition/composition.resource.ts';
import { byNumber, versionsByNumber } from '../ids.ts';
import { noSuch } from '../refusal.ts';
import { fhirResource } from '../resource.ts';
import { toDocumentReference } from './document-reference.mapper.ts';
import { DOCUMENT_PARAMETERS } from './document-reference.search.ts';

const readReport = byNumber('DocumentReference', getMedicalReport);
const versions = versionsByNumber(reportVersions);
const hasFiles = ({ item }: PastVersion<MedicalReport>) =>
  item !== undefined && toDocumentReference(item) !== undefined;

export const documentReferenceFhir = fhirResource({
  type: 'DocumentReference',
  name: 'medicalReportFiles',
  documentation:
    'The files of medical reports: the document as it was signed, and what is attached. It has the id of its Composition.',
  permissions: { read: 'medical_reports.read' },
  async read(call, id) {
    const report = await readReport(call, id);
    if (!toDocumentReference(report)) throw noSuch('DocumentReference');
    return report;
  },
  present: (_call, reports: readonly MedicalReport[]) => reports.map((report) => toDocumentReference(report)!),
  patientsOf: ({ patientId }: MedicalReport) => [patientId],
  documentOf,
  versions: {
    ...versions,
    async one(call, id, version) {
      const past = await versions.one(call, id, version);
      return past && hasFiles(past) ? past : undefined;
    },
    before: async (call, id, version, limit) => (await versions.before(call, id, version, limit)).filter(hasFiles),
  },
  tellDeletion: false,
  search: { source: reportFileSearch, parameters: DOCUMENT_PARAMETERS, sort: { date: 'date' } },
  summary: [
    'identifier',
    'status',
    'docStatus',
    'type',
    'subject',
    'date',
    'author',
    'relatesTo',
    'description',
    'content',
  ],
  mandatory: ['status', 'content'],
});
