import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'undici';
import type { ApiClient } from '../../src/api/apiClient.js';
import { signatureHeaders } from '../../src/api/signature.js';
import { sandboxControl } from '../../src/sandbox/testing/controlClient.js';
import { SchemaSource } from '../../src/schema/schemaSource.js';
import type { SandboxAddress } from '../../scripts/sandboxProcess.js';
import { sandboxClient } from '../../test/support/sandboxClient.js';
import { Uri } from '../../test/unit/editor/fakeVscode.js';
import { specFiles } from './specFiles.js';

const ROUNDS = { measured: 300, warmUp: 60 };

/** Milliseconds of each round: opening a spec, changing a field and saving it. */
interface RoundTimes {
  readonly ours: readonly number[];
  /** The same GET and PUT by undici alone: the API's own time, and the way to it. */
  readonly bare: readonly number[];
  /** As bare, by the fewest steps from which a person could edit and nothing would be overwritten. */
  readonly careful: readonly number[];
}

/**
 * Opens, edits and saves through the extension's file system, in turns with clients that do the same to other
 * resources. The sandbox has three resources at least.
 */
export async function openEditSave(
  sandbox: SandboxAddress,
  { measured, warmUp } = ROUNDS,
): Promise<RoundTimes> {
  const control = sandboxControl(sandbox.control);
  // Otherwise a save would have to wait for the tasks of the one before it, or its answers would list hundreds of them.
  await control.conduct({ whileBusy: 'queued', movesChecksums: false, outOfSync: 'never' });
  await control.setSpeed(100_000);
  const client = sandboxClient(sandbox);
  const [first, second, third] = await threeResources(client);
  const ours = ourRounds(client, first);
  const bare = bareRounds(sandbox, second);
  const careful = carefulRounds(sandbox, third);
  const times = { ours: [] as number[], bare: [] as number[], careful: [] as number[] };
  try {
    for (let round = 0; round < measured + warmUp; round += 1) {
      const own = await timed(() => ours.round(round));
      const plain = await timed(() => bare.round(round));
      const checked = await timed(() => careful.round(round));
      if (round < warmUp) continue;
      times.ours.push(own);
      times.bare.push(plain);
      times.careful.push(checked);
    }
  } finally {
    await ours.close();
    await bare.close();
    await careful.close();
  }
  return times;
}

interface Contender {
  round(number: number): Promise<void>;
  close(): Promise<void>;
}

/** Three that are envelopes with a description, by their paths below the branch. */
async function threeResources(client: ApiClient): Promise<readonly [string, string, string]> {
  const list = '/managedPlatform/project';
  const { items } = await client.page({ path: list });
  const paths = (items as readonly { readonly id: string }[]).map(({ id }) => `${list}/${id}`);
  const [first, second, third] = paths;
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('the sandbox has too few resources');
  return [first, second, third];
}

function ourRounds(client: ApiClient, path: string): Contender {
  const schemas = new SchemaSource({ api: client, version: () => undefined });
  const files = specFiles({ account: client.account, api: client, schemas });
  const uri = Uri.from({ scheme: 'ovhapi', path: `/bench${path}.json` }) as never;
  return {
    round: async (number) => {
      await files.stat(uri);
      const text = new TextDecoder().decode(await files.readFile(uri));
      await files.writeFile(uri, new TextEncoder().encode(edited(text, number)));
    },
    close: () => client.close(),
  };
}

/** What a person makes of a spec. */
function edited(text: string, number: number): string {
  const changed = text.replace(/"description": (?:null|"[^"]*")/, `"description": "round ${number}"`);
  if (changed === text) throw new Error('the spec has no description');
  return changed;
}

interface Envelope {
  readonly checksum: string;
  readonly targetSpec: object;
}

type Ask = (method: 'GET' | 'PUT', body?: string) => Promise<Envelope>;

/** The same GET and PUT. */
function bareRounds(sandbox: SandboxAddress, path: string): Contender {
  const { ask, close } = undiciAt(sandbox, path);
  return {
    close,
    round: async (number) => {
      const { checksum, targetSpec } = await ask('GET');
      await ask(
        'PUT',
        JSON.stringify({ checksum, targetSpec: { ...targetSpec, description: `round ${number}` } }),
      );
    },
  };
}

/** The same, with a text to edit in between, of which is sent what says something else than before, and what came of it is looked at. */
function carefulRounds(sandbox: SandboxAddress, path: string): Contender {
  const { ask, close } = undiciAt(sandbox, path);
  return {
    close,
    round: async (number) => {
      const { checksum, targetSpec } = await ask('GET');
      const shown = new TextEncoder().encode(JSON.stringify(targetSpec, undefined, 2));
      const text = edited(new TextDecoder().decode(shown), number);
      const typed = JSON.parse(new TextDecoder().decode(new TextEncoder().encode(text))) as object;
      if (isDeepStrictEqual(typed, targetSpec)) throw new Error('nothing was edited');
      const taken = await ask('PUT', JSON.stringify({ checksum, targetSpec: typed }));
      if (!isDeepStrictEqual(taken.targetSpec, typed)) throw new Error('the cloud made something else of it');
    },
  };
}

function undiciAt(
  { api, credentials }: SandboxAddress,
  path: string,
): { readonly ask: Ask; readonly close: () => Promise<void> } {
  const { origin, pathname } = new URL(api);
  const pool = new Pool(origin);
  const ask: Ask = async (method, body = '') => {
    const url = `${origin}${pathname}${path}`;
    const timestamp = Math.floor(Date.now() / 1_000);
    const { statusCode, body: answer } = await pool.request({
      method,
      path: `${pathname}${path}`,
      headers: {
        ...signatureHeaders({ kind: 'signature', ...credentials }, { method, url, body, timestamp }),
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body }),
    });
    const text = await answer.text();
    if (statusCode !== 200) throw new Error(`${method} ${path} answered ${statusCode}: ${text}`);
    return JSON.parse(text) as Envelope;
  };
  return { ask, close: () => pool.close() };
}

async function timed(act: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}
