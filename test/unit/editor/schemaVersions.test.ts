import { describe, expect, it, vi } from 'vitest';
import { SchemaVersions } from '../../../src/editor/statusBar/schemaVersions.js';
import { versionRows } from '../../../src/editor/statusBar/versionRows.js';
import { FakeMemento } from './fakeContext.js';

vi.mock('vscode', async () => ({
  ...(await import('./fakeVscode.js')),
  QuickPickItemKind: { Separator: -1, Default: 0 },
}));

describe('the choice of a schema version', () => {
  it('of a workspace wins over the account’s, and comes back in the next window', async () => {
    const [workspace, account] = [new FakeMemento(), new FakeMemento()];
    const versions = new SchemaVersions(workspace, account);
    await versions.pick('me', '2.0', 'account');
    await versions.pick('me', '1.0');
    expect([versions.picked('me'), versions.picked('you')]).toEqual(['1.0', undefined]);
    const next = new SchemaVersions(workspace, account);
    expect(next.choice('me')).toEqual({ version: '1.0', place: 'workspace' });
    const elsewhere = new SchemaVersions(new FakeMemento(), account);
    expect(elsewhere.choice('me')).toEqual({ version: '2.0', place: 'account' });
    await next.forgetWorkspace('me');
    expect(next.choice('me')).toEqual({ version: '2.0', place: 'account' });
  });

  it('may be the default where the account wants another', async () => {
    const versions = new SchemaVersions(new FakeMemento(), new FakeMemento());
    await versions.pick('me', '2.0', 'account');
    await versions.pick('me', undefined);
    expect(versions.choice('me')).toEqual({ version: undefined, place: 'workspace' });
  });

  it('for the account takes the workspace’s own away', async () => {
    const versions = new SchemaVersions(new FakeMemento(), new FakeMemento());
    await versions.pick('me', '1.0');
    await versions.pick('me', '2.0', 'account');
    expect(versions.choice('me')).toEqual({ version: '2.0', place: 'account' });
    expect(versions.accountChoice('me')).toBe('2.0');
  });

  it('is told of only when another version counts', async () => {
    const versions = new SchemaVersions(new FakeMemento(), new FakeMemento());
    const told: string[] = [];
    versions.onDidChange(({ account }) => told.push(account));
    await versions.pick('me', '1.0');
    await versions.pick('me', '1.0', 'account');
    await versions.forgetWorkspace('me');
    expect(told).toEqual(['me']);
  });

  it('that is none is not believed', () => {
    const memento = new FakeMemento();
    void memento.update('ovhApi.schemaVersions', { me: 7, you: '1.0' });
    const versions = new SchemaVersions(memento, new FakeMemento());
    expect([versions.picked('me'), versions.picked('you')]).toEqual([undefined, '1.0']);
  });
});

describe('the lines of the picker', () => {
  const known = [
    { version: '2.1', source: 'document', isDefault: true },
    { version: '1.0', source: 'refusal', isDefault: false },
  ] as const;
  const texts = (typed = '', choice?: Parameters<typeof versionRows>[0]['choice']): readonly string[] =>
    versionRows(
      { known, choice, differences: new Map([['1.0', { ways: 12, breaking: 3, gone: [] }]]) },
      typed,
    ).map(({ label, description, detail }) => [label, description, detail].filter(Boolean).join(' | '));

  it('say what is known of each version, the default first', () => {
    expect(texts()).toEqual([
      '$(check) default | in use · the account’s default major answers',
      '$(blank) v2.1 | the default now | $(blank) found in an API document',
      '$(blank) v1.0 | superseded, answers for 6 months after that | $(blank) named by the API · differs in 12 ways from yours, 3 of which may break a program',
    ]);
  });

  it('offer what is typed, and the way back from a workspace’s own choice', () => {
    expect(texts('3.0').at(-1)).toBe('$(blank) v3.0 | as typed');
    const own = texts('', { version: '1.0', place: 'workspace' });
    expect(own[2]).toContain('in use in this workspace');
    expect(own.at(-1)).toContain('Forget this workspace’s choice');
    expect(texts('', { version: '1.0', place: 'account' }).at(-1)).toContain('in use for this account');
  });
});
