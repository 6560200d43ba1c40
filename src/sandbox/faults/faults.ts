import { isJsonObject } from '../../schema/openapi.js';
import { patternOf } from '../access/authority.js';
import { withHostileTexts, type HostileKind } from './hostile.js';

/** What goes wrong with an answer. */
export type FaultEffect =
  /** A fixed time, or a log-normal distribution by its median and its 99th percentile. */
  | { readonly kind: 'latency'; readonly ms: number | { readonly medianMs: number; readonly p99Ms: number } }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly class?: string;
      readonly message?: string;
      readonly details?: Readonly<Record<string, string>>;
    }
  /** 429, with `Retry-After` in one of its two forms. */
  | { readonly kind: 'tooMany'; readonly retryAfterS: number; readonly form?: 'seconds' | 'date' }
  /** The connection breaks in the middle of the body. */
  | { readonly kind: 'drop' }
  /** The body ends early, as if it were whole. */
  | { readonly kind: 'truncate' }
  /** Well-formed JSON of another shape than promised. */
  | { readonly kind: 'wrongJson'; readonly value?: unknown }
  | { readonly kind: 'html' }
  | { readonly kind: 'contentType'; readonly type: string }
  /** Every page names a next one, always by a new cursor. */
  | { readonly kind: 'endlessCursor' }
  /** A page names itself as the next one. */
  | { readonly kind: 'repeatedCursor' }
  /** Every page after the first one begins with the list's first item again. */
  | { readonly kind: 'duplicates' }
  /** The body is that big. */
  | { readonly kind: 'huge'; readonly megabytes?: number }
  | { readonly kind: 'hostile'; readonly only?: HostileKind; readonly identifiers?: boolean };

/** A fault, and which requests it meets. */
export interface FaultRule {
  /** Any when absent. */
  readonly method?: string;
  /** The path from the root, such as `/v2/iam/*`: `*` is anything, `{name}` one segment. Any when absent. */
  readonly path?: string;
  /** How many requests it meets; all when absent. */
  readonly times?: number;
  /** How many of them, from 0 to 1; all when absent. */
  readonly share?: number;
  readonly effect: FaultEffect;
}

/** A fault that is there. */
interface FaultEntry {
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  readonly cleared: AbortController;
  left: number;
}

/** What a fault does to a request, until it is cleared. */
export interface MetFault {
  readonly effect: FaultEffect;
  readonly cleared: AbortSignal;
}

/** Which faults wait for which requests. */
export class Faults {
  readonly #random: () => number;
  readonly #rules = new Map<string, FaultEntry>();
  #serial = 0;

  /** @param random from 0 up to, not including, 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Gives the fault's identifier. */
  add(rule: FaultRule): string {
    this.#serial += 1;
    const id = String(this.#serial);
    this.#rules.set(id, {
      rule,
      pattern: patternOf(rule.path ?? '*'),
      cleared: new AbortController(),
      left: rule.times ?? Infinity,
    });
    return id;
  }

  list(): readonly (FaultRule & { readonly id: string })[] {
    return [...this.#rules].map(([id, { rule }]) => ({ id, ...rule }));
  }

  /** Forgets one fault, or all, and lets go the requests that it holds up. */
  clear(id?: string): void {
    for (const one of id === undefined ? [...this.#rules.keys()] : [id]) {
      this.#rules.get(one)?.cleared.abort();
      this.#rules.delete(one);
    }
  }

  /** The faults that meet a request, in the order in which they were added. */
  meeting(method: string, path: string): readonly MetFault[] {
    return [...this.#rules].flatMap(([id, entry]) => {
      const { rule, cleared } = entry;
      if (rule.method !== undefined && rule.method.toUpperCase() !== method) return [];
      if (!entry.pattern.test(path)) return [];
      if (rule.share !== undefined && this.#random() >= rule.share) return [];
      entry.left -= 1;
      if (entry.left <= 0) this.#rules.delete(id);
      return [{ effect: rule.effect, cleared: cleared.signal }];
    });
  }
}

/** How long a latency is this time. `random` gives numbers from 0 up to 1. */
export function latencyMs(ms: Extract<FaultEffect, { kind: 'latency' }>['ms'], random: () => number): number {
  if (typeof ms === 'number') return ms;
  // The 99th percentile of the normal distribution is 2.326 deviations above its median.
  const deviation = Math.log(Math.max(1, ms.p99Ms / ms.medianMs)) / 2.326;
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return ms.medianMs * Math.exp(deviation * normal);
}

const PAGE_OF_A_PROXY =
  '<!doctype html><html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>';

/** What a fault makes of a JSON body and its type. */
export function spoilBody(
  effect: FaultEffect,
  body: { readonly type: string; readonly text: string },
): { readonly type: string; readonly text: string } {
  switch (effect.kind) {
    case 'truncate':
      return { ...body, text: body.text.slice(0, Math.floor(body.text.length / 2)) };
    case 'wrongJson':
      return {
        ...body,
        text: JSON.stringify(
          'value' in effect ? effect.value : body.text.startsWith('[') ? { unexpected: true } : [42, null],
        ),
      };
    case 'html':
      return { type: 'text/html', text: PAGE_OF_A_PROXY };
    case 'contentType':
      return { ...body, type: effect.type };
    case 'huge':
      return { ...body, text: padded(body.text, (effect.megabytes ?? 10) * 2 ** 20) };
    case 'hostile':
      return { ...body, text: JSON.stringify(withHostileTexts(parsed(body.text), effect)) };
    default:
      return body;
  }
}

function padded(text: string, size: number): string {
  const value = parsed(text);
  const missing = Math.max(0, size - text.length);
  if (isJsonObject(value)) return JSON.stringify({ ...value, 'x-padding': 'x'.repeat(missing) });
  return text + ' '.repeat(missing);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
