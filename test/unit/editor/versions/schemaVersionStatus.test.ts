import { beforeEach, describe, expect, test } from 'vitest';
import type { Accounts } from '../../../../src/editor/accounts/accounts.js';
import { SchemaVersionStatus } from '../../../../src/editor/versions/schemaVersionStatus.js';
import { SchemaVersions } from '../../../../src/editor/connections/schemaVersions.js';
import type { VersionSwitch } from '../../../../src/editor/versions/versionSwitch.js';
import { FakeMemento } from '../fakeContext.js';
import { clearScreen, EventEmitter, screen } from '../fakeVscode.js';

beforeEach(clearScreen);

interface Left {
  readonly id: string;
  readonly label: string | undefined;
}

/** A window whose account comes and goes. */
function setUp() {
  const changed = new EventEmitter<void>();
  let active: { readonly id: string; readonly label: string } | undefined;
  let left: Left | undefined;
  const accounts = { active: () => active, left: () => left, onDidChange: changed.event };
  const versions = new SchemaVersions(new FakeMemento(), new FakeMemento());
  const versionSwitch = { pending: () => undefined, onDidChange: new EventEmitter<void>().event };
  new SchemaVersionStatus(
    accounts as unknown as Accounts,
    versions,
    versionSwitch as unknown as VersionSwitch,
    { onDidCall: new EventEmitter<{ readonly account: string }>().event, retiring: () => [] },
  );
  return (now: { readonly active?: typeof active; readonly left?: Left }) => {
    ({ active, left } = { active: undefined, left: undefined, ...now });
    changed.fire();
    return screen.statusBar.at(-1);
  };
}

describe('the status bar', () => {
  test('shows the schema version of the account, and opens the picker', () => {
    expect(setUp()({ active: { id: 'me', label: 'Work' } })).toMatchObject({
      isShown: true,
      text: '$(versions) default',
      command: 'ovhApi.schemaVersion.pick',
    });
  });

  test('shows nothing without an account, and the version again once one is chosen', () => {
    const become = setUp();
    expect(become({})).toMatchObject({ isShown: false });
    become({ left: { id: 'me', label: 'Work' } });
    expect(become({ active: { id: 'other', label: 'Home' } })).toMatchObject({
      isShown: true,
      text: '$(versions) default',
      command: 'ovhApi.schemaVersion.pick',
    });
  });
});
