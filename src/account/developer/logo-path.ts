/** Where the picture of an application is; it never changes, as another picture has another hash. */
export const logoPath = (hash: string): string => `/logos/${hash}`;
