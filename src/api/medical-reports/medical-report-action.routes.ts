import type { TSchema } from 'typebox';
import type { ErrorCode } from '../../platform/errors.ts';
import { idOf } from '../resource.schema.ts';
import { type Call, type Route, route } from '../route.ts';
import { ref } from '../schema.ts';
import { deliverMedicalReport } from './delivery.service.ts';
import {
  MedicalReportEnteredInError,
  MedicalReportObscure,
  MedicalReportSequel,
} from './medical-report-requests.schema.ts';
import { MedicalReport } from './medical-reports.schema.ts';
import { obscureMedicalReport, unobscureMedicalReport } from './obscuring.service.ts';
import { maySign, mayWrite, shown } from './shown.ts';
import { enterInError, followMedicalReport, signMedicalReport } from './signing.service.ts';

interface Action {
  verb: string;
  operation: string;
  summary: string;
  description: string;
  access: typeof mayWrite | typeof maySign;
  body?: TSchema;
  errors?: readonly ErrorCode[];
  /** 201 with its address for an action that makes another report. */
  status?: 200 | 201;
  take(call: Call<{ id: number }, unknown, never>, id: number): Promise<MedicalReport>;
}

/** `POST /medical-reports/{id}/{verb}`: a step of the author, answered with the whole report. */
function action({ verb, operation, take, errors = [], status = 200, ...rest }: Action): Route {
  return route({
    method: 'POST',
    path: `/medical-reports/{id}/${verb}`,
    operationId: `MedicalReports_${operation}`,
    params: idOf('medical report'),
    success: {
      status,
      description: status === 200 ? 'The report as it is now.' : 'The new draft.',
      schema: ref(MedicalReport),
    },
    errors: ['not_author', 'version_conflict', 'invalid_transition', ...errors],
    handler: async (call) => {
      const report = await take(call as never, call.params.id);
      return { ...shown(report), ...(status === 201 && { location: `/medical-reports/${report.id}` }) };
    },
    ...rest,
  });
}

export const reportActionRoutes: readonly Route[] = [
  action({
    verb: 'sign',
    operation: 'Sign',
    access: maySign,
    summary: 'Sign a draft',
    description:
      'For the author, who sends If-Match with the version that was reviewed. Renders the PDF once; from then on nothing of the report changes.',
    errors: ['precondition_required', 'validation_failed'],
    take: signMedicalReport,
  }),
  action({
    verb: 'addenda',
    operation: 'AddAddendum',
    access: mayWrite,
    summary: 'Begin an addendum',
    description: 'A draft of its own that adds to a signed report, by the same author. It counts once it is signed.',
    body: ref(MedicalReportSequel),
    status: 201,
    errors: ['validation_failed'],
    take: (call, id) => followMedicalReport(call, id, 'addendum', call.body),
  }),
  action({
    verb: 'replacement',
    operation: 'AddReplacement',
    access: mayWrite,
    summary: 'Begin a replacement',
    description:
      'A draft of its own that takes the place of a signed report, by the same author. Once it is signed the old one is `superseded`.',
    body: ref(MedicalReportSequel),
    status: 201,
    errors: ['validation_failed'],
    take: (call, id) => followMedicalReport(call, id, 'replacement', call.body),
  }),
  action({
    verb: 'entered-in-error',
    operation: 'EnterInError',
    access: maySign,
    summary: 'Declare a signed report an error',
    description: 'It is kept with the reason, and lists leave it out. What it replaced stands again.',
    body: ref(MedicalReportEnteredInError),
    take: (call, id) => enterInError(call, id, (call as { body: { reason: string } }).body.reason),
  }),
  action({
    verb: 'obscure',
    operation: 'Obscure',
    access: mayWrite,
    summary: 'Obscure a report',
    description:
      'As the patient or the law decides: from then on the report, with its addenda and replacements, does not exist for anybody but its author.',
    body: ref(MedicalReportObscure),
    take: (call, id) => obscureMedicalReport(call, id, call.body),
  }),
  action({
    verb: 'unobscure',
    operation: 'Unobscure',
    access: mayWrite,
    summary: 'Show an obscured report again',
    description: 'As the patient decides; for its author, as nobody else can know of it.',
    errors: ['validation_failed'],
    take: unobscureMedicalReport,
  }),
  route({
    method: 'POST',
    path: '/medical-reports/{id}/deliver',
    access: mayWrite,
    operationId: 'MedicalReports_Deliver',
    summary: 'Say that a report was delivered',
    description:
      'Notes that a signed report is with its patient, on paper or online. The first time counts; what was signed stays.',
    params: idOf('medical report'),
    success: { status: 200, description: 'The report as it is now.', schema: ref(MedicalReport) },
    errors: ['version_conflict', 'invalid_transition'],
    handler: async (call) => shown(await deliverMedicalReport(call, call.params.id)),
  }),
];
