import { STATUS_CODES } from 'node:http';
import type { Bundle, BundleEntry } from '@medplum/fhirtypes';
import { undoable } from '../../platform/database/index.ts';
import type { ServiceError } from '../../platform/errors.ts';
import { allowedVersions, matchesAny } from '../../platform/http/preconditions.ts';
import { toServiceError } from '../../platform/http/server.ts';
import type { FhirCall } from '../call.ts';
import { bodyOf } from '../http.ts';
import type { FhirAnswer } from '../interactions.ts';
import { outcomeOf, statusOf } from '../outcome.ts';
import { FhirRefusal } from '../refusal.ts';
import type { FhirRoute, Given } from '../routes.ts';
import { type Settings, settingsOf, subsetOf } from '../settings.ts';
import { type Entry, readRequests, type Unreadable } from './entries.ts';
import { placeholdersIn, resolved } from './references.ts';

interface Done {
  entry: Entry | Unreadable;
  response: BundleEntry;
  answer: FhirAnswer | undefined;
}

/**
 * Does what a Bundle asks: of a batch each for itself, of a transaction all or nothing.
 * @throws ServiceError the first refusal of a transaction
 */
export async function answerBundle(call: FhirCall, given: Given, routes: readonly FhirRoute[]): Promise<FhirAnswer> {
  const { type, entries } = readRequests(given.request.body, call.base, routes);
  const done = type === 'batch' ? await inTurn(call, given, entries) : await allOrNothing(call, given, entries);
  // Documents are named each for itself.
  call.about(undefined);
  const answers = done.flatMap(({ answer }) => answer ?? []);
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: `${type}-response`,
    ...(done.length > 0 && {
      entry: done.sort((a, b) => a.entry.index - b.entry.index).map(({ response }) => response),
    }),
  };
  return {
    status: 200,
    resource: bundle,
    patientIds: [...new Set(answers.flatMap(({ patientIds = [] }) => patientIds))],
    documents: answers.flatMap(({ documents = [] }) => documents),
  };
}

async function inTurn(call: FhirCall, given: Given, entries: readonly (Entry | Unreadable)[]): Promise<Done[]> {
  const done: Done[] = [];
  for (const entry of entries) {
    try {
      if ('problem' in entry) throw entry.problem;
      done.push(await undoable(call.db, (tx) => run({ ...call, db: tx }, given, entry, entry.body)));
    } catch (error) {
      const problem = toServiceError(error);
      const route = 'route' in entry ? entry.route : undefined;
      if (route) await given.refused(problem, route.action);
      const outcome = outcomeOf(problem, route?.resource?.expressions);
      done.push({
        entry,
        answer: undefined,
        response: { response: { status: statusLine(statusOf(problem)), outcome } },
      });
    }
  }
  return done;
}

const ORDER = ['DELETE', 'POST', 'PUT', 'GET'];

function allOrNothing(call: FhirCall, given: Given, entries: readonly (Entry | Unreadable)[]): Promise<Done[]> {
  const readable = entries.map((entry) => {
    if ('problem' in entry) throw entry.problem;
    return entry;
  });
  const waiting = readable.sort((a, b) => ORDER.indexOf(a.route.method) - ORDER.indexOf(b.route.method));
  const created = new Set(
    waiting.flatMap(({ fullUrl, route }) => (route.method === 'POST' && fullUrl !== undefined ? [fullUrl] : [])),
  );
  return undoable(call.db, async (tx) => {
    const places = new Map<string, string>();
    const done: Done[] = [];
    while (waiting.length > 0) {
      const next = waiting.findIndex(({ body }) => [...placeholdersIn(body, created)].every((one) => places.has(one)));
      if (next < 0) throw circular(waiting[0]!);
      const [entry] = waiting.splice(next, 1) as [Entry];
      const result = await run({ ...call, db: tx }, given, entry, resolved(entry.body, places)).catch((error) => {
        throw within(entry, toServiceError(error));
      });
      const { resource } = result.answer!;
      if (entry.fullUrl !== undefined && resource) places.set(entry.fullUrl, `${resource.resourceType}/${resource.id}`);
      done.push(result);
    }
    return done;
  });
}

async function run(call: FhirCall, given: Given, entry: Entry, body: unknown): Promise<Done> {
  const { route, params, query, headers } = entry;
  call.about(undefined);
  route.admit(call.access);
  const settings: Settings = {
    ...settingsOf((name) => query.getAll(name).at(-1), {}),
    returned: given.settings.returned,
    strict: given.settings.strict,
  };
  const answer = await route.run(
    { ...call, ifMatch: allowedVersions(headers['if-match']), body },
    { ...given, params, query, settings, request: { headers, body } },
  );
  return { entry, answer, response: responseOf(call.base, entry, answer, settings) };
}

function responseOf(base: string, { route, headers }: Entry, answer: FhirAnswer, settings: Settings): BundleEntry {
  const { version, lastModified, location, status } = answer;
  const etag = version === undefined ? undefined : `W/"${version}"`;
  const known =
    etag !== undefined && headers['if-none-match'] !== undefined && matchesAny(headers['if-none-match'], etag);
  const shown = status === 204 || known ? undefined : route.reads ? answer.resource : bodyOf(answer, settings);
  const isOutcome = !route.reads && shown?.resourceType === 'OperationOutcome';
  return {
    ...(shown && !isOutcome && { resource: route.narrowed ? subsetOf(shown, route.resource!, settings) : shown }),
    response: {
      status: statusLine(known ? 304 : status),
      ...(etag !== undefined && { etag }),
      ...(lastModified !== undefined && { lastModified }),
      ...(status === 201 && location !== undefined && { location: `${base}/${location}` }),
      ...(shown && isOutcome && { outcome: shown }),
    },
  };
}

const statusLine = (status: number) => `${status} ${STATUS_CODES[status]}`;

function circular({ index }: Entry): FhirRefusal {
  const field = `Bundle.entry[${index}]`;
  const message = 'refers to an entry that cannot be created before it';
  return new FhirRefusal('validation_failed', 'processing', `${field} ${message}.`, {
    details: [{ field, code: 'circular', message }],
  });
}

/** The refusal of one entry as that of the whole, with the place of the entry. */
function within({ index, route }: Entry, error: ServiceError): ServiceError {
  const issues = outcomeOf(error, route.resource?.expressions).issue;
  const details = issues.map(({ expression, diagnostics = error.message }) => {
    const [, member = ''] = /^\w+(\..*)$/.exec(expression?.[0] ?? '') ?? [];
    return { field: `Bundle.entry[${index}].resource${member}`, code: error.code, message: diagnostics };
  });
  const issue = (issues[0]?.code ?? 'processing') as FhirRefusal['issue'];
  const { headers } = error;
  return new FhirRefusal(error.code, issue, error.message, { details, headers, status: statusOf(error) });
}
