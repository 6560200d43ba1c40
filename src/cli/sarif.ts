import { isAbsolute, relative } from 'node:path';
import { ADVICE, REASONS } from '../schema/comparison/reasons.js';
import type { Severity } from '../schema/comparison/rules.js';
import type { ApiDocumentFile } from './apiDocument.js';
import { valueText, type WordedChange } from './changelog.js';

const LEVELS: Readonly<Record<Severity, string>> = {
  breaking: 'error',
  risky: 'warning',
  compatible: 'note',
  cosmetic: 'none',
};

/** The changes in the Static Analysis Results Interchange Format 2.1.0, at the lines of the new document. */
export function sarif(changes: readonly WordedChange[], after: ApiDocumentFile): unknown {
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
              shortDescription: { text: sentence(kind) },
            })),
          },
        },
        results: changes.map((change) => ({
          ruleId: change.kind,
          ruleIndex: kinds.indexOf(change.kind),
          level: LEVELS[change.severity],
          message: { text: messageOf(change) },
          locations: [locationOf(change, after)],
          partialFingerprints: {
            'change/v1': `${change.kind} ${change.place} ${valueText(change.before) ?? ''}`,
          },
          properties: { severity: change.severity, operations: change.operations, usedBy: change.usedBy },
        })),
      },
    ],
  };
}

function sentence(kind: string): string {
  const words = kind.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function messageOf({ kind, place, before, after, reason, advice }: WordedChange): string {
  const values = [valueText(before), valueText(after)].filter((value) => value !== undefined).join(' → ');
  return `${place}: ${kind.replaceAll('-', ' ')}${values && ` (${values})`}. ${REASONS[reason]} ${ADVICE[advice]}`;
}

/** Where it is in the new document; what is gone, where it was around. */
function locationOf({ pointers, place }: WordedChange, { path, lineOf }: ApiDocumentFile): unknown {
  // Code scanning knows files by their place in the repository, where it is run.
  const inside = isAbsolute(path) ? relative(process.cwd(), path) : path;
  const uri = (inside.startsWith('..') ? path : inside).split(/[\\/]/).map(encodeURIComponent).join('/');
  return {
    physicalLocation: {
      artifactLocation: { uri },
      region: { startLine: lineOf(pointers.after ?? pointers.before ?? '') },
    },
    logicalLocations: [{ fullyQualifiedName: place }],
  };
}
