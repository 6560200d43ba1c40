import type { Node } from 'jsonc-parser';
import { isSecretName, REDACTED } from '../api/redact.js';
import type { Item } from '../schema/catalogue.js';
import { isRecord } from './envelope.js';
import { ExactNumber } from './exactNumber.js';
import type { FieldPath, SpecChange } from './specDiff.js';
import { jsonTree } from './jsonTree.js';

/** Whether a field of a spec, or of the state that follows it, holds a secret. */
export type IsSecretField = (path: FieldPath) => boolean;

/** Secret is what the API document marks so, and what is called like a secret: few documents mark anything. */
export function secretFieldsOf(item: Pick<Item, 'isMarkedSecret'> | undefined): IsSecretField {
  return (path) => {
    const name = path.findLast((part) => typeof part === 'string');
    return (name !== undefined && isSecretName(name)) || item?.isMarkedSecret(path) === true;
  };
}

/** A copy of a value as it may be shown: secrets give way to dots. Yes, no and nothing give nothing away. */
export function hideSecrets(value: unknown, isSecret: IsSecretField, path: FieldPath = []): unknown {
  if (Array.isArray(value)) return value.map((one, index) => hideSecrets(one, isSecret, [...path, index]));
  if (isRecord(value) && !(value instanceof ExactNumber)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, hideSecrets(one, isSecret, [...path, key])]),
    );
  }
  const tells = value !== null && value !== undefined && value !== '' && typeof value !== 'boolean';
  return tells && isSecret(path) ? REDACTED : value;
}

/** A JSON text with dots for its secrets, all else as it is written. */
export function hideSecretsInText(text: string, isSecret: IsSecretField): string {
  const root = jsonTree(text);
  if (!root) return text;
  const secrets: Node[] = [];
  const visit = (node: Node, path: FieldPath): void => {
    if (node.type === 'object') {
      for (const { children: [key, value] = [] } of node.children ?? []) {
        if (value) visit(value, [...path, String(key?.value)]);
      }
    } else if (node.type === 'array') {
      for (const [index, member] of (node.children ?? []).entries()) visit(member, [...path, index]);
    } else if ((node.type === 'string' || node.type === 'number') && isSecret(path)) secrets.push(node);
  };
  visit(root, []);
  const parts: string[] = [];
  let end = 0;
  for (const { offset, length } of secrets) {
    parts.push(text.slice(end, offset), JSON.stringify(REDACTED));
    end = offset + length;
  }
  return [...parts, text.slice(end)].join('');
}

/** Changes as they may be shown: that a secret changed, not from what to what. */
export function hideSecretChanges(
  changes: readonly SpecChange[],
  isSecret: IsSecretField,
): readonly SpecChange[] {
  return changes.map((change) => ({
    ...change,
    ...('before' in change && { before: hideSecrets(change.before, isSecret, change.path) }),
    ...('after' in change && { after: hideSecrets(change.after, isSecret, change.path) }),
  }));
}

/** The texts in a value that are secret, so that they can be kept out of whatever repeats them. */
export function secretTextsIn(
  value: unknown,
  isSecret: IsSecretField,
  path: FieldPath = [],
): readonly string[] {
  if (typeof value === 'string') return isSecret(path) ? [value] : [];
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => secretTextsIn(one, isSecret, [...path, index]));
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => secretTextsIn(one, isSecret, [...path, key]));
}
