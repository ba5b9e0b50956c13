export { keepAppointment } from './appointments.queries.ts';
