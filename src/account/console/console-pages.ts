import { actionsPages } from '../administration/actions.pages.ts';
import { allApplicationsPages } from '../administration/applications.pages.ts';
import { clinicsPages } from '../administration/clinics.pages.ts';
import { noticesPages } from '../administration/notices.pages.ts';
import { peoplePages } from '../administration/people.pages.ts';
import { requestsPages } from '../administration/requests.pages.ts';
import { connectedPages } from '../applications/applications.pages.ts';
import { clinicApplicationsPages } from '../clinic/applications.pages.ts';
import { auditPages } from '../clinic/audit.pages.ts';
import { cataloguePages } from '../clinic/catalogue/catalogue.pages.ts';
import { developerAccessPages } from '../clinic/developer-access.pages.ts';
import { integratorsPages } from '../clinic/integrators.pages.ts';
import { rolesPages } from '../clinic/roles.pages.ts';
import { sandboxPages } from '../clinic/sandbox.pages.ts';
import { usersPages } from '../clinic/users.pages.ts';
import { applicationPages } from '../developer/application.pages.ts';
import { applicationsPages } from '../developer/applications.pages.ts';
import { scopesPages } from '../developer/scopes.pages.ts';
import { secretsPages } from '../developer/secrets.pages.ts';
import { passkeysPages } from '../passkeys/passkeys.pages.ts';
import { profilePages } from '../profile/profile.pages.ts';
import { secondFactorPages } from '../second-factor/second-factor.pages.ts';
import { securityPages } from '../security/security.pages.ts';
import { sessionsPages } from '../sessions/sessions.pages.ts';
import { supportPages } from '../support/support.pages.ts';
import type { PageRoute } from './page-route.ts';

/** Every page behind the sign-in. The tests of who may do what go through this list. */
export const consolePages: readonly PageRoute[] = [
  ...profilePages,
  ...connectedPages,
  ...sessionsPages,
  ...securityPages,
  ...secondFactorPages,
  ...passkeysPages,
  ...developerAccessPages,
  ...cataloguePages,
  ...usersPages,
  ...rolesPages,
  ...integratorsPages,
  ...clinicApplicationsPages,
  ...auditPages,
  ...sandboxPages,
  ...applicationsPages,
  ...applicationPages,
  ...secretsPages,
  ...scopesPages,
  ...supportPages,
  ...requestsPages,
  ...clinicsPages,
  ...allApplicationsPages,
  ...peoplePages,
  ...noticesPages,
  ...actionsPages,
];
