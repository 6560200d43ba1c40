import { build } from 'esbuild';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { compileFunction } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dispatcher } from 'undici';
import { bundles } from '../../../scripts/bundles.js';

/** What is taken of it here. */
interface Undici {
  readonly Agent: new () => Dispatcher;
}

describe('the packed HTTP client', () => {
  const flags: string[] = [];
  let server: Server;
  let agent: Dispatcher;

  beforeAll(async () => {
    server = createServer((_, response) => response.end('here'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { Agent } = await loadPacked(flags);
    agent = new Agent();
  });
  afterAll(async () => {
    await agent.close();
    server.close();
  });

  it('has its parser compiled once, and puts the flags of V8 back', async () => {
    expect(flags).toEqual([]);
    expect(await statusOf(agent, (server.address() as AddressInfo).port)).toBe(200);
    expect(flags).toEqual([
      ...['--no-wasm-lazy-compilation', '--no-wasm-dynamic-tiering', '--no-wasm-tier-up'],
      ...['--wasm-lazy-compilation', '--wasm-dynamic-tiering', '--wasm-tier-up'],
    ]);
  });
});

/** undici as it is packed, with a `v8` that only notes which flags are set. */
async function loadPacked(flags: string[]): Promise<Undici> {
  const { outputFiles } = await build({
    ...bundles.libraries,
    entryPoints: { undici: 'undici' },
    write: false,
  });
  const program = outputFiles.find(({ path }) => path.endsWith('undici.cjs'))?.text ?? '';
  const own = createRequire(import.meta.url);
  const require = (name: string): unknown =>
    name === 'node:v8' ? { setFlagsFromString: (flag: string) => flags.push(flag) } : own(name);
  const module: { readonly exports: object } = { exports: {} };
  const run = compileFunction(program, ['module', 'exports', 'require']) as (...given: unknown[]) => void;
  run(module, module.exports, require);
  return module.exports as Undici;
}

function statusOf(dispatcher: Dispatcher, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let status = 0;
    dispatcher.dispatch(
      { origin: `http://127.0.0.1:${String(port)}`, path: '/', method: 'GET' },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_, code) => {
          status = code;
        },
        onResponseEnd: () => {
          resolve(status);
        },
        onResponseError: (_, failure) => {
          reject(failure);
        },
      },
    );
  });
}
