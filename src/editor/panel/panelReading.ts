import type { ResourceSnapshot } from '../../resource/snapshot.js';
import { diffSpecs } from '../../resource/specDiff.js';
import { foldTimeline } from '../../resource/timeline.js';
import type { PanelChange, PanelReading } from './panelFacts.js';

/** What the panel shows of a snapshot. */
export function panelReading({ resource, tasks, events, readAt }: ResourceSnapshot): PanelReading {
  const isEnvelope = resource.kind === 'envelope';
  const targetSpec = isEnvelope ? resource.targetSpec : undefined;
  const currentState = isEnvelope ? resource.currentState : resource.raw;
  return {
    displayName: resource.displayName,
    status: resource.status,
    targetSpec,
    currentState,
    changes: targetSpec === undefined ? [] : pendingChanges(currentState, targetSpec),
    history:
      tasks === undefined && events === undefined ? undefined : foldTimeline(tasks ?? [], events ?? []),
    readAt,
  };
}

/**
 * What is asked and not yet real. A field that only the actual state has is not asked away: the cloud sets such fields
 * (addresses, dates), and no document says which. A member that a list has lost is.
 */
export function pendingChanges(currentState: unknown, targetSpec: unknown): readonly PanelChange[] {
  return diffSpecs(currentState ?? {}, targetSpec).filter(
    ({ kind, path }) => kind !== 'removed' || typeof path.at(-1) === 'number',
  );
}
