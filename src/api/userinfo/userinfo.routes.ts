import Type from 'typebox';
import { type Resource, signedInRoute } from '../route.ts';
import { named, ref } from '../schema.ts';

const UserInfoTenant = named(
  'UserInfoTenant',
  Type.Object(
    {
      id: Type.String(),
      name: Type.String(),
      sandbox: Type.Boolean({ description: 'True for a clinic of fictitious data.' }),
    },
    { description: 'A clinic that the signed-in person belongs to.' },
  ),
);

const UserInfo = named(
  'UserInfo',
  Type.Object(
    {
      sub: Type.String({ description: 'Stable id of the person.' }),
      name: Type.String(),
      email: Type.Optional(Type.String({ description: 'Only when the scope `email` was granted.' })),
      tenants: Type.Array(ref(UserInfoTenant), { description: 'One clinic, or none for a developer account.' }),
      role: Type.Optional(Type.String()),
      permissions: Type.Array(Type.String()),
      scopes: Type.Array(Type.String(), { description: 'What this token was granted.' }),
      clientId: Type.String({ description: 'The application that calls.' }),
    },
    { description: 'Who is signed in, in which clinic, and what this token may do.' },
  ),
);

export const userInfo: Resource = {
  tag: 'UserInfo',
  description: 'Who is signed in and in which clinic. The first call of every integration.',
  routes: [
    signedInRoute({
      method: 'GET',
      path: '/userinfo',
      operationId: 'UserInfo_Get',
      summary: 'Who is signed in',
      description: 'Tells the person, the clinic whose `tenantId` all other calls need, and what the token may do.',
      success: { status: 200, description: 'The signed-in person.', schema: ref(UserInfo) },
      handler: async ({ access }) => ({
        body: {
          sub: access.userId,
          name: access.userName,
          ...(access.email && { email: access.email }),
          tenants: access.tenant
            ? [{ id: access.tenant.id, name: access.tenant.name, sandbox: access.tenant.sandbox }]
            : [],
          ...(access.role && { role: access.role }),
          permissions: [...access.permissions].sort(),
          scopes: [...access.scopes].sort(),
          clientId: access.clientId,
        },
      }),
    }),
  ],
};
