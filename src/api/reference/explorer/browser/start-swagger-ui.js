const settings = JSON.parse(document.body.dataset.settings);

// Swagger UI's own dark colours, when the browser asks for dark.
const dark = matchMedia('(prefers-color-scheme: dark)');
const colour = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', colour);
colour();

const ui = SwaggerUIBundle({
  url: settings.document,
  domNode: document.getElementById('tool'),
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'none',
  filter: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  oauth2RedirectUrl: settings.redirectUri,
  presets: [SwaggerUIBundle.presets.apis],
});
ui.initOAuth({
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  scopes: settings.scopes,
  usePkceWithAuthorizationCodeGrant: true,
});
