import { beforeEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../../src/api/account.js';
import { fakeApi } from '../../schema/fakeApi.js';
import { clearScreen, screen, Uri } from '../fakeVscode.js';

const { saveManifest } = await import('../../../../src/editor/manifests/saveManifest.js');

beforeEach(clearScreen);

describe('saving a manifest to a file that is there already', () => {
  const file = Uri.from({ scheme: 'file', path: '/w/all.ovhapi.yaml' });
  let region: Endpoint | undefined;
  const save = async (targetSpec: object = { name: 'web' }): Promise<void> => {
    screen.saveTo = file;
    screen.folders = ['/w'];
    const cloud = fakeApi(() => ({ body: JSON.stringify({ id: 'x', targetSpec }) }));
    const api = { ...cloud, account: { ...cloud.account, ...(region && { endpoint: region }) } };
    const schemas = { forPath: () => Promise.resolve({ item: undefined }) };
    const connection = { account: api.account, api, schemas };
    const address = { account: api.account.id, segments: ['s', 'thing', 'x'] };
    await saveManifest({ kind: 'member', address }, () => connection as never);
  };
  const written = (): string => new TextDecoder().decode(screen.files.get(file.toString()));

  it('adds another document to its end', async () => {
    screen.files.set(file.toString(), new TextEncoder().encode('kind: /s/other\nspec: {}\n'));
    await save();
    expect(written()).toMatch(/^kind: \/s\/other\nspec: \{\}\n---\nkind: \/s\/thing\nid: x\n/);
  });

  it('proposes a name that every file system takes', async () => {
    await save({ name: 'nul' });
    expect(screen.messages[0]?.text).toMatch(/\/w\/resource-nul\.ovhapi\.yaml$/);
  });

  it('names the region of the account in it', async () => {
    region = { name: 'ovh-ca', origin: 'https://ca.api.ovh.com', tokenUrl: 'https://ca.ovh.com/token' };
    await save();
    expect(written()).toContain('endpoint: ovh-ca\n');
    region = undefined;
    await save();
    expect(written().split('---')[1]).not.toContain('endpoint');
  });

  it('leaves secrets out of it, and says so', async () => {
    await save({ name: 'web', password: 'canary-1', users: [{ password: 'canary-2' }] });
    expect(written()).not.toContain('canary');
    expect(written()).toContain('${env:');
    expect(screen.messages.at(-1)?.text).toMatch(
      /^Secret fields are left out of the manifest: targetSpec\.password\..*Set an environment variable .*users\[0\]\.password/,
    );
  });

  it('edits the open document where that has unsaved text, and never writes the file behind it', async () => {
    screen.files.set(file.toString(), new TextEncoder().encode('kind: /s/other\nspec: {}\n'));
    screen.documents.set(file.toString(), 'kind: /s/other # typed\nspec: {}\n');
    screen.edited = [file];
    await save();
    expect(written()).toBe('kind: /s/other\nspec: {}\n');
    expect(screen.documents.get(file.toString())).toMatch(
      /^kind: \/s\/other # typed\nspec: \{\}\n---\nkind: \/s\/thing\n/,
    );
  });
});
