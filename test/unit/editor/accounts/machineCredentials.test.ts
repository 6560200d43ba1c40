import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FoundSource } from '../../../../src/api/credentialSources.js';
import { findMachineCredential } from '../../../../src/editor/accounts/machineCredentials.js';
import { clearScreen, screen } from '../fakeVscode.js';

let folder: string;
beforeEach(async () => {
  clearScreen();
  folder = await mkdtemp(join(tmpdir(), 'ovhapi-credentials-'));
  await mkdir(join(folder, 'home'));
  await mkdir(join(folder, 'work'));
  for (const name of Object.keys(process.env)) if (name.startsWith('OVH_')) vi.stubEnv(name, '');
  vi.stubEnv('HOME', join(folder, 'home'));
  screen.folders = [join(folder, 'work')];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

let noted: unknown[] = [];
const find = (): Promise<FoundSource | undefined> => {
  noted = [];
  return findMachineCredential(new AbortController().signal, (failure) => void noted.push(failure));
};
const atHome = (text: string): Promise<void> => writeFile(join(folder, 'home', '.ovh.conf'), text);
const inWorkspace = (text: string): Promise<void> => writeFile(join(folder, 'work', 'ovh.conf'), text);
const keys = (section: string, name: string): string =>
  `[${section}]\napplication_key=${name}\napplication_secret=${name}\nconsumer_key=${name}\n`;

test('nothing is found where nothing is', async () => {
  expect(await find()).toBeUndefined();
});

test('the home folder’s file is found, and named', async () => {
  await atHome(`[default]\nendpoint=ovh-ca\n${keys('ovh-ca', 'mine')}`);
  const found = await find();
  expect(found?.endpoint.name).toBe('ovh-ca');
  expect(found?.places).toEqual([join(folder, 'home', '.ovh.conf')]);
});

test('a file that can’t be read is logged, and hides no other file', async () => {
  await mkdir(join(folder, 'home', '.ovh.conf'));
  vi.stubEnv('OVH_ACCESS_TOKEN', 'canary-token');
  expect((await find())?.places).toEqual(['OVH_ACCESS_TOKEN']);
  expect(noted).toHaveLength(1);
  expect(String(noted)).not.toContain('canary');
});

test('variables win over files', async () => {
  await atHome(`[default]\nendpoint=ovh-ca\n`);
  vi.stubEnv('OVH_ENDPOINT', 'http://127.0.0.1:8080/v2');
  vi.stubEnv('OVH_ACCESS_TOKEN', 'canary-token');
  const found = await find();
  expect(found).toMatchObject({
    endpoint: { origin: 'http://127.0.0.1:8080' },
    credential: { kind: 'token' },
  });
  expect(found?.places).toEqual(['OVH_ENDPOINT', 'OVH_ACCESS_TOKEN']);
});

test('a workspace’s file counts only when the workspace is trusted', async () => {
  await inWorkspace(keys('ovh-eu', 'theirs'));
  screen.isTrusted = false;
  expect(await find()).toBeUndefined();
  screen.isTrusted = true;
  expect((await find())?.places).toEqual([join(folder, 'work', 'ovh.conf')]);
});

test('a workspace can’t lead a token of the environment to an address of its own', async () => {
  vi.stubEnv('OVH_ACCESS_TOKEN', 'canary-token');
  await inWorkspace('[default]\nendpoint=https://collector.example\n');
  expect((await find())?.endpoint.origin).toBe('https://eu.api.ovh.com');
});

test('a workspace may bring its own address with its own keys', async () => {
  await inWorkspace(
    `[default]\nendpoint=https://api.example.com\n${keys('https://api.example.com', 'theirs')}`,
  );
  expect((await find())?.endpoint.origin).toBe('https://api.example.com');
});
