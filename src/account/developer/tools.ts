import { API_TOOLS, type ApiTool } from '../../catalogue/tools.ts';

/** A program to call the API by hand, with the address that it receives codes at. */
export interface Tool {
  key: ApiTool | 'scalar';
  name: string;
  redirectUri: string;
  /** Where it is opened, of a tool that this installation serves. */
  href?: string;
  /** All requests as a collection for it; with `client_id` and `scope` it is filled in for an application. */
  download?: string;
}

/** The tools that integrators use. */
export function toolsFor(apiUrl: string): Tool[] {
  const scalar = `${apiUrl}/en/specs/scalar.html`;
  return [
    { key: 'scalar', name: 'Scalar', redirectUri: scalar, href: scalar },
    ...Object.entries(API_TOOLS).map(([key, { name, redirectUri, download }]) => ({
      key: key as ApiTool,
      name,
      redirectUri,
      download: `${apiUrl}${download}`,
    })),
  ];
}
