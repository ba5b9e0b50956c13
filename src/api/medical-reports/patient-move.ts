export { moveMedicalReports } from './medical-reports.queries.ts';
