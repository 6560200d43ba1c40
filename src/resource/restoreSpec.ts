import { findNodeAtLocation, getNodePath, type Node } from 'jsonc-parser';
import { REDACTED } from '../api/redact.js';
import { isJsonObject } from '../api/jsonObject.js';
import { withoutPlaces } from './jsonEditing.js';
import { alignLists } from './listAlignment.js';
import { hideSecrets, type IsSecretField } from './secretFields.js';
import { specValue } from './spec.js';
import type { FieldPath } from './specDiff.js';
import { jsonTree } from './jsonTree.js';

/** An earlier spec that can be put into a document. */
export interface RestoredSpec {
  readonly text: string;
  /** Secrets that nobody has any more, at their places in the earlier spec. They are left out of the text. */
  readonly missing: readonly FieldPath[];
}

/**
 * An earlier spec, kept with dots for its secrets, with the secrets that the present one holds at the same places. Members
 * of lists are recognised as in comparisons. Dots are never left in it: they would be sent as the secret.
 */
export function withPresentSecrets(earlier: string, present: string, isSecret: IsSecretField): RestoredSpec {
  const root = jsonTree(earlier);
  if (!root) return { text: earlier, missing: [] };
  const presentRoot = jsonTree(present);
  const earlierValue = specValue(earlier);
  const presentValue = hideSecrets(specValue(present), isSecret);
  const missing: FieldPath[] = [];
  const edits: Edit[] = [];
  for (const node of hiddenLeaves(root)) {
    const path = getNodePath(node);
    const there = presentPath(presentValue, earlierValue, path);
    const found = presentRoot && there ? findNodeAtLocation(presentRoot, [...there]) : undefined;
    if (found && isHeld(found)) {
      const { offset, length } = node;
      edits.push({ offset, length, text: present.slice(found.offset, found.offset + found.length) });
    } else missing.push(path);
  }
  const filled = edits.reduceRight(
    (text, edit) => `${text.slice(0, edit.offset)}${edit.text}${text.slice(edit.offset + edit.length)}`,
    earlier,
  );
  return { text: missing.length === 0 ? filled : withoutPlaces(filled, missing), missing };
}

interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** Whether a place holds a secret rather than nothing, or the dots of another reading. */
function isHeld({ type, value }: Node): boolean {
  return (type === 'string' || type === 'number') && value !== REDACTED;
}

/** Dots stand for what was known as a secret when it was kept, whatever field it is in. */
function hiddenLeaves(node: Node): readonly Node[] {
  if (node.type === 'string') return node.value === REDACTED ? [node] : [];
  const below = node.type === 'property' ? node.children?.slice(1) : node.children;
  return below?.flatMap((child) => hiddenLeaves(child)) ?? [];
}

/** Where the present spec has what the earlier one has at a path; `undefined` when it has it no more. */
function presentPath(present: unknown, earlier: unknown, path: FieldPath): FieldPath | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return [];
  let at: string | number | undefined = part;
  if (typeof part === 'number') {
    if (!Array.isArray(present) || !Array.isArray(earlier)) return undefined;
    at = alignLists(present, earlier).pairs.find(({ is }) => is === part)?.was;
  }
  if (at === undefined) return undefined;
  const below = presentPath(childOf(present, at), childOf(earlier, part), rest);
  return below && [at, ...below];
}

function childOf(value: unknown, part: string | number): unknown {
  if (Array.isArray(value)) return typeof part === 'number' ? value[part] : undefined;
  return isJsonObject(value) ? value[part] : undefined;
}
