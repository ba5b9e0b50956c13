import Type from 'typebox';
import {
  changePractitioners,
  importPractitioners,
  practitionerExport,
} from '../api/practitioners/practitioners.service.ts';
import { closed, text } from '../api/schema.ts';
import { catalogue } from './catalogue.ts';
import { active, externalIds, optionalText } from './parts.ts';

export const practitioners = catalogue({
  name: 'practitioners',
  identity: 'one of its externalIds',
  schema: Type.Object(
    {
      firstName: text(100),
      lastName: text(100),
      title: optionalText(50),
      registerNumber: optionalText(50),
      registerProvince: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
      specialties: Type.Array(text(100), { maxItems: 20, default: [] }),
      active,
      externalIds,
    },
    closed,
  ),
  source: practitionerExport,
  // The account of a practitioner is connected by the clinic's manager.
  computed: ['userId'],
  insert: importPractitioners,
  change: changePractitioners,
});
