import { parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { yamlTree } from '../../../src/resource/yamlTree.js';
import { fieldPlace, type TextNode } from '../../../src/resource/fieldPlace.js';

const JSON_SPEC = `{
  "name": "front",
  // as it was asked for
  "pools": [{ "size": "small", "zone": {} }, { "zone": { "id": "a" } }],
  "tags": { "a/b": 1 }
}`;

const YAML_SPEC = `name: front
pools:
  - size: small
  - zone:
      id: a
`;

function marked(text: string, root: TextNode | undefined, field: string): string | undefined {
  const place = root && fieldPlace(root, field);
  return place && text.slice(place.offset, place.offset + place.length);
}
const inJson = (field: string): string | undefined => marked(JSON_SPEC, parseTree(JSON_SPEC), field);
const inYaml = (field: string): string | undefined => marked(YAML_SPEC, yamlTree(YAML_SPEC), field);

describe('the place of a field that the API names', () => {
  it.each([
    'targetSpec.pools[0].size',
    '/targetSpec/pools/0/size',
    'pools.0.size',
    '$.targetSpec.pools[0]["size"]',
  ])('is found however it is spelt: %s', (field) => {
    expect(inJson(field)).toBe('"small"');
    expect(inYaml(field)).toBe('small');
  });

  it('is the name of what holds more fields', () => {
    expect(inJson('/targetSpec/pools')).toBe('"pools"');
    expect(inYaml('/targetSpec/pools')).toBe('pools');
    expect(inJson('pools[1]')).toBe('{');
  });

  it('is found by a lone name that the text has once', () => {
    expect(inJson('name')).toBe('"front"');
    expect(inJson('size')).toBe('"small"');
    expect(inJson('zone')).toBeUndefined();
  });

  it('is the nearest thing around a field that is missing', () => {
    expect(inJson('targetSpec.pools[1].zone.name')).toBe('"zone"');
    expect(inJson('targetSpec.region')).toBe('{');
  });

  it('is nowhere for what is no field of the spec', () => {
    expect(inJson('quota')).toBeUndefined();
    expect(inJson('')).toBeUndefined();
  });

  it('is found by a pointer with escaped parts', () => {
    expect(inJson('/targetSpec/tags/a~1b')).toBe('1');
  });
});
