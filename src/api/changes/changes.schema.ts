import Type, { type Static } from 'typebox';
import { listQuery } from '../resource.schema.ts';
import { id, instant, named, oneOf, ref } from '../schema.ts';

const Change = named(
  'Change',
  Type.Object(
    {
      seq: Type.Integer({ format: 'int64', description: 'Tells one change from another; not an order.' }),
      resource: Type.String({ description: 'Such as `patients` or `medical_reports`. More may come.' }),
      id: id({ description: 'Of the object that changed.' }),
      op: oneOf(['created', 'updated', 'deleted', 'merged'], {
        description: '`merged` is a patient who became one with another: read it, and follow `mergedIntoId`.',
      }),
      version: Type.Integer({ description: 'Of the object, after the change.' }),
      changedAt: instant(),
    },
    { description: 'That an object changed. Read the object itself for what it is now.' },
  ),
);

export const ChangeList = named(
  'ChangeList',
  Type.Object(
    {
      items: Type.Array(ref(Change)),
      nextCursor: Type.String({ description: 'For the next poll, also when there is nothing yet.' }),
      hasMore: Type.Boolean({ description: 'Whether there are more already.' }),
    },
    { description: 'Changes in the order in which they are to be followed.' },
  ),
);

export const ChangesQuery = Type.Object({
  cursor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 2000,
      pattern: '^[A-Za-z0-9._-]+$',
      description:
        'The `nextCursor` of the last answer; `now` for what comes from now on. Without it everything that exists is told of.',
    }),
  ),
  resources: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 500,
      pattern: '^[a-z_]+(,[a-z_]+)*$',
      description: 'Only these, with commas between; everything that the token may read when left out.',
    }),
  ),
  limit: listQuery.limit,
});

export type ChangeList = Static<typeof ChangeList>;
export type ChangesQuery = Static<typeof ChangesQuery>;
