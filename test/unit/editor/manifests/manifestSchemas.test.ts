import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/editor/connections/connections.js';
import { ManifestSchemas } from '../../../../src/editor/manifests/manifestSchemas.js';
import { endpointOf } from '../../../../src/api/endpoints.js';
import { clearScreen, EventEmitter, screen, Uri } from '../fakeVscode.js';

beforeEach(clearScreen);

const noticesOf = (text: string): Promise<readonly Mark[]> => marksOf(text, true);

interface Mark {
  readonly at: string;
  readonly message: string;
}

async function marksOf(text: string, isNotice: boolean): Promise<readonly Mark[]> {
  const judge = new ManifestSchemas({
    connection: () =>
      ({
        account: { id: 'me', endpoint: endpointOf('ovh-eu') },
        schemas: { forPath: () => Promise.reject(new Error('not there')) },
      }) as unknown as Connection,
    onDidChangeConnection: new EventEmitter<void>().event as never,
    note: String,
    versions: { known: () => [{ version: '2.0' }, { version: '1.0' }] as never },
  });
  const uri = Uri.from({ scheme: 'file', path: '/a.ovhapi.yaml' });
  const parts = await judge.parts({
    uri,
    version: 1,
    getText: () => text,
    positionAt: (offset: number) => ({ line: text.slice(0, offset).split('\n').length - 1 }),
  } as never);
  judge.dispose();
  return parts.flatMap(({ offset, faults }) =>
    faults
      .filter((fault) => (fault.isNotice === true) === isNotice)
      .map((fault) => ({
        at: text.slice(offset + fault.offset, offset + fault.offset + fault.length),
        message: fault.message,
      })),
  );
}

describe('a manifest that names a schema version', () => {
  it('says at the version that it was replaced, and until when it is supported', async () => {
    screen.settings.set('ovhApi.schemaVersionEnds', { 1: '2020-03-31' });
    const [fault, ...others] = await noticesOf('kind: /shop/key\nversion: "1.0"\nspec: {}\n');
    expect(others).toEqual([]);
    expect(fault?.message).toMatch(
      /^v1\.0 was replaced by v2\.0\. .* According to ovhApi\.schemaVersionEnds, support for v1\.0 ended on Mar 31, 2020 \(.* ago\)\.$/,
    );
    expect(fault).toMatchObject({ at: '"1.0"' });
  });

  it('says nothing of the newest version, or without a version', async () => {
    expect(await noticesOf('kind: /shop/key\nversion: "2.0"\nspec: {}\n')).toEqual([]);
    expect(await noticesOf('kind: /shop/key\nspec: {}\n')).toEqual([]);
  });
});

describe('a manifest that names an endpoint', () => {
  it('says there that it isn’t compared with the cloud where the active account is at another one', async () => {
    expect(await noticesOf('kind: /shop/key\nid: a\nendpoint: ovh-ca\nspec: {}\n')).toEqual([
      {
        at: 'ovh-ca',
        message:
          'Not compared with the cloud: this manifest is for ovh-ca, and the active account is at ovh-eu. Planning asks first.',
      },
    ]);
  });

  it('says nothing where the active account is at that one', async () => {
    expect(await noticesOf('kind: /shop/key\nid: a\nendpoint: ovh-eu\nspec: {}\n')).toEqual([]);
  });
});

describe('two manifests of one resource in a file', () => {
  const manifest = (id: string, more = ''): string => `kind: /shop/key\n${id}${more}spec: {}\n`;
  const shared = async (text: string): Promise<readonly Mark[]> =>
    (await marksOf(text, false)).filter(({ message }) => message.includes('same resource'));

  it('are marked each at its identifier, with the line of the other one', async () => {
    const text = [manifest('id: one\n'), manifest('id: two\n'), manifest('id: "one"\n')].join('---\n');
    expect(await shared(text)).toEqual([
      { at: 'one', message: 'Line 9 is a manifest of the same resource. Keep only one.' },
      { at: '"one"', message: 'Line 1 is a manifest of the same resource. Keep only one.' },
    ]);
  });

  it('aren’t marked where they are to be created, or are for two endpoints', async () => {
    expect(await shared([manifest(''), manifest('')].join('---\n'))).toEqual([]);
    const [here, there] = ['ovh-eu', 'ovh-ca'].map((name) => manifest('id: a\n', `endpoint: ${name}\n`));
    expect(await shared([here, there].join('---\n'))).toEqual([]);
  });
});

describe('a manifest that is too large to be read as a whole', () => {
  it('is one of the kind and version that its first fields name', async () => {
    const asked: unknown[] = [];
    const judge = new ManifestSchemas({
      connection: () =>
        ({
          account: { id: 'me' },
          schemas: {
            sectionAt: (...version: unknown[]) => {
              asked.push(version);
              return Promise.reject(new Error('not there'));
            },
            forPath: (path: string) => {
              asked.push(path);
              return Promise.resolve({ section: { section: '/shop' } });
            },
          },
        }) as unknown as Connection,
      onDidChangeConnection: new EventEmitter<void>().event as never,
      note: String,
      versions: { known: () => [] },
    });
    const text = `# A shop\nkind: /shop/key\nspec:\n${'  - a\n'.repeat(200_000)}version: "1.0"\n`;
    const uri = Uri.from({ scheme: 'file', path: '/a.ovhapi.yaml' });
    await judge.parts({ uri, version: 1, getText: () => text } as never);
    judge.dispose();
    expect(asked).toEqual(['/shop/key', ['/shop', '1.0']]);
  });
});
