import { describe, expect, it } from 'vitest';
import { acceptCloud } from '../../../src/resource/acceptCloud.js';
import { printManifest, readManifests, withIdentifier } from '../../../src/resource/manifest.js';
import type { ManifestFormat } from '../../../src/resource/manifestParts.js';
import { applyPlanned, planManifest, type PlannedManifest } from '../../../src/resource/manifestPlan.js';
import { describePath } from '../../../src/resource/specDiff.js';
import { findByPath } from '../../../src/schema/findByPath.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { document, listOf, operation } from '../schema/documents.js';
import { fakeApi } from '../schema/fakeApi.js';

const fields = ['name', 'big', 'price', 'power', 'mask', 'plus', 'hex', 'signed', 'serial'];
const spec = { type: 'object', properties: Object.fromEntries(fields.map((name) => [name, {}])) };
const body = { type: 'object', properties: { targetSpec: spec, checksum: { type: 'string' } } };
const answer = { type: 'object', properties: { id: { type: 'string' }, targetSpec: spec } };
const catalogue = readCatalogue(
  '/s',
  document({
    '/s/thing': { get: operation({ answer: listOf(answer) }), post: operation({ body }) },
    '/s/thing/{id}': { get: operation({ answer }), put: operation({ body, answer }) },
  }),
);

/** Numbers that a double doesn't hold or spells otherwise, and texts that YAML would take for numbers. */
const LIVE =
  '{"name":"cloud","big":9007199254740993,"price":1.10,"power":1E3,"mask":31,"plus":5,"hex":"0x1F","signed":"+5","serial":"9007199254740993"}';

const FILES: Readonly<Record<ManifestFormat, string>> = {
  json: `{
  "kind": "/s/thing", "id": "a",
  "spec": {"name": "mine", "big": 9007199254740995, "price": 1.1, "power": 1E3, "mask": 31, "plus": 5,
    "hex": "0x1F", "signed": "+5", "serial": "9007199254740993"}
}
`,
  yaml: `kind: /s/thing
id: a
spec:
  name: mine # ours
  big: 9007199254740995
  price: 1.1
  power: 1E3
  mask: 0x1F # of bits
  plus: +5
  hex: "0x1F"
  signed: '+5'
  serial: "9007199254740993"
`,
};

async function plan(
  text: string,
  format: ManifestFormat,
): Promise<{ readonly planned: PlannedManifest; readonly apply: () => Promise<string> }> {
  const cloud = fakeApi(() => ({ body: `{"id":"a","checksum":"c1","targetSpec":${LIVE}}` }));
  const [manifest] = (await readManifests(text, format)).manifests;
  const planned = await planManifest(manifest!, {
    api: cloud,
    locate: (path) => Promise.resolve({ ...findByPath(catalogue, path), takesTarget: true }),
    readVariable: () => ({ problem: 'unset' }),
    onSecrets: () => undefined,
  });
  const apply = async (): Promise<string> => {
    await applyPlanned(cloud, planned);
    return cloud.asked.find(({ method }) => method !== 'GET')?.body ?? '';
  };
  return { planned, apply };
}

describe.each(['json', 'yaml'] as const)('numbers of a manifest in %s', (format) => {
  const text = FILES[format];

  it('are compared with the cloud by every digit and not by how they are spelled', async () => {
    const { planned } = await plan(text, format);
    expect(
      planned.changes.map(({ path, before, after }) => [describePath(path), String(before), String(after)]),
    ).toEqual([
      ['name', 'cloud', 'mine'],
      ['big', '9007199254740993', '9007199254740995'],
    ]);
  });

  it('are sent with every digit, and the others as the cloud spells them', async () => {
    const { apply } = await plan(text, format);
    const sent = LIVE.replace('cloud', 'mine').replace('"big":9007199254740993', '"big":9007199254740995');
    expect((await apply()).replaceAll(/\s/g, '')).toBe(`{"checksum":"c1","targetSpec":${sent}}`);
  });

  it('are created with every digit', async () => {
    const { apply } = await plan(text.replace(/\s*"?id"?: "?a"?(?=[,\n]),?/, ''), format);
    const created = await apply();
    expect(created).toMatch(/"big":\s*9007199254740995/);
    expect(created).toMatch(/"price":\s*1\.1,/);
    expect(created).toMatch(/"mask":\s*31\b/);
    expect(created).toMatch(/"serial":\s*"9007199254740993"/);
  });

  it('are accepted with every digit, and all others keep their spelling in the file', async () => {
    const { planned } = await plan(text, format);
    const accepted = planned.changes.reduce(
      (before, change) => acceptCloud({ text: before, format, index: 0 }, [change], planned.live),
      text,
    );
    expect(accepted).toBe(text.replace('mine', 'cloud').replace('9007199254740995', '9007199254740993'));
    expect((await plan(accepted, format)).planned.action).toBe('none');
  });

  it('keep their spelling in the file when its resource was created', () => {
    const created = withIdentifier(text.replace(/\n?\s*"?id"?: "?a"?(?=[,\n]),?/, ''), format, 0, '0x2F');
    expect(created).toContain(text.slice(text.indexOf('mine')));
    expect(created).toMatch(/id"?: "0x2F"/);
  });

  it('are exported as the cloud spells them, and texts that look like numbers stay texts', async () => {
    const exported = printManifest(
      { kind: '/s/thing', id: '0x1F', version: '1.0', endpoint: undefined, spec: LIVE },
      format,
    );
    const [again] = (await readManifests(exported, format)).manifests;
    expect(again).toMatchObject({ id: '0x1F', version: '1.0' });
    expect(again?.spec.replaceAll(/\s/g, '')).toBe(LIVE);
    expect((await plan(exported, format)).planned.action).toBe('none');
  });
});
