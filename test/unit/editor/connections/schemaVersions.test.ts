import { describe, expect, it } from 'vitest';
import { SchemaVersions } from '../../../../src/editor/connections/schemaVersions.js';
import { FakeMemento } from '../fakeContext.js';

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
    expect(versions.accountChoice('me')).toEqual({ version: '2.0', place: 'account' });
    expect(versions.accountChoice('you')).toBeUndefined();
  });

  it('raises an event only when another version is in use', async () => {
    const versions = new SchemaVersions(new FakeMemento(), new FakeMemento());
    const told: string[] = [];
    versions.onDidChange(({ account }) => told.push(account));
    await versions.pick('me', '1.0');
    await versions.pick('me', '1.0', 'account');
    await versions.forgetWorkspace('me');
    expect(told).toEqual(['me']);
  });

  it('in one window leaves the other window as it is, and what the other one keeps', async () => {
    const account = new FakeMemento();
    const [one, other] = [
      new SchemaVersions(new FakeMemento(), account),
      new SchemaVersions(new FakeMemento(), account),
    ];
    await one.pick('me', '2.0', 'account');
    expect(other.picked('me')).toBeUndefined();
    await other.pick('me', '1.0');
    await other.pick('you', '1.0', 'account');
    const next = new SchemaVersions(new FakeMemento(), account);
    expect([next.picked('me'), next.picked('you')]).toEqual(['2.0', '1.0']);
  });

  it('is forgotten with the account', async () => {
    const [workspace, account] = [new FakeMemento(), new FakeMemento()];
    const versions = new SchemaVersions(workspace, account);
    await versions.pick('me', '2.0', 'account');
    await versions.pick('me', '1.0');
    await versions.pick('you', '1.0');
    await versions.forgetAccount('me');
    const next = new SchemaVersions(workspace, account);
    expect([next.choice('me'), next.picked('you')]).toEqual([undefined, '1.0']);
  });

  it('is ignored where it is not a version', () => {
    const memento = new FakeMemento();
    void memento.update('ovhApi.schemaVersions', { me: 7, you: '1.0' });
    const versions = new SchemaVersions(memento, new FakeMemento());
    expect([versions.picked('me'), versions.picked('you')]).toEqual([undefined, '1.0']);
  });
});
