import { failureKind } from '../../api/failureKind.js';
import { isUnreachable } from '../../schema/schemaSource.js';

/**
 * What is shown where the sections should be, for the context key `ovhApi.root`: they do (`ready`), there are none (`empty`), or
 * why they can't be read. Each has a welcome text with what to do, but `failed`, which only its own sentence can tell.
 */
export type RootState = 'ready' | 'empty' | 'unreachable' | 'credential' | 'version' | 'failed';

/** What a failure to read the sections means. */
export function rootStateOf(failure: unknown): RootState {
  if (isUnreachable(failure)) return 'unreachable';
  const { kind } = failureKind(failure);
  return kind === 'credential' || kind === 'version' ? kind : 'failed';
}
