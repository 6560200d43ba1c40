import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';

/** How often a file is written again as long as it says something, and after how long that ends. */
const SIGN_OF_LIFE_MS = 20_000;
const DEAD_MS = 3 * SIGN_OF_LIFE_MS;

const content = v.object({ host: v.string(), process: v.number(), value: v.unknown() });

/** What one process of the extension keeps for the next one, apart from what others keep that run beside it. */
export interface OwnFile {
  /** Replaces what is kept; `undefined` is nothing. Resolves once it is on the disk. Rejects where it can't be written. */
  keep(value: unknown): Promise<void>;
  /** What processes left that have ended, each given to one taker only. */
  takeLeft(): Promise<readonly unknown[]>;
}

/**
 * A folder with a file for each process. A file whose process runs belongs to another window, which still needs it: a process
 * is known by its identifier, and by writing its file now and then, as identifiers are given again.
 */
export class ProcessFile implements OwnFile {
  readonly #folder: string;
  readonly #path: string;
  #writing: Promise<void> = Promise.resolve();
  #life: NodeJS.Timeout | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, `${randomUUID()}.json`);
  }

  keep(value: unknown): Promise<void> {
    clearInterval(this.#life);
    if (value !== undefined) this.#life = setInterval(() => void this.#write(value), SIGN_OF_LIFE_MS).unref();
    return this.#write(value);
  }

  async takeLeft(): Promise<readonly unknown[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const taken = await Promise.all(
      names.filter((name) => name.endsWith('.json')).map((name) => this.#take(join(this.#folder, name))),
    );
    return taken.filter((value) => value !== undefined);
  }

  dispose(): void {
    clearInterval(this.#life);
  }

  /** One after the other, so that the last one stays. */
  #write(value: unknown): Promise<void> {
    const written = this.#writing.then(async () => {
      if (value === undefined) {
        await rm(this.#path, { force: true });
        return;
      }
      await mkdir(this.#folder, { recursive: true });
      const text = JSON.stringify({ host: hostname(), process: process.pid, value });
      // A reader finds the one before or this one, never half of it.
      await writeFile(`${this.#path}.new`, text);
      await rename(`${this.#path}.new`, this.#path);
    });
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #take(path: string): Promise<unknown> {
    if (path === this.#path) return undefined;
    try {
      const { mtimeMs } = await stat(path);
      const kept = v.parse(content, JSON.parse(await readFile(path, 'utf8')));
      if (Date.now() - mtimeMs < DEAD_MS && mayRun(kept)) return undefined;
      // Of several that start at once, one can rename it.
      await rename(path, `${path}.taken`);
      await rm(`${path}.taken`, { force: true });
      return kept.value;
    } catch {
      // Another one took it, or it isn't ours.
      return undefined;
    }
  }
}

function mayRun(kept: v.InferOutput<typeof content>): boolean {
  if (kept.host !== hostname()) return true;
  // A file of this process would be its own.
  if (kept.process === process.pid) return false;
  try {
    process.kill(kept.process, 0);
    return true;
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === 'EPERM';
  }
}
