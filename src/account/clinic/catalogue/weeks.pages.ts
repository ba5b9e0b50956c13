import type { PageRoute } from '../../console/page-route.ts';
import { agendaWeeksPage } from '../../pages/clinic/catalogue/catalogue-item.page.ts';
import { listPath } from '../../pages/clinic/catalogue/kinds.ts';
import { headOf, itemOf, readingDatabase } from './catalogue.service.ts';
import type { OpeningDay } from './clinic-catalogue.ts';

const DAYS = 28;

/** Days as weeks from Monday to Sunday; the first may have begun. */
export function weeksOf(days: readonly OpeningDay[]): OpeningDay[][] {
  const weeks: OpeningDay[][] = [];
  for (const day of days) {
    if (weeks.length === 0 || day.dayOfWeek === 1) weeks.push([]);
    weeks.at(-1)!.push(day);
  }
  return weeks;
}

export const weeksPages: readonly PageRoute[] = [
  {
    path: `${listPath('agendas')}/:id/weeks`,
    requires: 'manager',
    async show(call) {
      const { services, user, context, params } = call;
      const agenda = await itemOf(call, 'agendas', params.id!);
      const from = { now: Date.now(), days: DAYS };
      const { openingDays } = services.clinicCatalogue;
      const days = await openingDays(readingDatabase(call), user.tenant_id!, agenda.id, from);
      return agendaWeeksPage({ context, head: headOf('agendas', agenda), weeks: weeksOf(days) });
    },
  },
];
