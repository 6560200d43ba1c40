import { beforeEach, describe, expect, it } from 'vitest';
import { SchemaVersions } from '../../../../src/editor/connections/schemaVersions.js';
import type { Connection } from '../../../../src/editor/connections/connections.js';
import { showTreeVersion } from '../../../../src/editor/explorer/treeVersion.js';
import { FakeMemento } from '../fakeContext.js';
import { clearScreen, EventEmitter, screen } from '../fakeVscode.js';

beforeEach(clearScreen);

function setUp() {
  const versions = new SchemaVersions(new FakeMemento(), new FakeMemento());
  const connections = {
    active: () => ({ account: { id: 'me' } }) as unknown as Connection,
    onDidChangeActive: new EventEmitter<void>().event as never,
  };
  const view: { description?: string } = {};
  showTreeVersion({ connections, versions, view });
  return { versions, view };
}

describe('the title of the tree', () => {
  it('has nothing beside it while the schema version stays', async () => {
    const { versions, view } = setUp();
    expect(view.description).toBe('');
    await versions.pick('me', '2.0');
    expect(view.description).toBe('');
  });

  it('says that the picked version was replaced', async () => {
    screen.settings.set('ovhApi.schemaVersions', ['3.0']);
    const { versions, view } = setUp();
    await versions.pick('me', '2.0');
    expect(view.description).toBe('v2.0, replaced by v3.0');
    await versions.pick('me', undefined);
    expect(view.description).toBe('');
  });

  it('counts the days to the end that a person set, by its major version, too', async () => {
    const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
    screen.settings.set('ovhApi.schemaVersionEnds', { 2: inDays(9.5), '1.0': inDays(-9.5) });
    const { versions, view } = setUp();
    await versions.pick('me', '2.0');
    expect(view.description).toMatch(/^v2\.0, supported until .* \(in 10 days\)$/);
    await versions.pick('me', '1.0');
    expect(view.description).toMatch(/^v1\.0, support ended on .* \(9 days ago\)$/);
  });
});
