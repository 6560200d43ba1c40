import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../src/api/errors.js';
import {
  discoverVersions,
  knownVersions,
  newestFirst,
  parseVersion,
  probeVersions,
  versionsIn,
} from '../../../src/schema/versions.js';
import { fakeApi, type FakeAnswer } from './fakeApi.js';
import { openApi } from './documents.js';

const refusal = (message: string, details = {}): { message: string; details: Record<string, string> } => ({
  message,
  details,
});

describe('a version', () => {
  it('is a major and a minor', () => {
    expect(parseVersion('2.10')).toEqual([2, 10]);
    for (const text of ['2', '2.', '.1', 'v2.1', '2.1.0', '', '2.x', '-1.0', '1e3.0']) {
      expect(parseVersion(text)).toBeUndefined();
    }
  });

  it('is ordered by its numbers', () => {
    expect(['1.0', 'odd', '2.9', '10.0', '2.10'].sort(newestFirst)).toEqual([
      '10.0',
      '2.10',
      '2.9',
      '1.0',
      'odd',
    ]);
  });
});

describe('what a refusal names', () => {
  it.each([
    ['There is no schemas version 0.0; there are 2.1, 2.0, 1.0', ['2.1', '2.0', '1.0']],
    ['Use "1.0" or v2.0.', ['1.0', '2.0']],
    ['Known: [1.0,1.1]', ['1.0', '1.1']],
    ['Sent from 10.0.0.1 by build 1.2.3', []],
    ['No.', []],
  ])('is read from %j', (message, versions) => {
    expect(versionsIn(refusal(message))).toEqual(versions);
  });

  it('may stand in its details', () => {
    expect(versionsIn(refusal('Unknown version', { versions: '2.0, 1.0', asked: '0.0' }))).toEqual([
      '2.0',
      '1.0',
    ]);
  });
});

describe('discovering versions', () => {
  it('names each with the surest source, the newest first', () => {
    expect(
      discoverVersions({
        index: { schemasVersions: ['3.0', { version: '1.0' }], apis: [{ path: '/a', versions: ['2.5'] }] },
        defaultDocument: '2.0',
        documents: ['2.0', '1.9'],
        refusals: [refusal('there are 2.0, 1.0')],
        settings: ['1.0', '9.9', 'newest'],
      }),
    ).toEqual([
      { version: '9.9', source: 'setting', isDefault: false },
      { version: '3.0', source: 'index', isDefault: false },
      { version: '2.5', source: 'index', isDefault: false },
      { version: '2.0', source: 'document', isDefault: true },
      { version: '1.9', source: 'document', isDefault: false },
      { version: '1.0', source: 'refusal', isDefault: false },
    ]);
  });

  it('takes no other number of the index for a version', () => {
    expect(discoverVersions({ index: { apiVersion: '1.0', basePath: 'https://a/1.0', apis: [] } })).toEqual(
      [],
    );
  });
});

describe('asking the API for versions', () => {
  const index = { apis: [{ path: '/a' }, { path: '/b' }] };
  const answers =
    (documents: (path: string, version: string | undefined) => FakeAnswer) =>
    ({ path, schemaVersion }: { path: string; schemaVersion?: string }): FakeAnswer =>
      path === '' ? { body: index } : documents(path, schemaVersion);
  const unknown = (versions: string): FakeAnswer => ({
    status: 400,
    body: { message: `there are ${versions}` },
  });
  const current: FakeAnswer = { body: openApi({}, {}, '2.0') };

  it('joins the default, the refusals of several sections and the settings', async () => {
    const api = fakeApi(
      answers((path, version) => {
        if (version === 'default') return current;
        return unknown(path === '/a.json' ? '2.0' : '2.0, 1.0');
      }),
    );
    expect(await knownVersions(api, ['0.9'])).toEqual([
      { version: '2.0', source: 'document', isDefault: true },
      { version: '1.0', source: 'refusal', isDefault: false },
      { version: '0.9', source: 'setting', isDefault: false },
    ]);
  });

  it('asks without the picked version, whatever it is', async () => {
    const api = fakeApi(answers((_, version) => (version === 'default' ? current : unknown('2.0'))));
    await knownVersions(api, []);
    expect(api.asked.map(({ schemaVersion }) => schemaVersion)).not.toContain(undefined);
  });

  it('does with what the others know when one source is broken', async () => {
    const broken = fakeApi(
      answers((_, version) => (version === 'default' ? { status: 500, body: {} } : unknown('1.0'))),
    );
    expect(await knownVersions(broken, [])).toEqual([
      { version: '1.0', source: 'refusal', isDefault: false },
    ]);
    const silent = fakeApi(
      answers((_, version) =>
        version === 'default' ? current : { status: 502, body: { message: 'nginx 1.25' } },
      ),
    );
    expect(await knownVersions(silent, [])).toEqual([
      { version: '2.0', source: 'document', isDefault: true },
    ]);
  });

  it('fails when not even the index can be read', async () => {
    await expect(
      knownVersions(
        fakeApi(() => ({ status: 401, body: {} })),
        [],
      ),
    ).rejects.toThrow(ApiError);
  });

  it('names what one section has, and nothing when the section does not mind', async () => {
    expect(
      await probeVersions(
        fakeApi(() => unknown('2.1, 2.0')),
        '/a',
      ),
    ).toEqual(['2.1', '2.0']);
    expect(
      await probeVersions(
        fakeApi(() => current),
        '/a',
      ),
    ).toEqual([]);
  });
});
