import { beforeEach, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { secretFree } from '../../../../src/scratchpad/copyAs/secretFree.js';
import type * as Copying from '../../../../src/editor/scratchpad/copyAs.js';
import { FakeMemento } from '../fakeContext.js';
import { clearScreen, screen } from '../fakeVscode.js';
import { testAccount } from '../../scratchpad/copyAs/testAccount.js';

const { RequestCopies }: typeof Copying = await import('../../../../src/editor/scratchpad/copyAs.js');

const memory = new FakeMemento();
const request = secretFree(
  { method: 'POST', path: '/things', body: '{"password": "canary"}' },
  { origin: 'https://eu.api.ovh.com', schemaVersion: undefined },
);
/** What was offered, in turn. */
let offered: (readonly string[])[] = [];

function choose(label: string | undefined): void {
  vi.spyOn(vscode.window, 'showQuickPick').mockImplementation((rows: unknown) => {
    const all = rows as readonly vscode.QuickPickItem[];
    offered.push(all.map((row) => `${row.label}${row.description ? ` (${row.description})` : ''}`));
    return Promise.resolve(all.find((row) => row.label === label));
  });
}

beforeEach(() => {
  clearScreen();
  memory.stored.clear();
  offered = [];
});

it('the form that was chosen last comes first, and the message about the copy names no secret', async () => {
  const copies = new RequestCopies(memory as never);
  choose('Go, go-ovh');
  await copies.copy([{ request, account: testAccount }]);
  expect(screen.clipboard).toContain('package main');
  expect(screen.clipboard).not.toContain('canary');
  expect(screen.messages.at(-1)?.text).toBe(
    'The request was copied as Go, go-ovh. Its secrets are variables: PASSWORD.',
  );
  await copies.copy([{ request, account: testAccount }]);
  expect(offered.map(([first]) => first)).toEqual(['curl', 'Go, go-ovh (last used)']);
});

it.each([
  ['signature', 'X-Ovh-Signature'],
  ['serviceAccount', 'Bearer $OVH_ACCESS_TOKEN'],
  ['token', 'Bearer $OVH_ACCESS_TOKEN'],
  ['none', undefined],
] as const)('as curl it proves itself as an account of the kind %s does', async (credential, proof) => {
  choose('curl');
  await new RequestCopies(memory as never).copy([{ request, account: { ...testAccount, credential } }]);
  const proofs = ['X-Ovh-Signature', 'Bearer $OVH_ACCESS_TOKEN'];
  expect(proofs.filter((one) => screen.clipboard.includes(one))).toEqual(proof ? [proof] : []);
});

it('nothing is copied or remembered when nothing is chosen', async () => {
  choose(undefined);
  screen.clipboard = 'before';
  await new RequestCopies(memory as never).copy([{ request, account: testAccount }]);
  expect([screen.clipboard, memory.keys()]).toEqual(['before', []]);
});
