import Type, { type Static } from 'typebox';
import { closed, id, instant, named, oneOf, ref } from '../schema.ts';
import { exportable } from './exportable.ts';

const ExportResource = named(
  'ExportResource',
  oneOf(Object.keys(exportable), { description: 'What can be exported, by the names of the changes feed.' }),
);

export const ExportInput = named(
  'ExportInput',
  Type.Object(
    {
      resources: Type.Optional(
        // The type makes Ajv compare in linear time, however long the array.
        Type.Array(
          { ...ref(ExportResource), type: 'string' },
          {
            minItems: 1,
            maxItems: 50,
            uniqueItems: true,
            description: 'Only these; everything that the token may read when left out.',
          },
        ),
      ),
      updatedSince: Type.Optional(
        instant({ description: 'Changed at or after this instant, as lists understand it.' }),
      ),
    },
    { ...closed, description: 'What to export.', example: { resources: ['patients', 'appointments'] } },
  ),
);

const ExportFile = named(
  'ExportFile',
  Type.Object(
    {
      name: Type.String({ description: 'Such as `patients.ndjson`.' }),
      resource: ref(ExportResource),
      count: Type.Integer({ description: 'How many items it has, each on a line of its own.' }),
      bytes: Type.Integer({ format: 'int64' }),
      sha256: Type.String({ description: 'Of the whole file, in hexadecimal.' }),
      url: Type.String({ description: 'Path of the file.' }),
    },
    { description: 'A file of an export: JSON, one item a line, in order of their id.' },
  ),
);

const ExportProgress = named(
  'ExportProgress',
  Type.Object(
    {
      done: Type.Integer({ format: 'int64', description: 'Items written so far.' }),
      total: Type.Optional(Type.Integer({ format: 'int64', description: 'Items expected, once they are counted.' })),
    },
    { description: 'How far an export is.' },
  ),
);

const ExportFailure = named(
  'ExportFailure',
  Type.Object({ code: Type.String(), message: Type.String() }, { description: 'Why an export failed.' }),
);

export const Export = named(
  'Export',
  Type.Object(
    {
      id: id(),
      status: oneOf(['queued', 'running', 'completed', 'failed', 'expired']),
      resources: Type.Array(ref(ExportResource)),
      createdAt: instant(),
      completedAt: Type.Optional(instant({ description: 'When it was completed, or failed.' })),
      expiresAt: instant({ description: 'When the files are removed.' }),
      progress: ref(ExportProgress),
      files: Type.Array(ref(ExportFile), { description: 'Empty until it is completed, and after it expired.' }),
      error: Type.Optional(ref(ExportFailure)),
    },
    { description: 'Everything that a token may read, written to files in the background.' },
  ),
);

export type Export = Static<typeof Export>;
export type ExportInput = Static<typeof ExportInput>;
