import Type from 'typebox';
import { problem } from '../api/catalogue/catalogue-input.ts';
import { normaliseFiscalCode } from '../api/italy/fiscal-code.ts';
import {
  type FoundPatient,
  findPatientsForImport,
  insertAccepted,
  updateAccepted,
} from '../api/patients/import.service.ts';
import { type AcceptedPatient, acceptPatient } from '../api/patients/patients.rules.ts';
import { PatientInput, READ_ONLY } from '../api/patients/patients.schema.ts';
import { namedSchemas, ref } from '../api/schema.ts';
import { type ErrorDetail, ServiceError } from '../platform/errors.ts';
import { findUnstorableText } from '../platform/http/text.ts';
import { strictCheck } from '../platform/http/validation.ts';
import { externalKeysOf, mergedInto } from './identity.ts';
import type { Importable, ImportContext, Outcome, Row, RowStore } from './importable.ts';

/** Patients, with the rules that the API has for them. */
export const patients: Importable = {
  name: 'patients',
  identity: 'one of its externalIds; without any, its fiscalCode',
  members: Type.Object({ ...PatientInput.properties, externalId: Type.String() }),
  open: async (context) => openPatients(context),
};

interface Candidate {
  row: Row;
  keys: readonly string[];
  code: string | undefined;
}

function openPatients({ tx, tenant, now }: ImportContext): RowStore {
  const check = strictCheck(ref(PatientInput), namedSchemas());
  /** Patients that a row of this file was about already. */
  const seen = new Set<number>();

  /** A row with the patient that it is about, or what is wrong with it. */
  function match(
    { row, keys, code }: Candidate,
    found: readonly FoundPatient[],
  ): FoundPatient | undefined | ErrorDetail[] {
    if (keys.length === 0 && code === undefined)
      return [problem('externalIds', 'required', 'is needed, or a fiscalCode, to know the patient by')];
    const matching = found.filter((one) =>
      keys.length > 0 ? one.externalKeys.some((key) => keys.includes(key)) : one.patient.fiscalCode === code,
    );
    if (matching.length > 1) return [problem('externalIds', 'ambiguous', 'are of several patients')];
    const [own] = matching;
    if (own && seen.has(own.patient.id)) return [duplicateInFile()];
    const holder = found.find((one) => code !== undefined && one.patient.fiscalCode === code);
    if (holder && holder.patient.id !== own?.patient.id)
      return [problem('fiscalCode', 'duplicate', `belongs to another patient of this clinic (${holder.patient.id})`)];
    if (row.version !== undefined) return [problem('version', 'unknown_field', 'is not known here')];
    return own;
  }

  function accept(row: Row, own: FoundPatient | undefined): AcceptedPatient | readonly ErrorDetail[] {
    const before = own ? writtenOf(own, row) : {};
    const whole = mergedInto(before, row);
    const details = check(whole);
    if (details.length > 0) return details;
    try {
      return acceptPatient(whole as never, tenant, now);
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'validation_failed') return error.details;
      throw error;
    }
  }

  return {
    async store(rows) {
      const candidates = rows.map((row) => ({ row, keys: externalKeysOf(row), code: codeOf(row) }));
      const found = await findPatientsForImport(
        tx,
        tenant.id,
        candidates.flatMap(({ keys }) => keys),
        candidates.flatMap(({ code }) => code ?? []),
      );
      const created: AcceptedPatient[] = [];
      const changed: { id: number; accepted: AcceptedPatient }[] = [];
      const takenHere = new Set<string>();
      const outcomes = candidates.map((candidate): Outcome => {
        const unstorable = findUnstorableText(candidate.row);
        if (unstorable !== undefined) return [problem(unstorable, 'invalid_text', 'cannot be stored')];
        const own = match(candidate, found);
        if (Array.isArray(own)) return own;
        // What is new in this very batch is in nobody's record yet.
        const taken = [...candidate.keys, ...(candidate.code === undefined ? [] : [`code ${candidate.code}`])];
        if (taken.some((one) => takenHere.has(one))) return [duplicateInFile()];
        const accepted = accept(candidate.row, own);
        if (Array.isArray(accepted)) return accepted;
        const right = accepted as AcceptedPatient;
        for (const one of taken) takenHere.add(one);
        if (!own) {
          created.push(right);
          return 'created';
        }
        seen.add(own.patient.id);
        if (own.isSame(right)) return 'unchanged';
        changed.push({ id: own.patient.id, accepted: right });
        return 'updated';
      });
      for (const id of await insertAccepted(tx, tenant.id, created)) seen.add(id);
      await updateAccepted(tx, tenant.id, changed);
      return outcomes;
    },
  };
}

/** What was written of a patient; a new code is judged anew, unless its type comes with it. */
function writtenOf({ patient }: FoundPatient, row: Row): Row {
  const { version: _, ...written } = patient;
  const dropped: readonly string[] = row.fiscalCode === undefined ? READ_ONLY : [...READ_ONLY, 'fiscalCodeType'];
  return Object.fromEntries(Object.entries(written).filter(([name]) => !dropped.includes(name)));
}

function codeOf({ fiscalCode }: Row): string | undefined {
  return typeof fiscalCode === 'string' && fiscalCode.trim() !== '' ? normaliseFiscalCode(fiscalCode) : undefined;
}

const duplicateInFile = () => problem('', 'duplicate_in_file', 'is of somebody whom an earlier row is about');
