/** A program to call the API by hand, with the address that it receives codes at. */
export interface Tool {
  key: 'postman' | 'bruno' | 'insomnia' | 'hoppscotch' | 'scalar';
  name: string;
  redirectUri: string;
  /** Where it is opened, of a tool that this installation serves. */
  href?: string;
}

/** The tools that integrators use, with the redirect addresses that their makers document. */
export function toolsFor(apiUrl: string): Tool[] {
  return [
    {
      key: 'scalar',
      name: 'Scalar',
      redirectUri: `${apiUrl}/en/specs/scalar.html`,
      href: `${apiUrl}/en/specs/scalar.html`,
    },
    { key: 'postman', name: 'Postman', redirectUri: 'https://oauth.pstmn.io/v1/callback' },
    { key: 'bruno', name: 'Bruno', redirectUri: 'https://oauth.usebruno.com/callback' },
    { key: 'insomnia', name: 'Insomnia', redirectUri: 'http://localhost:7171/oauth/callback' },
    { key: 'hoppscotch', name: 'Hoppscotch', redirectUri: 'https://hoppscotch.io/oauth' },
  ];
}
