import { randomUUID } from 'node:crypto';
import type { ApiResponse } from '../api/api.js';
import type { Chance } from './dynamicValues.js';
import type { Value } from './environments.js';
import type { Span } from './problem.js';

/** Where the values of a file's variables come from, besides the file itself. */
export interface Sources {
  /** The variables of the chosen environment. */
  readonly environment: ReadonlyMap<string, Value>;
  /** The machine's own variables and those of the `.env` file; `undefined` where the workspace isn't trusted. */
  readonly machine:
    | {
        readonly env: Readonly<Record<string, string | undefined>>;
        readonly dotenv: Readonly<Record<string, string | undefined>>;
      }
    | undefined;
  readonly chance: Chance;
  /** What the person typed, by `Need.key`. */
  readonly answers: ReadonlyMap<string, string>;
  /** What named requests of the file were answered, by name. */
  readonly responses: ReadonlyMap<string, Pick<ApiResponse, 'headers' | 'text'>>;
  /** The files that bodies come from, by `Need.path`. */
  readonly files: ReadonlyMap<string, string>;
}

/** What a request waits for before it can be sent; the sender sees to that and prepares it again. */
export type Need =
  | { readonly kind: 'response'; readonly name: string; readonly span: Span }
  | {
      readonly kind: 'answer';
      readonly key: string;
      readonly question: string;
      readonly isSecret: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'file'; readonly path: string; readonly encoding: string; readonly span: Span };

/** One text for each need, the same for the same one. */
export function needKey(need: Need): string {
  if (need.kind === 'response') return `response ${need.name}`;
  return need.kind === 'answer' ? `answer ${need.key}` : `file ${need.encoding} ${need.path}`;
}

/** The clock and chance of this machine. */
export const systemChance: Chance = { now: Date.now, random: Math.random, uuid: randomUUID };

/** No values but the file's own. */
export const noSources: Sources = {
  environment: new Map(),
  machine: undefined,
  chance: systemChance,
  answers: new Map(),
  responses: new Map(),
  files: new Map(),
};
