const settings = JSON.parse(document.body.dataset.settings);

Scalar.createApiReference('#tool', {
  url: settings.document,
  // Nothing is asked of anybody but this installation.
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  telemetry: false,
  withDefaultFonts: false,
  hideClientButton: true,
  persistAuth: false,
  authentication: {
    preferredSecurityScheme: 'oauth2',
    securitySchemes: {
      oauth2: {
        flows: {
          authorizationCode: {
            authorizationUrl: `${settings.accountUrl}/connect/authorize`,
            tokenUrl: `${settings.accountUrl}/connect/token`,
            'x-scalar-client-id': settings.clientId,
            clientSecret: settings.clientSecret,
            'x-scalar-redirect-uri': settings.redirectUri,
            'x-usePkce': 'SHA-256',
            selectedScopes: settings.scopes,
          },
        },
      },
    },
  },
});
