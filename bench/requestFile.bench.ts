import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { outlineOf } from '../src/scratchpad/outline.js';
import { parseRequestFile } from '../src/scratchpad/parseRequestFile.js';
import type { BenchResult, Goal } from './benchResult.js';
import { median, medianMs } from './medianMs.js';
import { requestFileText } from './requestFileText.js';

/**
 * How long does it take to parse a file of 5,000 requests and to list them, against httpYac's parser? httpYac brings some 200 packages,
 * so it is not installed here: `OVHAPI_HTTPYAC` names a folder where it is. Without it, the peer parts the text into lines.
 */
export const name = 'request-file';
export const goal: Goal = { ratio: 0.2 };

const REQUESTS = 5_000;
const ROUNDS = 40;
const PEER_ROUNDS = 3;

/** As much of httpYac as this bench calls. */
interface HttpYac {
  readonly io: { readonly fileProvider: object };
  readonly store: {
    readonly HttpFileStore: new () => {
      parse: (file: string, text: string, options: object) => Promise<{ httpRegions: readonly object[] }>;
    };
  };
}

export async function run(): Promise<BenchResult> {
  const text = requestFileText(REQUESTS);
  const ours = (): unknown => outlineOf(parseRequestFile(text));
  const folder = process.env.OVHAPI_HTTPYAC;
  if (folder === undefined) {
    const times = medianMs({ ours, lines: () => text.split('\n').map((line) => line.trim()) }, ROUNDS);
    return {
      ours: { value: times.ours, unit: 'ms' },
      peer: { name: 'lines', value: times.lines, unit: 'ms' },
    };
  }
  const times = medianMs({ ours }, ROUNDS);
  const peer = { name: 'httpyac', value: await httpYacMs(folder, text), unit: 'ms' };
  return { ours: { value: times.ours, unit: 'ms' }, peer };
}

async function httpYacMs(folder: string, text: string): Promise<number> {
  const peer = createRequire(join(folder, 'package.json'))('httpyac') as HttpYac;
  const absent = (): Promise<boolean> => Promise.resolve(false);
  Object.assign(peer.io.fileProvider, {
    EOL: '\n',
    isAbsolute: (path: string) => Promise.resolve(isAbsolute(path)),
    dirname,
    joinPath: join,
    hasExtension: (path: string, ...ends: string[]) => ends.some((end) => path.endsWith(end)),
    exists: absent,
    readdir: () => Promise.resolve([]),
    fsPath: (path: string) => path,
    toString: (path: string) => path,
  });
  const times: number[] = [];
  for (let round = 0; round < PEER_ROUNDS; round += 1) {
    const store = new peer.store.HttpFileStore();
    const started = performance.now();
    const { httpRegions } = await store.parse('/bench/a.http', text, { workingDir: '/bench', config: {} });
    times.push(performance.now() - started);
    if (httpRegions.length < REQUESTS) throw new Error('httpYac read fewer requests');
  }
  return median(times);
}
