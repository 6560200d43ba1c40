import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiRequest } from '../../../../src/api/api.js';
import { runAction, type RunActionOptions } from '../../../../src/editor/actions/runAction.js';
import { findByPath } from '../../../../src/schema/findByPath.js';
import type { JsonObject } from '../../../../src/schema/openapi.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import { document, listOf, operation } from '../../schema/documents.js';
import { fakeApi, type FakeAnswer } from '../../schema/fakeApi.js';
import { clearScreen, screen, window, type FakeInput } from '../fakeVscode.js';

vi.mock('vscode', () => import('../fakeVscode.js'));
const files = vi.hoisted(() => [] as string[]);
vi.mock('../../../../src/editor/scratchpad/openRequestFile.js', () => ({
  openRequestFile: (content: string) => Promise.resolve(files.push(content)),
}));
vi.mock('../../../../src/editor/explorer/shownOperations.js', () => ({ shownOperations: () => () => true }));

const machine = { type: 'object', properties: { id: { type: 'string' }, checksum: { type: 'string' } } };
const plain = { type: 'object', properties: { id: { type: 'string' } } };

/** An API with one kind of resource, which reads as `kind`, and one action, which takes `body`. */
function api(properties: JsonObject, kind: JsonObject = machine, more: JsonObject = {}) {
  const body = { type: 'object', properties, required: Object.keys(properties) };
  return document({
    '/s/machine': { get: operation({ answer: listOf(kind) }) },
    '/s/machine/{machineId}': { get: operation({ answer: kind }) },
    '/s/machine/{machineId}/action': { post: operation({ body, ...more }) },
  });
}

const ACTION = { checksum: { type: 'string' }, type: { type: 'string' } };

describe('an action that takes the checksum of its resource', () => {
  let asked: readonly ApiRequest[];
  let refusal: FakeAnswer | undefined;
  /** What the resource reads as, where it is not the usual one. */
  let reading: FakeAnswer | undefined;

  const run = async (read = api(ACTION)): Promise<void> => {
    let readings = 0;
    const fake = fakeApi(({ method }) => {
      if (method === 'GET') return reading ?? { body: { id: '1', checksum: `c${String(++readings)}` } };
      const answer = refusal ?? { body: '' };
      refusal = undefined;
      return answer;
    });
    const catalogue = readCatalogue('/s', read);
    const schemas = {
      forPath: (path: string) =>
        Promise.resolve({ section: { document: read, catalogue }, ...findByPath(catalogue, path) }),
    };
    const options = {
      connections: { get: () => ({ api: fake, schemas }) },
    };
    asked = fake.asked;
    const address = { account: 'a', segments: ['s', 'machine', '1'] };
    await runAction(options as unknown as RunActionOptions, { address, label: 'web' });
  };
  const sent = (): unknown => asked.filter(({ method }) => method === 'POST').map(({ body }) => body);

  beforeEach(() => {
    clearScreen();
    vi.restoreAllMocks();
    files.length = 0;
    [asked, refusal, reading] = [[], undefined, undefined];
    vi.spyOn(window, 'showQuickPick').mockImplementation((...args: readonly unknown[]) =>
      Promise.resolve((args[0] as readonly undefined[])[0]),
    );
    screen.type = ({ title }: FakeInput) => (title.endsWith(' · type') ? 'REBOOT' : undefined);
    screen.press = (_, buttons) => buttons.find((one) => one === 'Send');
  });

  it('gets the checksum that the resource had when the form opened, without a question', async () => {
    await run();
    expect(screen.inputs.map(({ title }) => title)).toEqual(['Run action · type']);
    expect(sent()).toEqual(['{"checksum":"c1","type":"REBOOT"}']);
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('says that the resource has changed, and runs on what it is now only when that is wanted', async () => {
    const stale = { status: 409, body: { message: 'Checksum mismatch' } };
    refusal = stale;
    await run();
    expect(screen.messages.at(-1)?.text).toBe(
      'Couldn’t run action: web has changed since its form was opened. Checksum mismatch',
    );
    expect(sent()).toEqual(['{"checksum":"c1","type":"REBOOT"}']);
    refusal = stale;
    screen.press = (_, buttons) => buttons.find((one) => one === 'Send' || one === 'Refresh and Run');
    await run();
    expect(sent()).toEqual(['{"checksum":"c1","type":"REBOOT"}', '{"checksum":"c2","type":"REBOOT"}']);
  });

  it('is not run again after any other refusal', async () => {
    refusal = { status: 409, body: { message: 'The resource is busy' } };
    await expect(run()).rejects.toThrow('The resource is busy');
    expect(sent()).toHaveLength(1);
  });

  it('has it in the request file, too, where the rest has to be written', async () => {
    await run(api({ ...ACTION, to: listOf({ type: 'string' }) }));
    expect(files.join()).toContain('"checksum": "c1"');
    expect(sent()).toEqual([]);
  });

  it('has no secret that was typed in that file: it is left to be written by hand', async () => {
    screen.type = () => 'canary';
    const parameters = ['apiToken', 'region'].map((name) => ({
      ...{ name, in: 'query', required: true, schema: { type: 'string' } },
    }));
    const read = api({ ...ACTION, to: listOf({ type: 'string' }) }, machine, { parameters });
    await run(read);
    expect(files.join()).toContain('region=canary');
    expect(files.join()).toMatch(/apiToken=(?!canary)/);
    expect(sent()).toEqual([]);
  });

  it('asks for a checksum where the resource has none', async () => {
    screen.type = () => 'typed';
    await run(api(ACTION, plain));
    expect(sent()).toEqual(['{"checksum":"typed","type":"typed"}']);
    expect(asked.map(({ method }) => method)).toEqual(['POST']);
  });

  describe('on a resource that has tasks', () => {
    const envelope = {
      type: 'object',
      properties: {
        id: { type: 'string' },
        currentState: plain,
        targetSpec: plain,
        currentTasks: listOf(plain),
      },
    };
    const action = api({ type: { type: 'string' } }, envelope);

    it('passes earlier failures to those who follow it', async () => {
      reading = { body: { id: '1', targetSpec: {}, currentTasks: [{ id: 'old', status: 'ERROR' }] } };
      await run(action);
      expect(asked.at(-1)?.before).toEqual({ displayName: 'web', failedTasks: ['old'] });
      expect(screen.messages.at(-1)?.text).toBe('action: request accepted.');
    });

    it('runs although the resource may not be read', async () => {
      reading = { status: 403, body: { message: 'No right' } };
      await run(action);
      expect(sent()).toEqual(['{"type":"REBOOT"}']);
    });
  });
});
