import { randomUUID } from 'node:crypto';
import { ApiError, type Patient, type Treatment } from '@corsia/client';
import { dayOf, timeOf } from './appointments.routes.ts';
import { type Html, html } from './html.ts';
import { form } from './layout.ts';
import type { Session } from './sessions.ts';
import type { Route, Visit } from './visit.ts';

/** A time that can be booked. */
interface Slot {
  agendaId: number;
  start: string;
  practitioner?: { title?: string; lastName: string };
}

const SCOPES = ['giponext.patients', 'giponext.agenda', 'giponext.treatments'];

export const bookingRoutes: Route[] = [
  { method: 'GET', url: '/patients/:id/book', handler: choose },
  { method: 'POST', url: '/patients/:id/book', handler: book },
];

async function choose({ corsia, session, params, query }: Visit) {
  await corsia.requireScopes(...SCOPES);
  const treatmentId = Number(query.treatmentId) || undefined;
  const [patient, treatments] = await Promise.all([
    corsia.patients.get({ path: { id: Number(params.id) } }),
    corsia.treatments.list({ query: { active: true, sort: 'name', limit: 200 } }),
  ]);
  const path = `/patients/${patient.id}/book`;
  const body = html`${treatmentForm(path, treatments.items, treatmentId)}
${treatmentId && (await freeTimes())}`;
  return { title: titleOf(patient), body };

  async function freeTimes(): Promise<Html> {
    const { items, nextAvailable } = await corsia.availabilities.list({
      query: { treatmentId: treatmentId!, limit: 40, expand: 'practitioner' },
    });
    if (items.length > 0) return slotForm(session, path, treatmentId!, items);
    return html`<p>Nothing is free this week. ${nextAvailable && `The next free time is on ${dayOf(nextAvailable)}.`}</p>`;
  }
}

async function book({ corsia, session, params, form }: Visit) {
  await corsia.requireScopes(...SCOPES);
  const patientId = Number(params.id);
  const treatmentId = Number(form.treatmentId);
  const [agendaId = '', start = ''] = (form.slot ?? '').split('/');
  try {
    const appointment = await corsia.appointments.create({
      // A form that is sent twice books once: its key and the chosen time are the same.
      headers: { 'Idempotency-Key': `${form.key}/${form.slot}` },
      body: { patientId, agendaId: Number(agendaId), treatments: [{ treatmentId }], start },
    });
    return { redirect: `/appointments?booked=${appointment.id}` };
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'slot_taken')) throw error;
    const { alternatives = [] } = error.body;
    const path = `/patients/${patientId}/book`;
    const others = html`<p>These are free:</p>${slotForm(session, path, treatmentId, alternatives)}`;
    const body = html`<p role="alert">Somebody else has just booked ${dayOf(start)}, ${timeOf(start)}.</p>
${alternatives.length > 0 ? others : undefined}
<p><a href="${path}?treatmentId=${treatmentId}">See all free times</a></p>`;
    return { title: 'This time is taken', body, status: 409 };
  }
}

const titleOf = ({ firstName, lastName }: Patient) => `An appointment for ${firstName} ${lastName}`;

function treatmentForm(path: string, treatments: Treatment[], chosen: number | undefined): Html {
  const options = treatments.map(({ id, name, durationMinutes }) => {
    const text = `${name} (${durationMinutes} minutes)`;
    return id === chosen
      ? html`<option value="${id}" selected>${text}</option>`
      : html`<option value="${id}">${text}</option>`;
  });
  return html`<form method="get" action="${path}">
<label for="treatment">Treatment</label> <select id="treatment" name="treatmentId">${options}</select>
<button>Show free times</button>
</form>`;
}

function slotForm({ data }: Session, path: string, treatmentId: number, slots: readonly Slot[]): Html {
  const days = [...Map.groupBy(slots, ({ start }) => dayOf(start))].map(
    ([day, times]) => html`<h2>${day}</h2><p class="slots">${times.map(slotButton)}</p>`,
  );
  return form(
    data,
    path,
    html`<input type="hidden" name="treatmentId" value="${treatmentId}">
<input type="hidden" name="key" value="${randomUUID()}">
${days}`,
  );
}

function slotButton({ agendaId, start, practitioner }: Slot): Html {
  const who = practitioner && ` ${practitioner.title ?? ''} ${practitioner.lastName}`;
  return html`<button name="slot" value="${agendaId}/${start}">${timeOf(start)}${who}</button> `;
}
