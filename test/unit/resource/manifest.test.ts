import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointOf } from '../../../src/api/endpoints.js';
import { LARGE_JSON, TOO_LARGE_MANIFEST, TooLargeAtOnce } from '../../../src/resource/jsonTree.js';
import { MOST_YAML_VALUES, TooLargeForYaml } from '../../../src/resource/yamlText.js';
import {
  endpointName,
  isElsewhere,
  overlaySpec,
  printingManifest,
  printManifest,
  readManifests,
  findManifest,
  withIdentifier,
} from '../../../src/resource/manifest.js';

const two = `# our shop
kind: /shop/house
id: h1
version: 1.0
spec:
  name: one # why
  rooms: 12345678901234567890
---
kind: /shop/house/
spec: {name: two}
`;

describe('a manifest file', () => {
  it('holds many manifests, each with its kind, identifier, version and spec', async () => {
    const { manifests, faults } = await readManifests(two, 'yaml');
    expect(faults).toEqual([]);
    expect(manifests.map(({ kind, id, version, index }) => ({ kind, id, version, index }))).toEqual([
      { kind: '/shop/house', id: 'h1', version: '1.0', index: 0 },
      { kind: '/shop/house', id: undefined, version: undefined, index: 1 },
    ]);
    expect(manifests[0]?.spec).toBe('{\n  "name": "one",\n  "rooms": 12345678901234567890\n}\n');
    const [first, second] = manifests.map(({ place }) =>
      two.slice(place.offset, place.offset + place.length),
    );
    expect(first?.startsWith('kind: /shop/house\nid')).toBe(true);
    expect(second).toBe('kind: /shop/house/\nspec: {name: two}');
  });

  it('may name the endpoint that it is for', async () => {
    const { manifests } = await readManifests('kind: /s/thing\nendpoint: ovh-ca\nspec: {a: 1}\n', 'yaml');
    const [manifest] = manifests;
    expect(manifest?.endpoint).toBe('ovh-ca');
    const at = (name: string) => isElsewhere(manifest ?? {}, { endpoint: endpointOf(name) });
    expect(['ovh-ca', 'https://api.ca.ovhcloud.com/v2', 'ovh-eu'].map(at)).toEqual([false, false, true]);
    expect(isElsewhere({ endpoint: 'nonsense' }, { endpoint: endpointOf('ovh-eu') })).toBe(true);
    expect(isElsewhere({}, { endpoint: endpointOf('ovh-eu') })).toBe(false);
    expect(printManifest({ ...manifest!, endpoint: 'ovh-ca' }, 'json')).toContain('"endpoint": "ovh-ca"');
    expect(
      ['ovh-us', 'http://127.0.0.1:9', 'https://x.example'].map((name) =>
        endpointName({ endpoint: endpointOf(name) }),
      ),
    ).toEqual([...['ovh-us', undefined, 'https://x.example']]);
  });

  it('may be JSON: one, or a list', async () => {
    const one = '{"kind": "/a", "id": "x", "spec": {"n": 1.10}}';
    expect((await readManifests(one, 'json')).manifests[0]).toMatchObject({ kind: '/a', id: 'x' });
    expect((await readManifests(`[${one}, ${one}]`, 'json')).manifests.map(({ index }) => index)).toEqual([
      0, 1,
    ]);
    expect((await readManifests(one, 'json')).manifests[0]?.spec).toContain('1.10');
  });

  it('reports each fault at its place, and reads the others', async () => {
    const text =
      'kind: /a\n---\nspec: {}\n---\nkind: b\nspec: {}\n---\nkind: /c\nspec: [1\n---\nkind: /d\nspec: {}\n';
    const { manifests, faults } = await readManifests(text, 'yaml');
    expect(manifests.map(({ kind }) => kind)).toContain('/d');
    expect(faults.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('has a “spec”'),
        expect.stringContaining('by “kind”'),
        expect.stringContaining('begins with /'),
      ]),
    );
    expect((await readManifests('{"kind": ', 'json')).faults).toHaveLength(1);
  });

  it('holds no JSON manifest that is too large to be read in one go, and reads the others', async () => {
    const large = `{"kind": "/shop/house", "spec": {"name": "${'x'.repeat(LARGE_JSON.characters)}"}}`;
    const text = `[{"kind": "/shop/house", "spec": {"name": "one"}}, ${large}]`;
    const { manifests, faults } = await readManifests(text, 'json');
    expect(manifests.map(({ index }) => index)).toEqual([0]);
    expect(faults).toEqual([{ offset: text.indexOf(large), length: 1, message: TOO_LARGE_MANIFEST }]);
  });

  it('is not made of a spec that could not be read again', () => {
    const spec = JSON.stringify({ name: 'x'.repeat(LARGE_JSON.characters) });
    const manifest = { kind: '/shop/house', id: 'h1', version: undefined, spec };
    expect(() => printManifest(manifest, 'json')).toThrow(TooLargeAtOnce);
    const values = JSON.stringify({ list: Array.from({ length: MOST_YAML_VALUES + 1 }, () => 1) });
    // Before anything is printed, which takes long as well.
    expect(() => printingManifest(manifest, 'yaml').next()).toThrow(TooLargeAtOnce);
    expect(() => printingManifest({ ...manifest, spec: values }, 'yaml').next()).toThrow(TooLargeForYaml);
    expect(() => overlaySpec(spec, '{}')).toThrow(TooLargeAtOnce);
  });

  it('may be empty', async () => {
    for (const format of ['yaml', 'json'] as const) {
      expect(await readManifests('\n', format)).toEqual({ manifests: [], faults: [] });
    }
  });

  it('reads what was printed, whatever is in it', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        text.map((one) => `/${encodeURIComponent(one)}`),
        fc.option(text, { nil: undefined }),
        fc.dictionary(text, fc.jsonValue({ maxDepth: 3 })),
        fc.constantFrom('yaml', 'json'),
        async (kind, id, spec, format) => {
          const printed = printManifest({ kind, id, version: '2.10', spec: JSON.stringify(spec) }, format);
          const { manifests, faults } = await readManifests(printed, format);
          expect(faults).toEqual([]);
          expect(manifests[0]).toMatchObject({ kind, id, version: '2.10' });
          expect(JSON.parse(manifests[0]?.spec ?? '')).toEqual(JSON.parse(JSON.stringify(spec)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is given the identifier of what was created, and stays as it is otherwise', async () => {
    const yaml = withIdentifier(two, 'yaml', 1, 'h 2');
    expect((await readManifests(yaml, 'yaml')).manifests.map(({ id }) => id)).toEqual(['h1', 'h 2']);
    expect(yaml.replace('\nid: "h 2"', '')).toBe(two);
    const json = withIdentifier('[{"kind": "/a", "spec": {}}]', 'json', 0, 'x');
    expect((await readManifests(json, 'json')).manifests[0]).toMatchObject({ kind: '/a', id: 'x' });
  });

  it.each([
    ['yaml', 'kind: /a\nid:\nversion: null\nspec: {}\n'],
    ['yaml', 'kind: /a\nid: ~ # none yet\nspec: {}\n'],
    ['yaml', '{kind: /a, id: "", spec: {}}\n'],
    ['json', '{"kind": "/a", "id": null, "version": null, "spec": {}}'],
    ['json', '{"id": "", "kind": "/a", "spec": {}}'],
  ] as const)(
    'asks for a new resource where its identifier is empty or null, in %s: %j',
    async (format, text) => {
      const [before] = (await readManifests(text, format)).manifests;
      expect([before?.id, before?.version]).toEqual([undefined, undefined]);
      const { manifests, faults } = await readManifests(withIdentifier(text, format, 0, 'x'), format);
      expect([manifests.map(({ kind, id }) => [kind, id]), faults]).toEqual([[['/a', 'x']], []]);
    },
  );

  it('is found by what it says, wherever in its file it is by now', async () => {
    const [, known] = (await readManifests(two, 'yaml')).manifests;
    const moved = `kind: /new\nspec: {}\n---\n${two}`;
    expect(await findManifest(moved, 'yaml', known!)).toMatchObject({ index: 2, spec: known!.spec });
    expect(await findManifest(`# ours\n${two}`, 'yaml', known!)).toMatchObject({ index: 1 });
    expect(await findManifest('kind: /new\nspec: {}\n', 'yaml', known!)).toBeUndefined();
  });
});

describe('a manifest over what the cloud has', () => {
  it('keeps the fields that it leaves out, takes lists as it says, and adds what is new', () => {
    const live =
      '{"a": 1.10, "in": {"x": 1, "y": 2}, "list": [{"n": 1, "m": 2}], "big": 12345678901234567890}';
    const wanted = '{"in": {"y": 3}, "list": [{"n": 1}], "new": null}';
    const text = overlaySpec(live, wanted);
    expect(JSON.parse(text)).toMatchObject({ in: { x: 1, y: 3 }, list: [{ n: 1 }], new: null });
    expect(text).toContain('1.10');
    expect(text).toContain('12345678901234567890');
  });
});
