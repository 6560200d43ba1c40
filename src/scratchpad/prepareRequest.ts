import type { ApiResponse } from '../api/api.js';
import { error } from './problem.js';
import type { RequestFile, ScratchRequest } from './requestFile.js';
import { needKey, type Need, type Sources } from './sources.js';
import { toApiRequest, type Prepared } from './toApiRequest.js';

/** Requests that wait for each other in a row. */
const DEEPEST = 50;

/** A request that nothing more is missing of. */
export type Complete = Exclude<Prepared, { readonly kind: 'waiting' }>;
export type Ready = Extract<Prepared, { readonly kind: 'ready' }>;

/** How what a request waits for is had. Each throws to give up; nothing more happens then. */
export interface Fulfilment {
  readonly file: RequestFile;
  readonly origin: string | undefined;
  readonly sources: Pick<Sources, 'environment' | 'machine' | 'chance'>;
  readonly ask: (need: Extract<Need, { readonly kind: 'answer' }>) => Promise<string>;
  readonly readFile: (need: Extract<Need, { readonly kind: 'file' }>) => Promise<string>;
  /** The response of a named request that was sent before, if it still counts. */
  readonly sentBefore: (request: ScratchRequest) => Pick<ApiResponse, 'headers' | 'text'> | undefined;
  /** Sends a request that another one refers to, and asks first when it writes. Throws unless it was accepted. */
  readonly send: (request: ScratchRequest, ready: Ready) => Promise<Pick<ApiResponse, 'headers' | 'text'>>;
}

/**
 * Makes a request ready: sends those that it refers to first, each once, asks for what the person has to type, and reads the files
 * of its body. Refused when one that it refers to can't be sent.
 */
export async function prepareRequest(request: ScratchRequest, fulfilment: Fulfilment): Promise<Complete> {
  return prepare(request, fulfilment, {
    answers: new Map(),
    responses: new Map(),
    files: new Map(),
    underWay: new Set(),
  });
}

interface Had {
  readonly answers: Map<string, string>;
  readonly responses: Map<string, Pick<ApiResponse, 'headers' | 'text'>>;
  readonly files: Map<string, string>;
  readonly underWay: Set<ScratchRequest>;
}

async function prepare(request: ScratchRequest, fulfilment: Fulfilment, had: Had): Promise<Complete> {
  const { file, origin, sources } = fulfilment;
  had.underWay.add(request);
  try {
    // What a value turns out to be may name no further uses, so each turn leaves fewer needs.
    for (;;) {
      const prepared = toApiRequest(file, request, origin, { ...sources, ...had });
      if (prepared.kind !== 'waiting') return prepared;
      for (const need of prepared.needs) {
        const refused = await see(need, prepared.shown, fulfilment, had);
        if (refused) return refused;
      }
    }
  } finally {
    had.underWay.delete(request);
  }
}

/** Sees to one need; what keeps it from being met refuses the request. */
async function see(
  need: Need,
  shown: Prepared['shown'],
  fulfilment: Fulfilment,
  had: Had,
): Promise<Complete | undefined> {
  if (need.kind === 'answer') {
    had.answers.set(need.key, await fulfilment.ask(need));
    return undefined;
  }
  if (need.kind === 'file') {
    had.files.set(needKey(need), await fulfilment.readFile(need));
    return undefined;
  }
  const referred = fulfilment.file.names.requests.get(need.name);
  if (!referred || had.underWay.has(referred) || had.underWay.size >= DEEPEST) {
    return { kind: 'refused', problems: [error('referenceCycle', need.span, need.name)], shown };
  }
  const before = fulfilment.sentBefore(referred);
  if (before) {
    had.responses.set(need.name, before);
    return undefined;
  }
  const ready = await prepare(referred, fulfilment, had);
  if (ready.kind === 'refused') return ready;
  had.responses.set(need.name, await fulfilment.send(referred, ready));
  return undefined;
}
