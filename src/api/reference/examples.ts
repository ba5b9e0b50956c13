import { sample } from 'openapi-sampler';
import { type ErrorCode, STATUS_BY_CODE } from '../../platform/errors.ts';
import type { OpenApi2, Parameter } from './strict-openapi2.ts';

const REQUEST_ID = '0e1c9d1c-6d0b-4f3a-9a53-0d7c6f1f4c11';

/** Gives every answer with a body an example: of the members that are always there, or of the error that it names first. */
export function addExamples(document: OpenApi2): void {
  for (const operation of Object.values(document.paths).flatMap((operations) => Object.values(operations))) {
    for (const [status, response] of Object.entries(operation.responses)) {
      if (!response.schema || 'type' in response.schema) continue;
      const example =
        Number(status) < 400
          ? sample(response.schema as never, { skipNonRequired: true }, document)
          : errorExample(/`(\w+)`/.exec(response.description)![1] as ErrorCode);
      response.examples = { 'application/json': example };
    }
  }
}

/** What could be sent as a body: the example of its definition, or one made of what it needs. */
export function bodyExample({ schema }: Parameter, document: OpenApi2): unknown {
  return sample(schema as never, { skipReadOnly: true, skipNonRequired: true }, document);
}

function errorExample(code: ErrorCode): object {
  return {
    error: code,
    message: 'A sentence for whoever reads the log.',
    status: STATUS_BY_CODE[code],
    requestId: REQUEST_ID,
    details: [],
  };
}
