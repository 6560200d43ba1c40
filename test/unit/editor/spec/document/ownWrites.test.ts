import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentUri } from '../../../../../src/editor/shell/documentUri.js';
import { toApiPath, type ResourceAddress } from '../../../../../src/resource/address.js';
import { clearScreen, screen } from '../../fakeVscode.js';
import type { Writes } from '../../writesOnSandbox.js';

const { Writes: Opened } = await import('../../writesOnSandbox.js');

const STARTING_MS = 60_000;
type Spec = Readonly<Record<string, unknown>>;

describe('an edited document whose resource is written from elsewhere in this window', () => {
  let writes: Writes;
  let target: ResourceAddress;
  const uri = (ext?: string) => documentUri(target, 'spec', ext);
  const spec = async (): Promise<Spec> =>
    (JSON.parse(await writes.read(target)) as { readonly targetSpec: Spec }).targetSpec;
  /** Opens the document and types in it. */
  const edit = async (fields: Spec): Promise<Uint8Array> => {
    const text = new TextDecoder().decode(await writes.files.readFile(uri()));
    const edited = JSON.stringify({ ...(JSON.parse(text) as Spec), ...fields }, null, 2);
    screen.edited = [uri()];
    screen.documents.set(uri().toString(), edited);
    return new TextEncoder().encode(edited);
  };
  /** Questions: that the platform has moved a checksum is said without one. */
  const asked = (): readonly string[] =>
    screen.messages.filter(({ severity }) => severity === 'warning').map(({ text }) => text);
  /** Whether the last save was reported to have left the edit as it is. */
  const left = (): boolean => screen.messages.at(-1)?.text.endsWith('still in the editor.') === true;
  const rest = async (): Promise<void> => {
    for (let step = 0; step < 20; step++) await writes.sandbox.client.step(20_000);
  };

  beforeAll(async () => {
    writes = await Opened.open();
  }, STARTING_MS);
  afterAll(() => writes.close());
  beforeEach(async () => {
    clearScreen();
    screen.settings.set('ovhApi.confirmSave', 'never');
    screen.folders = ['/w'];
    target = await writes.project(0);
    // The resource is that of the test before: what a writer sets has to be a change.
    await writes.sandbox.client.changeResource(toApiPath(target), { description: 'before' });
    await rest();
  });

  it.each(['bulkEdit', 'manifest', 'scratchpad'] as const)(
    'is saved on top of what the %s wrote, without a question',
    async (writer) => {
      const mine = await edit({ name: `mine-${writer.toLowerCase()}` });
      await writes.write(writer, target);
      await rest();
      const { description } = await spec();
      await writes.files.writeFile(uri(), mine);
      expect(asked()).toEqual([]);
      expect(await spec()).toMatchObject({ name: `mine-${writer.toLowerCase()}`, description });
      expect(description).not.toEqual((JSON.parse(new TextDecoder().decode(mine)) as Spec).description);
    },
  );

  it('asks where both changed the same field, and sends nothing before it is decided', async () => {
    const mine = await edit({ description: 'mine' });
    await writes.write('bulkEdit', target);
    await rest();
    await writes.files.writeFile(uri(), mine);
    expect(left()).toBe(true);
    expect(asked()).toEqual([expect.stringContaining('has changed since you opened it')]);
    expect(screen.messages[0]?.detail).toContain('description');
    expect((await spec()).description).toBe('together');
  });

  it('asks where another client came between its reading and our write', async () => {
    await writes.write('scratchpad', target);
    await rest();
    const mine = await edit({ name: 'mine-after-theirs' });
    await writes.sandbox.client.changeResource(toApiPath(target), { description: 'theirs' });
    await rest();
    await writes.write('bulkEdit', target);
    await rest();
    await writes.files.writeFile(uri(), mine);
    expect(left()).toBe(true);
    expect(asked()).toEqual([expect.stringContaining('has changed since you opened it')]);
  });

  it('asks where another client came after our write', async () => {
    const mine = await edit({ name: 'mine-before-theirs' });
    await writes.write('bulkEdit', target);
    await rest();
    await writes.sandbox.client.changeResource(toApiPath(target), { description: 'theirs again' });
    await rest();
    await writes.files.writeFile(uri(), mine);
    expect(left()).toBe(true);
    expect(asked()).toEqual([expect.stringContaining('has changed since you opened it')]);
    expect((await spec()).description).toBe('theirs again');
  });

  it('is read again when it holds no edit', async () => {
    await writes.files.readFile(uri());
    const before = (await writes.files.stat(uri())).mtime;
    await writes.write('scratchpad', target);
    expect((await writes.files.stat(uri())).mtime).toBeGreaterThan(before);
    expect(new TextDecoder().decode(await writes.files.readFile(uri()))).toContain('by hand');
  });
});
