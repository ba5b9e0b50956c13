/** That a route will go away. */
export interface Deprecation {
  /** Since when, as a date `YYYY-MM-DD`. */
  since: string;
  /** When it goes, as a date; not before `since`. */
  sunset?: string;
  /** A page that says what to do instead. */
  link?: string;
}

/** The headers `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) of every answer of such a route. */
export function deprecationHeaders({ since, sunset, link }: Deprecation): Record<string, string> {
  return {
    deprecation: `@${Date.parse(since) / 1000}`,
    ...(sunset !== undefined && { sunset: new Date(sunset).toUTCString() }),
    ...(link !== undefined && { link: `<${link}>; rel="deprecation"; type="text/html"` }),
  };
}
