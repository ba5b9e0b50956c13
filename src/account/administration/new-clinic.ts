import type { SubmitCall } from '../console/page-route.ts';
import { clinicIdFrom, isClinicId, isTimeZone, SANDBOX_TIME_ZONE } from '../invitations/clinic-input.ts';
import type { NewClinic } from '../invitations/invitations.ts';
import type { ClinicFieldProblem, ManagerTyped, NewClinicTyped } from '../pages/administration/new-clinic.page.ts';
import { cleanEmail, cleanName } from '../users/account-input.ts';

export const NO_MANAGER: ManagerTyped = { managerName: '', managerEmail: '', language: 'it' };
export const NO_CLINIC: NewClinicTyped = {
  ...NO_MANAGER,
  name: '',
  id: '',
  kind: 'production',
  timeZone: SANDBOX_TIME_ZONE,
  fiscalCodePolicy: 'lenient',
};

type Read<Typed, Value> = { typed: Typed; problems: ClinicFieldProblem[]; value: Value };

/** Who is to manage a clinic. */
export function readManager({ field }: Pick<SubmitCall, 'field'>): Read<ManagerTyped, NewClinic['manager']> {
  const language = field('language') === 'en' ? 'en' : 'it';
  const typed: ManagerTyped = { managerName: field('managerName'), managerEmail: field('managerEmail'), language };
  const name = cleanName(typed.managerName);
  const email = cleanEmail(typed.managerEmail);
  return {
    typed,
    problems: [...(name ? [] : ['managerName' as const]), ...(email ? [] : ['managerEmail' as const])],
    value: { name: name ?? '', email: email ?? '', language },
  };
}

/** A clinic to be made, with its manager; without an id it gets one from its name. */
export function readNewClinic(call: Pick<SubmitCall, 'field'>): Read<NewClinicTyped, NewClinic> {
  const { field } = call;
  const manager = readManager(call);
  const sandbox = field('kind') === 'sandbox';
  const fiscalCodePolicy = field('fiscalCodePolicy') === 'strict' ? 'strict' : 'lenient';
  const typed: NewClinicTyped = {
    ...manager.typed,
    name: field('name'),
    id: field('id'),
    kind: sandbox ? 'sandbox' : 'production',
    timeZone: field('timeZone'),
    fiscalCodePolicy,
  };
  const name = cleanName(typed.name);
  const id = typed.id || clinicIdFrom(name ?? '');
  const zoneProblem = !isTimeZone(typed.timeZone)
    ? ('timeZone' as const)
    : sandbox && typed.timeZone !== SANDBOX_TIME_ZONE && ('sandboxZone' as const);
  return {
    typed,
    problems: [
      ...(name ? [] : ['name' as const]),
      // Without a name there is nothing to make an id from.
      ...(isClinicId(id) || (!name && !typed.id) ? [] : ['id' as const]),
      ...(zoneProblem ? [zoneProblem] : []),
      ...manager.problems,
    ],
    value: {
      id,
      name: name ?? '',
      sandbox,
      timeZone: typed.timeZone,
      fiscalCodePolicy,
      manager: manager.value,
    },
  };
}
