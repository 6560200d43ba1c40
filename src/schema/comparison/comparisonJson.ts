import type { UsedChange } from './changelog.js';
import type { JsonObject } from '../openapi.js';
import { ADVICE, REASONS } from './reasons.js';
import { valueText } from './valueText.js';

/** The changes for programs, in the order that they are in. The names are stable. */
export function comparisonJson(changes: readonly UsedChange[]): JsonObject {
  return {
    differences: changes.map((change) => ({
      severity: change.severity,
      kind: change.kind,
      operations: change.operations,
      place: change.place,
      reason: REASONS[change.reason],
      advice: ADVICE[change.advice],
      direction: change.direction,
      pointers: change.pointers,
      ...(valueText(change.before) !== undefined && { before: change.before }),
      ...(valueText(change.after) !== undefined && { after: change.after }),
      ...(change.usedBy && { usedBy: change.usedBy }),
    })),
    breaking: changes.filter(({ severity }) => severity === 'breaking').length,
  };
}
