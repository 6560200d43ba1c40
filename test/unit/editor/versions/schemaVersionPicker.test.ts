import { beforeEach, expect, it, vi } from 'vitest';
import { pickSchemaVersion } from '../../../../src/editor/versions/schemaVersionPicker.js';
import { SchemaVersions } from '../../../../src/editor/connections/schemaVersions.js';
import { VersionSwitch } from '../../../../src/editor/versions/versionSwitch.js';
import { SchemaSource } from '../../../../src/schema/schemaSource.js';
import { listOf, openApi, operation } from '../../schema/documents.js';
import { fakeApi } from '../../schema/fakeApi.js';
import { FakeMemento } from '../fakeContext.js';
import { back, clearScreen, screen } from '../fakeVscode.js';
import { PATIENCE_MS } from '../../../support/patience.js';

const list = operation({ answer: listOf({ type: 'object', properties: { id: { type: 'string' } } }) });

beforeEach(clearScreen);

it('the picker opens from what is known, and costs one request in a session', async () => {
  const sections = ['/a', '/b', '/c', '/d', '/e', '/f'];
  let listed: readonly string[] = [];
  const api = fakeApi(({ path }) => {
    listed = screen.inputs[0]?.items.map(({ label }) => label) ?? [];
    if (path === '') return { body: { apis: sections.map((one) => ({ path: one })) } };
    if (path.endsWith('.json'))
      return { body: openApi({ [path.replace('.json', '/thing')]: { get: list } }) };
    return { status: 400, body: { message: 'This schemas version does not exist, use 1.3' } };
  });
  const versions = new SchemaVersions(new FakeMemento(), new FakeMemento());
  const schemas = new SchemaSource({ api, version: () => undefined });
  await Promise.all([...sections.map((path) => schemas.section(path)), schemas.sections()]);
  api.asked.length = 0;
  const reports = { show: () => undefined };
  const reportFailure = vi.fn();
  const versionSwitch = new VersionSwitch({ versions, reports, reportFailure });
  const open = (): Promise<void> =>
    pickSchemaVersion(
      { account: api.account, api, schemas },
      { versions, versionSwitch, reports, note: reportFailure },
    );
  // Looks on, and leaves the list open.
  screen.type = () => back;
  const first = open();
  await vi.waitFor(() => expect(screen.inputs[0]?.busy).toBe(false), PATIENCE_MS);
  // What was learned meanwhile moves nothing that could be clicked.
  expect(screen.inputs[0]?.items.map(({ label }) => label)).toEqual([
    ...listed.slice(0, -1),
    '$(blank) v1.3',
    '$(edit) Enter a version…',
  ]);
  screen.inputs[0]?.hide();
  await first;
  expect(listed).toEqual(['$(check) default', '$(blank) v0.0', '$(edit) Enter a version…']);
  expect(api.asked.map(({ path, schemaVersion }) => [path, schemaVersion])).toEqual([
    ['/a/thing', '999999.0'],
  ]);
  api.asked.length = 0;
  const second = open();
  await vi.waitFor(() => expect(screen.inputs[1]?.busy).toBe(false), PATIENCE_MS);
  screen.inputs[1]?.hide();
  await second;
  expect(api.asked).toEqual([]);
  expect(screen.inputs[1]?.items.map(({ label }) => label)).toContain('$(blank) v1.3');
  expect(reportFailure).not.toHaveBeenCalled();
});
