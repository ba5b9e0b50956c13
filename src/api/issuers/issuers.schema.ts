import Type, { type Static } from 'typebox';
import { Address } from '../patients/patient-parts.schema.ts';
import { assigned, externalIds, listQuery, pageOf, sortBy } from '../resource.schema.ts';
import { id, named, oneOf, ref } from '../schema.ts';

const REGIMES = ['RF01', 'RF02', 'RF19'] as const;

const IssuerKind = named('IssuerKind', oneOf(['company', 'professional']));
export const TaxRegime = named(
  'TaxRegime',
  oneOf(REGIMES, { description: 'RegimeFiscale of FatturaPA: RF01 ordinary, RF02 minimum, RF19 flat rate.' }),
);

export const Register = named(
  'ProfessionalRegister',
  Type.Object(
    { name: Type.String(), province: Type.String(), number: Type.String() },
    { description: 'The professional register that somebody belongs to.' },
  ),
);

const SocialFund = named(
  'SocialFund',
  Type.Object(
    {
      type: Type.String({ description: 'TipoCassa of FatturaPA, such as TC21 for psychologists.' }),
      rate: Type.Number({ description: 'Percent of the fee that the customer pays on top of it.' }),
    },
    { description: 'The fund whose contribution a professional charges.' },
  ),
);

export const Issuer = named(
  'Issuer',
  Type.Object(
    {
      ...assigned,
      kind: ref(IssuerKind),
      name: Type.String(),
      firstName: Type.Optional(Type.String({ description: 'Of a professional.' })),
      lastName: Type.Optional(Type.String({ description: 'Of a professional.' })),
      vatNumber: Type.String(),
      fiscalCode: Type.Optional(Type.String()),
      regime: ref(TaxRegime),
      address: ref(Address),
      register: Type.Optional(ref(Register)),
      practitionerId: Type.Optional(id({ description: 'The practitioner who issues in their own name.' })),
      collectedByIssuerId: Type.Optional(
        id({ description: 'Who collects the fees in the name of this professional (L. 296/2006, c. 38).' }),
      ),
      fund: Type.Optional(ref(SocialFund)),
      iban: Type.Optional(Type.String()),
      section: Type.String({ description: 'The series of numbers that invoices are in unless told otherwise.' }),
      creditNoteSection: Type.Optional(Type.String({ description: 'The series of credit notes, when it is another.' })),
      virtualStampAuthorisation: Type.Optional(
        Type.String({ description: 'Authorisation to pay stamp duty virtually (DPR 642/1972, art. 15).' }),
      ),
      active: Type.Boolean(),
      externalIds,
    },
    { description: 'Who issues invoices: the clinic itself, or a professional working there.' },
  ),
);

export const IssuerList = pageOf(Issuer, 'issuers');
export const IssuerListQuery = Type.Object({
  ...listQuery,
  sort: sortBy('name', 'updatedAt'),
  active: Type.Optional(Type.Boolean()),
});

export type Issuer = Static<typeof Issuer>;
export type IssuerInput = Omit<Issuer, 'id' | 'version' | 'createdAt' | 'updatedAt'>;
export type IssuerListQuery = Static<typeof IssuerListQuery>;
