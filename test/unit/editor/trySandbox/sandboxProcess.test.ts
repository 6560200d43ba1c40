import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseStartLine, startSandbox } from '../../../../src/editor/trySandbox/sandboxProcess.js';

const line = {
  api: 'http://127.0.0.1:4711/v2',
  control: 'http://127.0.0.1:4712',
  credentials: { applicationKey: 'k', applicationSecret: 's', consumerKey: 'c' },
};
const never = new AbortController().signal;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ovhapi-sandbox-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function program(code: string): Promise<string> {
  const file = join(folder, `${String(code.length)}.mjs`);
  await writeFile(file, code);
  return file;
}

describe('a sandbox for this window', () => {
  it('is recognised by its first line, and by no other text', () => {
    expect(parseStartLine(JSON.stringify(line))).toEqual({ api: line.api, credentials: line.credentials });
    for (const text of ['', 'ready', '{}', '{"api":"x","credentials":{}}', '[]', 'null']) {
      expect(() => parseStartLine(text)).toThrow();
    }
  });

  it('ends when it is stopped, and when its input ends', async () => {
    const said = `console.log(${JSON.stringify(JSON.stringify(line))}); process.stdin.resume();`;
    const sandbox = await startSandbox(await program(said), never);
    expect(sandbox.api).toBe(line.api);
    sandbox.stop();
    await sandbox.ended;
    expect(() => process.kill(sandbox.pid, 0)).toThrow();
  });

  it('that ends before it listens is a failure in its own words', async () => {
    const code = 'process.stderr.write("no port is free\\n"); process.exitCode = 1;';
    await expect(startSandbox(await program(code), never)).rejects.toThrow('no port is free');
  });

  it('is not waited for by who has given up', async () => {
    const abort = new AbortController();
    const starting = startSandbox(await program('setInterval(() => {}, 1000); /* silent */'), abort.signal);
    abort.abort();
    await expect(starting).rejects.toThrow();
    await expect(startSandbox('nowhere.mjs', AbortSignal.abort())).rejects.toThrow();
  });
});
