import { describe, expect, test } from 'vitest';
import { namedFields } from '../../../src/api/namedFields.js';

describe('the words of a refusal name a field', () => {
  test.each([
    ['urn "resources[0].urn" is malformed', 'resources[0].urn'],
    ['targetSpec.location is not expected here', 'targetSpec.location'],
    ['Unknown field: targetSpec.rules[2].port.', 'targetSpec.rules[2].port'],
    ['Value of [targetSpec.nodes[0].name] is too long', 'targetSpec.nodes[0].name'],
    ['/targetSpec/pools/0/size must be >= 1', '/targetSpec/pools/0/size'],
    ['The field "timestamp" must be a date', 'timestamp'],
    ['Property ‘flavor’ is required', 'flavor'],
    ['Missing parameter vlanId in the body', 'vlanId'],
    ['cidr "10.0.0.0/33" is not a network', 'cidr'],
    ['This name is already in use', 'name'],
    ['The description is too plain', 'description'],
    ['Size must be at most 10', 'size'],
    ['size: at most 10', 'size'],
    ['targetSpec.pools[1].size: no room for two more', 'targetSpec.pools[1].size'],
  ])('%s', (message, field) => {
    expect(namedFields(message).flat()).toContain(field);
  });

  test.each([
    'Internal error',
    'See https://docs.example.com/errors/42 for more.',
    'Checksum mismatch. Refresh the resource and retry',
    'Version 1.2.3 was refused at 12:30:45.',
    'Can’t reach api.example.com:443',
  ])('or none: %s', (message) => {
    expect(namedFields(message)).toEqual([]);
  });

  test('and a path comes before a word in front of it', () => {
    expect(namedFields('urn "resources[0].urn" is malformed')[0]).toEqual(['resources[0].urn']);
  });
});
