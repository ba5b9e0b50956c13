import { patientResource } from './patients/patients.routes.ts';
import type { Resource } from './route.ts';
import { userInfo } from './userinfo/userinfo.routes.ts';

/** Every resource of `/v2`. Adding one means one folder and one line here. */
export const resources: readonly Resource[] = [userInfo, patientResource];
