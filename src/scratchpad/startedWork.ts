import type { ApiResponse } from '../api/api.js';
import { encodeText } from '../api/encodeText.js';
import { isJsonObject } from '../api/jsonObject.js';
import { parseResource } from '../resource/envelope.js';

/** Responses beyond this hold no single resource. */
const LONGEST_RESOURCE = 1_000_000;

/** A resource that the cloud works on. */
export interface StartedWork {
  /** Its encoded path below the branch. */
  readonly path: string;
  readonly tasks: number;
}

/**
 * The resource of a v2 response whose tasks can be followed: an envelope that lists some. What a list made (`POST`) is one
 * identifier below it. `undefined` for everything else.
 */
export function startedWork(
  response: Pick<ApiResponse, 'method' | 'path' | 'status' | 'text' | 'json'>,
): StartedWork | undefined {
  const [, path] = /^\/v2(\/[^?#]+)/.exec(response.path) ?? [];
  const isAccepted = response.status >= 200 && response.status < 300;
  if (path === undefined || !isAccepted || response.text.length > LONGEST_RESOURCE) return undefined;
  let json: unknown;
  try {
    json = response.json();
  } catch {
    return undefined;
  }
  if (!isJsonObject(json)) return undefined;
  const { id, kind, currentTasks } = parseResource(json);
  if (kind !== 'envelope' || id === undefined || currentTasks.length === 0) return undefined;
  const own = `/${encodeText(id)}`;
  const isBelow = response.method === 'POST' && !path.endsWith(own);
  return { path: isBelow ? `${path.replace(/\/$/, '')}${own}` : path, tasks: currentTasks.length };
}
