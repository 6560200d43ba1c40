import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PUBLISHER = 'ovhcloud-api-explorer';

/** What ours is measured against, each an extension of its own in the same VS Code. */
export type Peer = 'empty' | 'manifest' | 'registering' | 'rows';

/** Ours, in the words of `getExtension`. */
export const ourExtension = `${PUBLISHER}.ovhcloud-api-explorer`;

/** A peer, in the words of `getExtension`. */
export function peerExtension(peer: Peer): string {
  return `${PUBLISHER}.${peer}`;
}

/** Packs the probe and some peers into a folder. @returns the packages' files. */
export function packProbes(folder: string, peers: readonly Peer[]): Promise<readonly string[]> {
  const pack = async (name: string, { main, manifest }: Extension): Promise<string> => {
    const file = join(folder, `${name}.vsix`);
    const own = { name, publisher: PUBLISHER, version: '0.0.0', main: './main.cjs' };
    const parts = {
      'extension/package.json': strToU8(
        JSON.stringify({ ...own, engines: { vscode: '^1.100.0' }, ...manifest }),
      ),
      'extension/main.cjs': main,
    };
    await writeFile(file, zipSync(parts));
    return file;
  };
  return Promise.all([
    bundle('probe').then((main) =>
      pack('probe', { main, manifest: { activationEvents: ['onStartupFinished'] } }),
    ),
    ...peers.map(async (peer) => pack(peer, await PEERS[peer]())),
  ]);
}

interface Extension {
  readonly main: Uint8Array;
  readonly manifest: object;
}

const NOTHING = strToU8('exports.activate = () => undefined;');

const PEERS: Readonly<Record<Peer, () => Promise<Extension>>> = {
  /** Does nothing. */
  empty: () => Promise.resolve({ main: NOTHING, manifest: { activationEvents: ['onCommand:empty'] } }),
  /** Does nothing either, and says in its manifest what ours says. */
  manifest: async () => ({ main: NOTHING, manifest: await ourManifest('peerManifest') }),
  /** Registers as much as ours, without anything behind it. */
  registering: async () => ({
    main: await bundle('registeringPeer'),
    manifest: await ourManifest('peerRegistering'),
  }),
  /** Shows plain rows. */
  rows: async () => ({
    main: await bundle('rowsPeer'),
    manifest: {
      contributes: {
        viewsContainers: { activitybar: [{ id: 'peerRows', title: 'Plain Rows', icon: 'none.svg' }] },
        views: { peerRows: [{ id: 'peerRows.rows', name: 'Plain' }] },
      },
    },
  }),
};

/** What our manifest says of an extension whose commands, views, schemes and files have names of their own. */
async function ourManifest(name: string): Promise<object> {
  const text = await readFile(join(import.meta.dirname, '../../package.json'), 'utf8');
  const renamed = text.replaceAll('ovhApi', name).replaceAll('ovhapi', name.toLowerCase());
  const { activationEvents, contributes, capabilities } = JSON.parse(renamed) as Record<string, unknown>;
  return { activationEvents, contributes, capabilities };
}

async function bundle(name: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    write: false,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'error',
  });
  const program = outputFiles[0]?.contents;
  if (program === undefined) throw new Error(`${name} was not bundled.`);
  return program;
}
