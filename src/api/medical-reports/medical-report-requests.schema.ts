import Type, { type Static } from 'typebox';
import { externalIds } from '../resource.schema.ts';
import { closed, id, named, ref, text } from '../schema.ts';
import {
  Confidentiality,
  MedicalReport,
  ObscuringReason,
  ReportDiagnosis,
  ReportSection,
  ReportType,
} from './medical-reports.schema.ts';

const type = ref(ReportType);
const sections = Type.Array(ref(ReportSection), { minItems: 1, maxItems: 50 });
const described = {
  diagnoses: Type.Optional(Type.Array(ref(ReportDiagnosis), { maxItems: 50 })),
  confidentiality: Type.Optional(ref(Confidentiality)),
  externalIds: Type.Optional(externalIds),
};

const EXAMPLE = {
  type: { loinc: '11488-4', title: 'Referto di visita cardiologica' },
  sections: [{ title: 'Conclusioni', text: 'Esame nei limiti della norma.' }],
};

/** Members that the server assigns. They are accepted and ignored, so that what was read can be sent back. */
export const READ_ONLY = [
  'id',
  'authorId',
  'status',
  'documentId',
  'addendumOfId',
  'replacesId',
  'replacedById',
  'addendumIds',
  'attachments',
  'signature',
  'pdf',
  'obscured',
  'enteredInError',
  'deliveredAt',
  'createdAt',
  'updatedAt',
] as const;
const ignored = Object.fromEntries(
  READ_ONLY.map((name) => {
    const { [name]: schema } = (MedicalReport as unknown as { properties: Record<string, object> }).properties;
    return [name, Type.Optional({ ...schema, readOnly: true } as never)];
  }),
);

export const MedicalReportInput = named(
  'MedicalReportInput',
  Type.Object(
    {
      patientId: id(),
      appointmentId: Type.Optional(id({ description: 'An appointment of the same patient.' })),
      episodeId: Type.Optional(id({ description: 'An episode of the same patient.' })),
      type,
      sections,
      ...described,
      obscuredFor: Type.Optional({
        ...ref(ObscuringReason),
        description: 'Of a new report: obscured from the first moment.',
      }),
      version: Type.Optional(
        Type.Integer({ minimum: 1, description: 'The version this is based on; instead of If-Match.' }),
      ),
      ...(ignored as Record<never, never>),
    },
    { ...closed, description: 'A medical report as it is written.', example: { patientId: 123, ...EXAMPLE } },
  ),
);

/** RFC 7396: absent members stay, `null` removes. The merged whole is then checked as `MedicalReportInput`. */
export const MedicalReportPatch = named(
  'MedicalReportPatch',
  Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    description: 'JSON Merge Patch (RFC 7396) of `MedicalReportInput`.',
    example: { confidentiality: 'R' },
  }),
);

export const MedicalReportSequel = named(
  'MedicalReportSequel',
  Type.Object(
    {
      type: Type.Optional({ ...type, description: 'That of the signed report when left out.' }),
      sections,
      ...described,
    },
    { ...closed, description: 'What follows a signed report.', example: { sections: EXAMPLE.sections } },
  ),
);

export const MedicalReportObscure = named(
  'MedicalReportObscure',
  Type.Object(
    { reason: ref(ObscuringReason), note: Type.Optional(text(500)) },
    { ...closed, description: 'Why a report is obscured.', example: { reason: 'patient_request' } },
  ),
);

export const MedicalReportEnteredInError = named(
  'MedicalReportEnteredInError',
  Type.Object(
    { reason: text(500) },
    { ...closed, description: 'Why a report should never have been.', example: { reason: 'Paziente sbagliato.' } },
  ),
);

export type MedicalReportInput = Static<typeof MedicalReportInput>;
export type MedicalReportSequel = Static<typeof MedicalReportSequel>;
export type MedicalReportObscure = Static<typeof MedicalReportObscure>;
