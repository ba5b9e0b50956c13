import { actionsPages } from '../administration/actions.pages.ts';
import { allApplicationsPages } from '../administration/applications.pages.ts';
import { peoplePages } from '../administration/people.pages.ts';
import { requestsPages } from '../administration/requests.pages.ts';
import { clinicApplicationsPages } from '../clinic/applications.pages.ts';
import { auditPages } from '../clinic/audit.pages.ts';
import { developerAccessPages } from '../clinic/developer-access.pages.ts';
import { integratorsPages } from '../clinic/integrators.pages.ts';
import { usersPages } from '../clinic/users.pages.ts';
import { applicationPages } from '../developer/application.pages.ts';
import { applicationsPages } from '../developer/applications.pages.ts';
import { scopesPages } from '../developer/scopes.pages.ts';
import { secretsPages } from '../developer/secrets.pages.ts';
import type { PageRoute } from './page-route.ts';

/** Every page of the consoles. The tests of who may do what go through this list. */
export const consolePages: readonly PageRoute[] = [
  ...developerAccessPages,
  ...usersPages,
  ...integratorsPages,
  ...clinicApplicationsPages,
  ...auditPages,
  ...applicationsPages,
  ...applicationPages,
  ...secretsPages,
  ...scopesPages,
  ...requestsPages,
  ...allApplicationsPages,
  ...peoplePages,
  ...actionsPages,
];
