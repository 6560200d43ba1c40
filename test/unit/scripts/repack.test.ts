import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repack } from '../../../scripts/repack.js';

describe('packing an extension again', () => {
  const program = readFileSync('scripts/packedLibraries.ts', 'utf8');
  const noise = Uint8Array.from(
    { length: 300 },
    (_, index) => (index * 7_919 + (index >> 3) * 104_729) % 251,
  );
  const manifest = { name: 'one', scripts: { build: 'tsc' }, devDependencies: { tsc: '1' } };
  let folder: string;
  let packed: Buffer;
  let usual: Uint8Array;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ovhapi-repack-'));
    usual = zipSync({
      'extension/package.json': strToU8(JSON.stringify(manifest, null, 2)),
      'extension/l10n/bundle.l10n.fr.json': strToU8(
        '{\n  "scripts": "programmes",\n  "Save": "Enregistrer…"\n}',
      ),
      'extension/media/panel.css': strToU8('.row {\n  color: #ff0000;\n}\n'),
      'extension/dist/program.cjs': strToU8(program),
      'extension/media/icon.png': noise,
      'extension/media/empty.md': new Uint8Array(),
    });
    await writeFile(join(folder, 'one.vsix'), usual);
    await repack(join(folder, 'one.vsix'));
    packed = await readFile(join(folder, 'one.vsix'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('keeps every file, whatever is in it', () => {
    const files = unzipSync(packed);
    expect(Object.keys(files)).toEqual(Object.keys(unzipSync(usual)));
    expect(strFromU8(files['extension/dist/program.cjs']!)).toBe(program);
    expect(files['extension/media/icon.png']).toEqual(noise);
    expect(files['extension/media/empty.md']).toHaveLength(0);
  });

  it('is smaller', () => {
    expect(packed.byteLength).toBeLessThan(usual.byteLength);
  });

  it('leaves out spaces, and of the manifest what only its makers need', () => {
    const files = unzipSync(packed);
    expect(strFromU8(files['extension/package.json']!)).toBe('{"name":"one"}');
    expect(strFromU8(files['extension/media/panel.css']!)).toBe('.row{color:red}\n');
    expect(strFromU8(files['extension/l10n/bundle.l10n.fr.json']!)).toBe(
      '{"scripts":"programmes","Save":"Enregistrer…"}',
    );
  });
});
