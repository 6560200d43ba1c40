import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { CallAnswer } from '../../../src/sandbox/operations/call.js';
import { Clock } from '../../../src/sandbox/world/clock.js';
import { readEdition, type Edition } from '../../../src/sandbox/sections/editions.js';
import { Refusal } from '../../../src/sandbox/answers/refusal.js';
import { Resources } from '../../../src/sandbox/operations/resources.js';
import { newWorld, type World } from '../../../src/sandbox/world/world.js';

export const fixturesFolder = join(import.meta.dirname, 'fixtures');
const documentsFolder = join(import.meta.dirname, '../../../src/sandbox/documents');

export type Fields = Record<string, unknown>;

/** One version of a section, from a file of the fixtures or of the sandbox's own documents. */
export function editionOf(file: string): Edition {
  const folder = /-\d/.test(file) ? documentsFolder : fixturesFolder;
  return readEdition(parse(readFileSync(join(folder, file), 'utf8')));
}

interface CallOptions {
  readonly body?: unknown;
  readonly cursor?: string | undefined;
  readonly size?: string;
  readonly edition?: Edition;
}

/** A world without a server, whose time stands still until it is stepped. */
export interface Ground {
  readonly world: World;
  readonly edition: Edition;
  call(method: string, path: string, options?: CallOptions): CallAnswer;
  /** The body of a GET that is an object. */
  read(path: string, edition?: Edition): Fields;
  list(path: string, edition?: Edition): readonly Fields[];
  /** The refusal that a call ends with. */
  refusal(method: string, path: string, options?: CallOptions): Refusal;
}

export function groundOf(
  file: string,
  options: { readonly resources?: number; readonly seed?: number } = {},
): Ground {
  return groundOn(editionOf(file), options);
}

/** A world with one version of one section. */
export function groundOn(
  edition: Edition,
  options: { readonly resources?: number; readonly seed?: number } = {},
): Ground {
  const clock = new Clock({ speed: 1, isManual: true });
  const { seed = 1, resources = 7 } = options;
  const world = newWorld({ seed, resources, fillsUp: false, clock, secret: 'secret' });
  const resourcesOf = new Resources(world);
  const call: Ground['call'] = (method, path, { body, cursor, size, edition: other = edition } = {}) => {
    const [pathname = '', query = ''] = path.split('?');
    return resourcesOf.answer({
      edition: other,
      method,
      values: pathname.split('/').filter(Boolean).map(decodeURIComponent),
      query: new URLSearchParams(query),
      body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
      cursor,
      size,
      authorize: () => undefined,
    });
  };
  return {
    world,
    edition,
    call,
    read: (path, other = edition) => call('GET', path, { edition: other }).body as Fields,
    list: (path, other = edition) => call('GET', path, { edition: other }).body as readonly Fields[],
    refusal: (method, path, given) => {
      try {
        call(method, path, given);
      } catch (failure) {
        if (failure instanceof Refusal) return failure;
        throw failure;
      }
      throw new Error(`${method} ${path} was not refused.`);
    },
  };
}
