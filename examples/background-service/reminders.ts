import { type Appointment, type Corsia, items, type Patient } from '@corsia/client';

/** What the reminders are made of; without these permissions there is nothing to do. */
export const SCOPES = ['giponext.agenda', 'giponext.patients'];

export interface Reminder {
  appointmentId: number;
  /** With the clinic's offset. An appointment that was moved is reminded of anew. */
  start: string;
  channel: 'sms' | 'email';
  to: string;
  text: string;
}

/** A reminder for each appointment of a day, `YYYY-MM-DD`, whose patient can be reached and wants to be. */
export async function* remindersOf(corsia: Corsia, day: string): AsyncGenerator<Reminder, void> {
  const query = { from: day, to: day, status: 'booked,confirmed', sort: 'start', expand: 'patient,location' };
  for await (const appointment of items((window) => corsia.appointments.list({ query: { ...query, ...window } }))) {
    const contact = appointment.patient && contactOf(appointment.patient);
    if (contact)
      yield { appointmentId: appointment.id, start: appointment.start, ...contact, text: textOf(appointment) };
  }
}

function contactOf({ mobile, email, preferredChannel, reminderOptOuts = [] }: Patient) {
  const ways = [
    { channel: 'sms' as const, to: mobile },
    { channel: 'email' as const, to: email },
  ].flatMap(({ channel, to }) => (to === undefined || reminderOptOuts.includes(channel) ? [] : [{ channel, to }]));
  return ways.find(({ channel }) => channel === preferredChannel) ?? ways[0];
}

/** Nothing of what the appointment is about: a message may be read by somebody else. */
function textOf({ start, location }: Appointment): string {
  const [date, time] = [start.slice(0, 10), start.slice(11, 16)];
  return `Your appointment: ${date} at ${time}${location ? `, ${location.name}` : ''}.`;
}
