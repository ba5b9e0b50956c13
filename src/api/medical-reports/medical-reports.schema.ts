import Type, { type Static } from 'typebox';
import { Appointment } from '../appointments/appointments.schema.ts';
import { Episode } from '../episodes/episodes.schema.ts';
import { expanded } from '../expansion.ts';
import { commaSeparated } from '../names.ts';
import { Patient } from '../patients/patients.schema.ts';
import { Practitioner } from '../practitioners/practitioners.schema.ts';
import { assigned, externalIds, listQuery, pageOf, sortBy } from '../resource.schema.ts';
import { closed, id, instant, named, oneOf, ref, text } from '../schema.ts';

export const ReportStatus = named(
  'MedicalReportStatus',
  oneOf(['draft', 'signed', 'superseded', 'entered_in_error'], {
    description: 'A signed report never changes; `superseded` is one that a later report replaces.',
  }),
);

export const Confidentiality = named(
  'Confidentiality',
  oneOf(['N', 'R', 'V'], { description: 'HL7 v3: normal, restricted, very restricted.' }),
);

export const ObscuringReason = named(
  'ObscuringReason',
  oneOf(['patient_request', 'by_law'], { description: 'The patient decided so, or the law does.' }),
);

export const ReportType = named(
  'MedicalReportType',
  Type.Object(
    {
      loinc: text(10, {
        pattern: '^\\d{1,7}-\\d$',
        example: '11488-4',
        description: 'LOINC code of the kind of document.',
      }),
      code: Type.Optional(text(50, { description: "The clinic's own code." })),
      title: text(200),
    },
    { ...closed, description: 'What kind of report it is.', example: { loinc: '11488-4', title: 'Visita' } },
  ),
);

export const ReportSection = named(
  'MedicalReportSection',
  Type.Object(
    { code: Type.Optional(text(50)), title: text(200), text: text(20_000) },
    { ...closed, description: 'A part of the text.' },
  ),
);

export const ReportDiagnosis = named(
  'MedicalReportDiagnosis',
  Type.Object(
    {
      system: text(50, { description: 'Such as `ICD-9-CM` or `ICD-10`; stored as given.' }),
      code: text(20),
      text: text(300),
    },
    { ...closed, description: 'A coded diagnosis.' },
  ),
);

export const ReportAttachment = named(
  'MedicalReportAttachment',
  Type.Object(
    {
      id: id(),
      name: Type.String(),
      mediaType: Type.String({ description: 'As found in the content, whatever the sender said.' }),
      bytes: Type.Integer(),
      sha256: Type.String({ description: 'In hexadecimal digits.' }),
      createdAt: instant(),
    },
    { description: 'A file that belongs to a report.' },
  ),
);

export const ReportAttachmentList = named(
  'MedicalReportAttachmentList',
  Type.Object({ items: Type.Array(ref(ReportAttachment)) }, { description: 'All files of a report.' }),
);

const Signature = named(
  'MedicalReportSignature',
  Type.Object(
    {
      kind: oneOf(['simple', 'advanced', 'qualified'], {
        description: 'Regulation (EU) 910/2014, article 3; `simple` is the signature of the account.',
      }),
      signerId: id({ description: 'The practitioner who signed.' }),
      signedAt: instant(),
      sha256: Type.String({ description: 'Of the PDF, in hexadecimal digits.' }),
      format: Type.Optional(Type.String({ description: 'Such as `PAdES`.' })),
      certSerial: Type.Optional(Type.String()),
    },
    { description: 'Who signed, when, and what.' },
  ),
);

export const MedicalReport = named(
  'MedicalReport',
  Type.Object(
    {
      ...assigned,
      patientId: id(),
      authorId: id({ description: 'The practitioner who wrote it.' }),
      appointmentId: Type.Optional(id()),
      episodeId: Type.Optional(id()),
      status: ref(ReportStatus),
      type: ref(ReportType),
      sections: Type.Array(ref(ReportSection)),
      diagnoses: Type.Array(ref(ReportDiagnosis)),
      confidentiality: ref(Confidentiality),
      documentId: id({ description: 'The first report of the document, with its addenda and replacements.' }),
      addendumOfId: Type.Optional(id({ description: 'The report that this one adds to.' })),
      replacesId: Type.Optional(id({ description: 'The report that this one takes the place of.' })),
      replacedById: Type.Optional(id({ description: 'The signed report that took the place of this one.' })),
      addendumIds: Type.Array(id(), { description: 'Signed reports that add to this one.' }),
      attachments: Type.Array(ref(ReportAttachment)),
      signature: Type.Optional(ref(Signature)),
      pdf: Type.Optional(
        ref(
          named(
            'MedicalReportPdf',
            Type.Object(
              { url: Type.String(), sha256: Type.String(), bytes: Type.Integer() },
              { description: 'The document as it was signed; never rendered again.' },
            ),
          ),
        ),
      ),
      obscured: Type.Optional(
        ref(
          named(
            'MedicalReportObscuring',
            Type.Object(
              { reason: ref(ObscuringReason), note: Type.Optional(Type.String()), at: instant() },
              { description: 'Present while the author alone can see it.' },
            ),
          ),
        ),
      ),
      enteredInError: Type.Optional(
        ref(
          named(
            'MedicalReportError',
            Type.Object({ reason: Type.String(), at: instant() }, { description: 'Why it should never have been.' }),
          ),
        ),
      ),
      deliveredAt: Type.Optional(instant({ description: 'When it was handed to its patient.' })),
      externalIds,
      patient: expanded(Patient),
      author: expanded(Practitioner),
      appointment: expanded(Appointment),
      episode: expanded(Episode),
    },
    { description: 'What a practitioner states about a patient.' },
  ),
);

export const MedicalReportList = pageOf(MedicalReport, 'medical reports');
export const MedicalReportListQuery = Type.Object({
  ...listQuery,
  sort: sortBy('updatedAt'),
  patientId: Type.Optional(id()),
  authorId: Type.Optional(id()),
  appointmentId: Type.Optional(id()),
  episodeId: Type.Optional(id()),
  documentId: Type.Optional(id({ description: 'A report with its addenda and replacements.' })),
  loinc: Type.Optional(Type.String({ minLength: 1, maxLength: 10, pattern: '\\S' })),
  status: commaSeparated(100, {
    description: 'One status, or several with commas between. Left out: all but `entered_in_error`.',
  }),
});

export type MedicalReport = Static<typeof MedicalReport>;
export type MedicalReportListQuery = Static<typeof MedicalReportListQuery>;
export type ReportAttachment = Static<typeof ReportAttachment>;
