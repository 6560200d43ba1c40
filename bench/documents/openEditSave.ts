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
}

/**
 * Opens, edits and saves through the extension's file system, in turns with a bare client that does the same to another
 * resource. The sandbox has two resources at least.
 */
export async function openEditSave(
  sandbox: SandboxAddress,
  { measured, warmUp } = ROUNDS,
): Promise<RoundTimes> {
  // Otherwise a save would have to wait for the tasks of the one before it.
  await sandboxControl(sandbox.control).conduct({ whileBusy: 'queued', movesChecksums: false });
  const client = sandboxClient(sandbox);
  const [first, second] = await twoResources(client);
  const ours = ourRounds(client, first);
  const bare = bareRounds(sandbox, second);
  const times = { ours: [] as number[], bare: [] as number[] };
  try {
    for (let round = 0; round < measured + warmUp; round += 1) {
      const [own, peer] = [await timed(() => ours.round(round)), await timed(() => bare.round(round))];
      if (round < warmUp) continue;
      times.ours.push(own);
      times.bare.push(peer);
    }
  } finally {
    await ours.close();
    await bare.close();
  }
  return times;
}

interface Contender {
  round(number: number): Promise<void>;
  close(): Promise<void>;
}

/** Two that are envelopes with a description, by their paths below the branch. */
async function twoResources(client: ApiClient): Promise<readonly [string, string]> {
  const list = '/managedPlatform/project';
  const { items } = await client.page({ path: list });
  const [first, second] = (items as readonly { readonly id: string }[]).map(({ id }) => `${list}/${id}`);
  if (first === undefined || second === undefined) throw new Error('the sandbox has too few resources');
  return [first, second];
}

function ourRounds(client: ApiClient, path: string): Contender {
  const schemas = new SchemaSource({ api: client, version: () => undefined });
  const files = specFiles({ account: client.account, api: client, schemas });
  const uri = Uri.from({ scheme: 'ovhapi', path: `/bench${path}.json` }) as never;
  return {
    round: async (number) => {
      await files.stat(uri);
      const text = new TextDecoder().decode(await files.readFile(uri));
      const edited = text.replace(/"description": (?:null|"[^"]*")/, `"description": "round ${number}"`);
      if (edited === text) throw new Error('the spec has no description');
      await files.writeFile(uri, new TextEncoder().encode(edited));
    },
    close: () => client.close(),
  };
}

interface Envelope {
  readonly checksum: string;
  readonly targetSpec: object;
}

function bareRounds({ api, credentials }: SandboxAddress, path: string): Contender {
  const { origin, pathname } = new URL(api);
  const pool = new Pool(origin);
  const ask = async (method: 'GET' | 'PUT', body = ''): Promise<Envelope> => {
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
  return {
    round: async (number) => {
      const { checksum, targetSpec } = await ask('GET');
      await ask(
        'PUT',
        JSON.stringify({ checksum, targetSpec: { ...targetSpec, description: `round ${number}` } }),
      );
    },
    close: () => pool.close(),
  };
}

async function timed(act: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}
