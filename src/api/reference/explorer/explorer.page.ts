import { SCOPES } from '../../../catalogue/scopes.ts';
import { type Html, html } from '../../../platform/html.ts';

export type Tool = 'swagger-ui' | 'scalar';
export type ExplorerLanguage = 'en' | 'it';

export interface ExplorerOptions {
  accountUrl: string;
  apiUrl: string;
  /** The application that a sandbox offers to fill in. */
  sandboxClient?: { id: string; secret: string } | undefined;
}

interface PageOptions extends ExplorerOptions {
  /** Of this page. */
  path: string;
  tool: Tool;
  language: ExplorerLanguage;
  /** Whether the sandbox's application is filled in. */
  filledIn: boolean;
}

const TEXTS = {
  en: {
    title: 'API reference',
    documentation: 'Documentation',
    contract: 'OpenAPI document',
    fillIn: 'Fill in the sandbox application',
    filledIn: (id: string) => `The sandbox application ${id} is filled in. Authorize, and call.`,
    noScript: 'This page needs JavaScript. The OpenAPI document can be read by any tool:',
  },
  it: {
    title: 'Riferimento API',
    documentation: 'Documentazione',
    contract: 'Documento OpenAPI',
    fillIn: 'Compila con l’applicazione sandbox',
    filledIn: (id: string) => `I dati dell’applicazione sandbox ${id} sono inseriti. Autorizzare e chiamare.`,
    noScript: 'Questa pagina richiede JavaScript. Il documento OpenAPI si legge con qualsiasi strumento:',
  },
} as const;

const NAMES = { 'swagger-ui': 'Swagger UI', scalar: 'Scalar' } as const;
const DOCUMENT = '/swagger/docs/v2';

/** A page with one of the tools, under a bar that leads to the others. What the tool is to know stands in `data-settings`. */
export function explorerPage({ path, tool, language, filledIn, accountUrl, apiUrl, sandboxClient }: PageOptions): Html {
  const texts = TEXTS[language];
  const client = filledIn ? sandboxClient : undefined;
  const settings = {
    document: DOCUMENT,
    accountUrl,
    // Identical to what applications register, whatever the browser makes of the address.
    redirectUri: `${apiUrl}${tool === 'scalar' ? path : '/swagger/oauth2-redirect.html'}`,
    scopes: SCOPES,
    clientId: client?.id ?? '',
    clientSecret: client?.secret ?? '',
  };
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${texts.title} · Corsia</title>
    <link rel="icon" href="data:,">
    ${tool === 'swagger-ui' && html`<link rel="stylesheet" href="/explorer/swagger-ui.css">`}
    <link rel="stylesheet" href="/explorer/explorer.css">
    <script src="/explorer/${tool}.js" defer></script>
    <script src="/explorer/start-${tool}.js" defer></script>
  </head>
  <body data-settings="${JSON.stringify(settings)}">
    <header class="corsia-bar">
      <a class="corsia-name" href="/${language}/docs">Corsia</a>
      <nav>
        <a href="/${language}/docs">${texts.documentation}</a>
        ${toolLink('swagger-ui', '/swagger', tool)}
        ${toolLink('scalar', language === 'it' ? '/specs/scalar.html' : '/en/specs/scalar.html', tool)}
        <a href="${DOCUMENT}">${texts.contract}</a>
      </nav>
      ${sandboxClient && sandboxNote(sandboxClient.id, filledIn, `${path}?application=sandbox`, texts)}
    </header>
    <noscript><p class="corsia-note">${texts.noScript} <a href="${DOCUMENT}">${DOCUMENT}</a></p></noscript>
    <div id="tool"></div>
  </body>
</html>`;
}

function toolLink(tool: Tool, href: string, current: Tool): Html {
  return tool === current
    ? html`<a href="${href}" aria-current="page">${NAMES[tool]}</a>`
    : html`<a href="${href}">${NAMES[tool]}</a>`;
}

function sandboxNote(id: string, filledIn: boolean, href: string, texts: (typeof TEXTS)[ExplorerLanguage]): Html {
  return filledIn
    ? html`<p class="corsia-note" role="status">${texts.filledIn(id)}</p>`
    : html`<a class="corsia-button" href="${href}">${texts.fillIn}</a>`;
}
