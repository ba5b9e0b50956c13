import { ServiceError } from '../../platform/errors.ts';
import { normaliseFiscalCode, omocodesOf } from '../italy/fiscal-code.ts';
import { findCandidates } from './match.queries.ts';
import { weigh } from './match.ts';
import type { PatientMatch, PatientMatches } from './patient-requests.schema.ts';
import { toPatient } from './patients.mapper.ts';
import { toE164, wordsOf } from './patients.search.ts';
import type { PatientCall } from './patients.service.ts';

const DEFAULT_LIMIT = 10;

/** Who a person may be, the most probable first. @throws ServiceError validation_failed when nothing can be searched for */
export async function matchPatients({ db, tenant }: PatientCall, request: PatientMatch): Promise<PatientMatches> {
  const facts = normalise(request);
  const { firstName = '', lastName = '', birthDate, fiscalCode, phone, email, limit = DEFAULT_LIMIT } = facts;
  const words = [...new Set(wordsOf(`${firstName} ${lastName}`))];
  if (words.length === 0 && !birthDate && !fiscalCode && !phone && !email) throw nothingToSearch();
  const fiscalCodes = fiscalCode === undefined ? [] : [fiscalCode, ...omocodesOf(fiscalCode)];
  const rows = await findCandidates(db, tenant.id, { words, fiscalCodes, birthDate, phone, email });
  const items = rows.flatMap((row) => {
    const patient = toPatient(row);
    const weighed = weigh(facts, patient);
    return weighed ? [{ patient, ...weighed }] : [];
  });
  return { items: items.sort((one, other) => other.score - one.score).slice(0, limit) };
}

/** Facts as they are stored. */
function normalise(request: PatientMatch): PatientMatch {
  const { fiscalCode, phone, email } = request;
  return {
    ...request,
    ...(fiscalCode !== undefined && { fiscalCode: normaliseFiscalCode(fiscalCode) }),
    ...(phone !== undefined && { phone: toE164(phone) ?? phone }),
    ...(email !== undefined && { email: email.toLowerCase() }),
  };
}

function nothingToSearch(): ServiceError {
  const message = 'or lastName, birthDate, fiscalCode, phone or email is needed';
  return new ServiceError('validation_failed', `The question is too wide: firstName ${message}.`, {
    details: [{ field: 'firstName', code: 'required', message }],
  });
}
