import { describe, expect, it } from 'vitest';
import { acceptCloud, changePlaces } from '../../../src/resource/acceptCloud.js';
import { overlaySpec, readManifests } from '../../../src/resource/manifest.js';
import { specValue } from '../../../src/resource/spec.js';
import { diffSpecs, type SpecChange } from '../../../src/resource/specDiff.js';

const LIVE =
  '{"name":"cloud","size":12345678901234567890,"labels":{"a":"1"},"pools":[{"name":"p","n":1}],"list":[1,2]}';

const YAML = `# first
kind: /s/other
spec: {a: 1}
---
# second
kind: /s/thing
id: x
spec:
  name: mine # why
  size: 0x1F
  labels: {a: "1", b: "2"}
  pools:
    - name: p # the pool
      n: 5
  list: [1]
`;

async function changesOf(
  text: string,
  format: 'json' | 'yaml',
  index: number,
): Promise<readonly SpecChange[]> {
  const { manifests } = await readManifests(text, format);
  const wanted = overlaySpec(LIVE, manifests[index]?.spec ?? '');
  return diffSpecs(specValue(LIVE), specValue(wanted));
}

describe('accepting the cloud’s values into a manifest', () => {
  it('is one field at a time, comments and all else as they are', async () => {
    const changes = await changesOf(YAML, 'yaml', 1);
    const file = { text: YAML, format: 'yaml', index: 1 } as const;
    const accept = (path: string): string =>
      acceptCloud(
        file,
        changes.filter((change) => change.path.join('.') === path),
        LIVE,
      );
    expect(accept('name')).toBe(YAML.replace('name: mine', 'name: cloud'));
    expect(accept('size')).toBe(YAML.replace('0x1F', '12345678901234567890'));
    expect(accept('pools.0.n')).toBe(YAML.replace('n: 5', 'n: 1'));
    expect((await readManifests(accept('labels.b'), 'yaml')).manifests[1]?.spec).not.toContain('"b"');
  });

  it.each(['yaml', 'json'] as const)('leaves no difference where all is accepted, in %s', async (format) => {
    const json = `[{"kind":"/s/a","spec":{"a":1}}, {"kind":"/s/thing","id":"x","spec":{"name":"mine","labels":{"b":"2"},"list":[3]}}]`;
    const text = format === 'yaml' ? YAML : json;
    const changes = await changesOf(text, format, 1);
    expect(changes.length).toBeGreaterThan(2);
    const after = acceptCloud({ text, format, index: 1 }, changes, LIVE);
    expect(await changesOf(after, format, 1)).toEqual([]);
    const first = async (of: string): Promise<unknown> =>
      (await readManifests(of, format)).manifests[0]?.spec;
    expect(await first(after)).toBe(await first(text));
  });

  it('is found where the manifest says another thing', async () => {
    const changes = await changesOf(YAML, 'yaml', 1);
    const places = changePlaces({ text: YAML, format: 'yaml', index: 1 }, changes);
    const marked = places.map((place) => place && YAML.slice(place.offset, place.offset + place.length));
    expect(marked).toEqual(['mine', '0x1F', '"2"', '5', expect.anything()]);
  });
});
