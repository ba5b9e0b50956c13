import { DEVICE_CODE } from '../catalogue/grant-types.ts';
import type { DEFAULT_ROLES } from '../catalogue/permissions.ts';
import { SCOPES } from '../catalogue/scopes.ts';
import { API_TOOLS } from '../catalogue/tools.ts';

/** The same at every start, so that tools and tests can rely on them. */
export const SANDBOX_PASSWORD = 'corsia-sandbox';
export const SANDBOX_TENANT = 'sandbox-clinic';

export const TENANTS = [
  { id: SANDBOX_TENANT, name: 'Poliambulatorio Corsia', size: 'living', patients: 2000 },
  { id: 'other-clinic', name: 'Studio Medico Altrove', size: 'practice', patients: 50 },
] as const;

export interface SandboxUser {
  id: string;
  email: string;
  name: string;
  tenantId?: (typeof TENANTS)[number]['id'];
  role: keyof typeof DEFAULT_ROLES | 'developer' | 'administrator';
}

export const USERS: readonly SandboxUser[] = [
  {
    id: 'sandbox-manager',
    email: 'manager@sandbox.test',
    name: 'Marta Direttori',
    tenantId: SANDBOX_TENANT,
    role: 'manager',
  },
  {
    id: 'sandbox-doctor',
    email: 'doctor@sandbox.test',
    name: 'Dario Medici',
    tenantId: SANDBOX_TENANT,
    role: 'practitioner',
  },
  {
    id: 'sandbox-reception',
    email: 'reception@sandbox.test',
    name: 'Rita Accoglienti',
    tenantId: SANDBOX_TENANT,
    role: 'receptionist',
  },
  {
    id: 'sandbox-billing',
    email: 'billing@sandbox.test',
    name: 'Bruno Contabili',
    tenantId: SANDBOX_TENANT,
    role: 'billing',
  },
  {
    id: 'sandbox-integrator',
    email: 'integrator@sandbox.test',
    name: 'Irene Integranti',
    tenantId: SANDBOX_TENANT,
    role: 'integrator',
  },
  { id: 'sandbox-developer', email: 'developer@sandbox.test', name: 'Sandro Sviluppi', role: 'developer' },
  { id: 'sandbox-admin', email: 'admin@sandbox.test', name: 'Ada Amministra', role: 'administrator' },
  { id: 'other-manager', email: 'manager@other.test', name: 'Olga Altrove', tenantId: 'other-clinic', role: 'manager' },
];

export interface SandboxClient {
  id: string;
  name: string;
  description: string;
  applicationType: 'web' | 'native';
  /** Absent for public clients. */
  secret?: string;
  grantTypes: string[];
  redirectUris: string[];
  /** Where the browser may go after signing out. */
  postLogoutRedirectUris?: string[];
  scopes: readonly string[];
}

/** The redirect addresses of the tools that the reference names, and of the tools served by this installation. */
export function sandboxClients(apiUrl: string): SandboxClient[] {
  return [
    {
      id: 'sandbox-web',
      name: 'Sandbox Web',
      description: 'A web application with a secret, for first steps and tools.',
      applicationType: 'web',
      secret: 'sandbox-web-secret',
      grantTypes: ['authorization_code', 'refresh_token'],
      redirectUris: [
        'http://localhost:3000/callback',
        'http://localhost:3000/oauth/callback',
        ...Object.values(API_TOOLS).map(({ redirectUri }) => redirectUri),
        `${apiUrl}/specs/scalar.html`,
        `${apiUrl}/en/specs/scalar.html`,
        `${apiUrl}/swagger/oauth2-redirect.html`,
      ],
      postLogoutRedirectUris: ['http://localhost:3000/'],
      scopes: SCOPES,
    },
    {
      id: 'sandbox-native',
      name: 'Sandbox Native',
      description: 'A native application without a secret: PKCE and a loopback redirect.',
      applicationType: 'native',
      grantTypes: ['authorization_code', 'refresh_token'],
      redirectUris: ['http://127.0.0.1/callback', 'http://localhost/callback', 'http://[::1]/callback'],
      scopes: SCOPES,
    },
    {
      id: 'sandbox-device',
      name: 'Sandbox Device',
      description: 'A device without a browser: device code.',
      applicationType: 'native',
      grantTypes: [DEVICE_CODE, 'refresh_token'],
      redirectUris: [],
      scopes: SCOPES,
    },
  ];
}
