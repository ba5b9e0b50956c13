export { moveAppointments } from './episode-appointments.queries.ts';
