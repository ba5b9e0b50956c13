import type { InteractionResults } from 'oidc-provider';
import { needsPatient } from '../../catalogue/smart-scopes.ts';
import { ServiceError } from '../../platform/errors.ts';
import type { Html } from '../../platform/html.ts';
import { grantScopes } from '../oidc/grant-consent.ts';
import { consentedScopes, rememberConsent, setGrantPatient } from '../oidc/grants.queries.ts';
import type { PatientQuestion } from '../pages/components/patient-choice.ts';
import { consentPage } from '../pages/consent.page.ts';
import { consentScopesOf, type GrantableScope } from '../pages/scopes.ts';
import type { Origin } from '../sessions/sessions.ts';
import { findActiveUser, type UserRow } from '../users/users.queries.ts';
import type { FormBody } from '../web/form-body.ts';
import type { Interaction, InteractionServices } from './interaction.ts';
import { mayChoosePatient, readChoice } from './patient-choice.ts';

const ACCESS_DENIED: InteractionResults = { error: 'access_denied', error_description: 'the person refused' };
const NOT_ASKED: PatientQuestion = { q: '', found: [], chosen: undefined };

/** What was asked, of whom, and what they said to it before. */
interface Question {
  user: UserRow;
  granted: ReadonlySet<string>;
  /** What the person is asked about. */
  shown: GrantableScope[];
  /** What was allowed before and goes without asking. */
  kept: GrantableScope[];
  /** What cannot be granted to this person: a patient's data to whom may see none. */
  impossible: GrantableScope[];
}

/** What a form leads to: the end of the question, or the page once more. */
export type ConsentAnswer = { result: InteractionResults } | { page: Html; status: number };

/** The page on which a person chooses, scope by scope, what an application may do as them. */
export async function showConsent(interaction: Interaction, services: InteractionServices): Promise<Html> {
  return pageOf(interaction, await questionOf(interaction, services), { patient: NOT_ASKED });
}

/** Grants what was ticked, withdraws what was shown and left unticked, and refuses when nothing is left. */
export async function answerConsent(
  interaction: Interaction,
  body: FormBody,
  services: InteractionServices,
  request: { origin: Origin; id: string },
): Promise<ConsentAnswer> {
  const { database, provider, apiUrl, security } = services;
  const { accountId, application } = interaction;
  if (!accountId || (body.decision !== 'allow' && body.decision !== 'search')) return { result: ACCESS_DENIED };
  const question = await questionOf(interaction, services);
  const { user, granted: before, shown, kept, impossible } = question;
  const ticked = new Set([body.scope].flat());
  const allowed = shown.filter((scope) => ticked.has(scope));
  const refused = [...shown.filter((scope) => !ticked.has(scope)), ...impossible];
  let patientId: number | undefined;
  if (body.decision === 'search' || needsPatient([...kept, ...allowed])) {
    const asker = { user, clientId: application.id, origin: request.origin, requestId: request.id };
    const patient = await readChoice(services, asker, body);
    patientId = patient.chosen;
    const missing = body.decision === 'allow' && patientId === undefined;
    if (body.decision === 'search' || missing) {
      return { page: pageOf(interaction, question, { patient, ticked, missing }), status: missing ? 422 : 200 };
    }
  }
  const identity = interaction.requestedScopes.filter((scope) => scope === 'openid');
  const nothing = allowed.length === 0 && kept.length === 0 && shown.length > 0;
  const granted = nothing ? [] : [...identity, ...kept, ...allowed];
  await rememberConsent(database, accountId, application.id, { allowed: granted, withdrawn: refused });
  if (granted.length === 0) return { result: ACCESS_DENIED };
  if (before.size === 0) await security.noteApplicationConnected(database, user, application, request.origin);
  const grant = await grantScopes(provider, {
    accountId,
    clientId: application.id,
    resource: apiUrl,
    allowed: granted,
    refused,
  });
  if (patientId !== undefined) await setGrantPatient(database, grant.jti, patientId);
  return { result: { consent: { grantId: grant.jti } } };
}

async function questionOf(interaction: Interaction, { database }: InteractionServices): Promise<Question> {
  const { accountId, application, requestedScopes, asksForAll } = interaction;
  const user = accountId ? await findActiveUser(database, accountId) : undefined;
  if (!user) throw new ServiceError('not_found', 'The signed-in person is no longer active.');
  const granted = await consentedScopes(database, user.id, application.id);
  const requested = consentScopesOf(requestedScopes.join(' '));
  const ofPatient = requested.filter((scope) => needsPatient([scope]));
  const impossible = ofPatient.length > 0 && !(await mayChoosePatient(database, user)) ? ofPatient : [];
  const possible = requested.filter((scope) => !impossible.includes(scope));
  const isKept = (scope: GrantableScope) => !asksForAll && granted.has(scope);
  return {
    user,
    granted,
    shown: possible.filter((scope) => !isKept(scope)),
    kept: possible.filter(isKept),
    impossible,
  };
}

function pageOf(
  { application, context, form, redirectUri }: Interaction,
  { user, granted, shown, kept, impossible }: Question,
  { patient, ticked, missing = false }: { patient: PatientQuestion; ticked?: ReadonlySet<unknown>; missing?: boolean },
): Html {
  return consentPage({
    ...form,
    context,
    application: {
      name: application.name,
      ...(application.logo && { logo: application.logo }),
      developer: application.developer ?? 'Corsia',
      ...(application.homeUrl && { homeUrl: application.homeUrl }),
      ...(application.privacyUrl && { privacyUrl: application.privacyUrl }),
    },
    account: {
      name: user.name,
      email: user.email,
      ...(user.tenant_name && { clinic: { name: user.tenant_name, sandbox: user.tenant_sandbox ?? false } }),
    },
    scopes: shown.map((scope) => ({
      scope,
      grantedBefore: granted.has(scope),
      ...(ticked && { ticked: ticked.has(scope) }),
    })),
    kept,
    ...(needsPatient([...shown, ...kept]) && { patient: { ...patient, missing } }),
    noPatients: impossible.length > 0,
    ...(redirectUri && { redirectHost: hostOf(redirectUri) }),
  });
}

function hostOf(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri);
  return host || protocol;
}
