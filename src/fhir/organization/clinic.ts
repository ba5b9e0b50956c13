/** The id of the clinic itself, as an Organization. */
export const CLINIC = 'clinic';
