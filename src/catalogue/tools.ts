/** Programs to call the API by hand: where each receives codes, as its makers document, and the collection made for it. */
export const API_TOOLS = {
  postman: {
    name: 'Postman',
    redirectUri: 'https://oauth.pstmn.io/v1/callback',
    download: '/downloads/corsia.postman_collection.json',
  },
  bruno: {
    name: 'Bruno',
    redirectUri: 'https://oauth.usebruno.com/callback',
    download: '/downloads/corsia.bruno.json',
  },
  insomnia: {
    name: 'Insomnia',
    redirectUri: 'http://localhost:7171/oauth/callback',
    download: '/downloads/corsia.insomnia.json',
  },
  hoppscotch: {
    name: 'Hoppscotch',
    redirectUri: 'https://hoppscotch.io/oauth',
    download: '/downloads/corsia.hoppscotch.json',
  },
} as const;

export type ApiTool = keyof typeof API_TOOLS;
