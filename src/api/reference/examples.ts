import { sample } from 'openapi-sampler';
import { type ErrorCode, STATUS_BY_CODE } from '../../platform/errors.ts';
import { errorTexts } from '../docs/error-texts.ts';
import type { OpenApi2, Parameter } from './strict-openapi2.ts';

const REQUEST_ID = '0e1c9d1c-6d0b-4f3a-9a53-0d7c6f1f4c11';
const USUAL_PAGE = 50;

/** What some errors tell besides. */
const EXTRA: Partial<Record<ErrorCode, object>> = {
  insufficient_scope: { scope: 'giponext.patients' },
  insufficient_permission: { permission: 'patients.write' },
  invalid_parameter: { details: [detail('limit', 'invalid_maximum', 'must be <= 200')] },
  invalid_request: { details: [detail('lastName', 'required', 'is required')] },
  validation_failed: { details: [detail('birthDate', 'out_of_range', 'must lie between 1890-01-01 and today')] },
  invalid_transition: { from: 'completed', to: 'booked' },
  version_conflict: { currentVersion: 2 },
  duplicate_patient: { existingId: 123 },
};

/** Gives every answer with a body an example: of the members that are always there, or of the error that it names first. */
export function addExamples(document: OpenApi2, apiUrl: string): void {
  for (const operation of Object.values(document.paths).flatMap((operations) => Object.values(operations))) {
    for (const [status, response] of Object.entries(operation.responses)) {
      if (!response.schema || 'type' in response.schema) continue;
      const example =
        Number(status) < 400
          ? answerExample(response.schema, document)
          : errorExample(/`(\w+)`/.exec(response.description)![1] as ErrorCode, apiUrl);
      response.examples = { 'application/json': example };
    }
  }
}

/** What could be sent as a body: the example of its definition, or one made of what it needs. */
export function bodyExample({ schema }: Parameter, document: OpenApi2): unknown {
  return sample(schema as never, { skipReadOnly: true, skipNonRequired: true }, document);
}

function answerExample(schema: object, document: OpenApi2): unknown {
  const example = sample(schema as never, { skipNonRequired: true }, document) as Record<string, unknown>;
  return 'hasMore' in example && 'limit' in example ? { ...example, limit: USUAL_PAGE, hasMore: false } : example;
}

function errorExample(code: ErrorCode, apiUrl: string): object {
  return {
    error: code,
    message: errorTexts.en[code].meaning,
    status: STATUS_BY_CODE[code],
    requestId: REQUEST_ID,
    docs: `${apiUrl}/en/docs/errors#${code}`,
    details: [],
    ...EXTRA[code],
  };
}

function detail(field: string, code: string, message: string): object {
  return { field, code, message };
}
