import { describe, expect, test } from 'vitest';
import { inlineEnumsUsedTwice, unknownToOpenApi2 } from './openapi2-rules.ts';

const withDog = (dog: object) => ({ definitions: { Dog: dog } });

describe('what OpenAPI 2.0 does not know is found', () => {
  test.each([
    [{ anyOf: [] }, 'definitions.Dog.anyOf'],
    [{ properties: { name: { oneOf: [] } } }, 'definitions.Dog.properties.name.oneOf'],
    [{ items: { nullable: true } }, 'definitions.Dog.items.nullable'],
    [{ type: ['string', 'null'] }, 'definitions.Dog.type'],
    [{ type: 'null' }, 'definitions.Dog.type'],
    [{ $id: 'Dog' }, 'definitions.Dog.$id'],
    [{ const: 1 }, 'definitions.Dog.const'],
    [{ allOf: [] }, 'definitions.Dog.allOf'],
    [{ $ref: '#/definitions/Cat', description: 'x' }, 'definitions.Dog.$ref with siblings'],
    [{ enum: ['a'] }, 'definitions.Dog.enum without a type'],
  ])('%j', (dog, place) => {
    expect(unknownToOpenApi2(withDog(dog))).toEqual([place]);
  });

  test('but a member may have any name', () => {
    const dog = { properties: { const: { type: 'string' }, type: { type: 'string' }, not: { type: 'string' } } };
    expect(unknownToOpenApi2(withDog(dog))).toEqual([]);
  });
});

describe('an enumeration that is used twice', () => {
  const sex = { type: 'string', enum: ['M', 'F'] };
  test('is found when it has no name', () => {
    const document = { paths: {}, definitions: { Dog: { properties: { sex } }, Cat: { properties: { sex } } } };
    expect(inlineEnumsUsedTwice(document)).toEqual([
      'M|F: definitions.Dog.properties.sex, definitions.Cat.properties.sex',
    ]);
  });

  test('is right when it has one', () => {
    const named = { $ref: '#/definitions/Sex' };
    const document = { paths: {}, definitions: { Sex: sex, Dog: { properties: { sex: named } } } };
    expect(inlineEnumsUsedTwice(document)).toEqual([]);
  });
});
