import type { Queryable } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import type { Action } from '../console/actions.queries.ts';
import { ChangedMeanwhile } from '../developer/registration.service.ts';
import { tellOne } from '../support/support.service.ts';
import { type Caller, note } from './decisions.service.ts';
import { findPerson, lockPeople, type PersonRow, setDeveloper, setPersonStatus } from './people.queries.ts';

export const ACTS = ['remove-developer', 'grant-developer', 'disable', 'enable'] as const;
export type Act = (typeof ACTS)[number];

const ACTIONS: Record<Act, Action> = {
  'remove-developer': 'developer-role.removed',
  'grant-developer': 'developer-role.granted',
  disable: 'person.disabled',
  enable: 'person.enabled',
};

/** @throws ServiceError not_found */
export async function anyPerson(db: Queryable, id: string): Promise<PersonRow> {
  const person = await findPerson(db, id);
  if (!person) throw new ServiceError('not_found', 'There is no such person.');
  return person;
}

/** What can be done to a person as they are; nobody shuts themselves out. */
export function actsOf({ id, status, developer }: PersonRow, administratorId: string): Act[] {
  if (status === 'disabled') return ['enable'];
  return [
    developer ? 'remove-developer' : 'grant-developer',
    ...(id === administratorId ? [] : (['disable'] as const)),
  ];
}

/** Disabling ends sessions, grants and tokens at once. @throws ChangedMeanwhile when it was done already */
export async function actOn(caller: Caller, id: string, act: Act, reason: string): Promise<void> {
  const { services, user } = caller;
  await services.database.transaction(async (tx) => {
    // Two administrators who disable each other at once: one of them stays.
    if (!(await lockPeople(tx, [id, user.id])).includes(user.id)) throw new ChangedMeanwhile();
    const person = await anyPerson(tx, id);
    if (!actsOf(person, user.id).includes(act)) throw new ChangedMeanwhile();
    if (act === 'disable' || act === 'enable') {
      await setPersonStatus(tx, id, act === 'disable' ? 'disabled' : 'active');
      const letter = { kind: 'account-access', about: { open: act === 'enable', reason } } as const;
      await tellOne(tx, services.mail, person, letter);
    } else {
      const granted = act === 'grant-developer';
      await setDeveloper(tx, id, granted);
      const url = `${services.accountUrl}${granted ? '/developer/applications' : '/profile'}`;
      const letter = { kind: 'developer-role', about: { granted, reason, url } } as const;
      await tellOne(tx, services.mail, person, letter);
    }
    await note(tx, caller, ACTIONS[act], { userId: id, reason, detail: { email: person.email } });
  });
  services.mail.wake();
}
