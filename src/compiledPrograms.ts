import { readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

const CHECKSUM_BYTES = 4;

/** Modules of Node that VS Code puts a proxy or certificates into. */
const NETWORK = /^(?:node:)?(?:dns|https?|http2|net|tls)(?:\/|$)/;

/** Around a CommonJS module, as Node puts it; on the first line, so that lines keep their numbers. */
const WRAPPER = '(function (exports, require, module) {';

type Wrapped = (exports: unknown, require: (id: string) => unknown, module: { exports: unknown }) => void;

interface Loaded {
  readonly script: Script;
  /** The file of its compiled code. */
  readonly kept: string;
  /** Whether it had to be compiled, so that its code is worth keeping. */
  readonly isNew: boolean;
  readonly module: { exports: unknown };
}

/**
 * Loads CommonJS programs, and keeps in a folder what V8 compiled of them: compiling a bundle's text takes most of the time of loading it.
 * Node's own cache (`module.enableCompileCache`) would do the same for all extensions of the process, into our folder, and isn't in
 * every Node that VS Code has. Where the folder can't be read or written, programs are compiled each time.
 */
export class CompiledPrograms {
  readonly #folder: string;
  readonly #loaded = new Map<string, Loaded>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What the program in a file exports. Files that it requires by a relative path are loaded in the same way. */
  load(file: string): unknown {
    const known = this.#loaded.get(file);
    if (known) return known.module.exports;
    const text = readFileSync(file);
    // V8 itself compares nothing but the text's length, and some installers give all files the same time.
    const kept = join(
      this.#folder,
      `${basename(file)}-${String(text.length)}.${checksum(text).toString('hex')}`,
    );
    const cachedData = readKept(kept);
    const script = new Script(`${WRAPPER}${text.toString('latin1')}\n})`, {
      filename: file,
      columnOffset: -WRAPPER.length,
      ...(cachedData ? { cachedData } : {}),
    });
    const module = { exports: {} };
    const isNew = cachedData === undefined || script.cachedDataRejected === true;
    this.#loaded.set(file, { script, kept, isNew, module });
    const require = createRequire(file);
    const own = (id: string): unknown =>
      id.startsWith('.') ? this.load(join(dirname(file), id)) : (builtinModule(id) ?? require(id));
    (script.runInThisContext() as Wrapped)(module.exports, own, module);
    return module.exports;
  }

  /** Keeps what was compiled in this process, functions that ran since included, and removes what earlier versions left. */
  async keep(): Promise<void> {
    const fresh = [...this.#loaded.values()].filter(({ isNew }) => isNew);
    if (fresh.length === 0) return;
    try {
      await mkdir(this.#folder, { recursive: true });
      for (const { script, kept } of fresh) {
        const code = script.createCachedData();
        const written = `${kept}.${String(process.pid)}`;
        await writeFile(written, Buffer.concat([checksum(code), code]));
        // Another window may read it meanwhile.
        await rename(written, kept);
      }
      await this.#removeOthers();
    } catch {
      // A disk that is full or read-only: the next start compiles again, which is all that is lost.
    }
  }

  /** Compiled code of other texts of the files that are loaded. */
  async #removeOthers(): Promise<void> {
    const current = new Set(Array.from(this.#loaded.values(), ({ kept }) => basename(kept)));
    const names = new Set(Array.from(this.#loaded.keys(), (file) => basename(file)));
    const isOld = (name: string): boolean =>
      !current.has(name) && names.has(name.slice(0, name.lastIndexOf('-')));
    const old = (await readdir(this.#folder)).filter(isOld);
    await Promise.all(old.map((name) => rm(join(this.#folder, name), { force: true })));
  }
}

/** Compiled code whose bytes are those that were written. V8 trusts what it is given. */
function readKept(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(CHECKSUM_BYTES);
    return checksum(code).equals(bytes.subarray(0, CHECKSUM_BYTES)) ? code : undefined;
  } catch {
    // There is none yet.
    return undefined;
  }
}

function checksum(content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(CHECKSUM_BYTES);
  bytes.writeUInt32LE(crc32(content));
  return bytes;
}

/** A module of Node, past what VS Code does at each `require`: that takes longer than reading the module. */
function builtinModule(id: string): object | undefined {
  return NETWORK.test(id) ? undefined : (process as SomeNodes).getBuiltinModule?.(id);
}

/** Not every Node that VS Code has had knows it. */
interface SomeNodes {
  getBuiltinModule?: (id: string) => object | undefined;
}
