import type { UsedChange } from './changelog.js';
import type { JsonObject } from '../openapi.js';
import { kindSentence } from './kindSentence.js';
import { ADVICE, REASONS } from './reasons.js';
import type { Severity } from './rules.js';
import { valueText } from './valueText.js';

const LEVELS: Readonly<Record<Severity, string>> = {
  breaking: 'error',
  risky: 'warning',
  compatible: 'note',
  cosmetic: 'none',
};

/** The new document that results lead into. */
export interface SarifArtifact {
  /** A URI, or a relative reference that is encoded as one. */
  readonly uri: string;
  /** The line, from 1, of what a JSON pointer leads to; where lines aren't known, results lead to the whole document. */
  readonly lineOf?: (pointer: string) => number;
}

/** The changes in the Static Analysis Results Interchange Format 2.1.0, each at its place in the new document. */
export function sarif(
  changes: readonly UsedChange[],
  artifactOf: (change: UsedChange) => SarifArtifact,
): JsonObject {
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'OVHcloud API Explorer',
            rules: kinds.map((kind) => ({
              id: kind,
              shortDescription: { text: `${kindSentence(kind)}.` },
            })),
          },
        },
        results: changes.map((change) => ({
          ruleId: change.kind,
          ruleIndex: kinds.indexOf(change.kind),
          level: LEVELS[change.severity],
          message: { text: messageOf(change) },
          locations: [locationOf(change, artifactOf(change))],
          partialFingerprints: {
            'change/v1': `${change.kind} ${change.place} ${valueText(change.before) ?? ''}`,
          },
          properties: { severity: change.severity, operations: change.operations, usedBy: change.usedBy },
        })),
      },
    ],
  };
}

function messageOf({ kind, place, before, after, reason, advice }: UsedChange): string {
  const values = [valueText(before), valueText(after)].filter((value) => value !== undefined).join(' → ');
  return `${place}: ${kind.replaceAll('-', ' ')}${values && ` (${values})`}. ${REASONS[reason]} ${ADVICE[advice]}`;
}

/** Where it is in the new document; what isn't there any more, where it was around. */
function locationOf({ pointers, place }: UsedChange, { uri, lineOf }: SarifArtifact): JsonObject {
  return {
    physicalLocation: {
      artifactLocation: { uri },
      ...(lineOf && { region: { startLine: lineOf(pointers.after ?? pointers.before ?? '') } }),
    },
    logicalLocations: [{ fullyQualifiedName: place }],
  };
}
