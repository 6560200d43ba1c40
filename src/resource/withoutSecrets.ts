import type { Node } from 'jsonc-parser';
import { variableNameOf, variableReference } from './environmentValues.js';
import { withoutPlaces } from './jsonEditing.js';
import { jsonTree } from './jsonTree.js';
import { rewriteLeaves } from './rewriteLeaves.js';
import { isTelling, type IsSecretField } from './secretFields.js';
import type { FieldPath } from './specDiff.js';

/** A spec that can be kept in a file which others read. */
export interface SpecWithoutSecrets {
  /** JSON text. */
  readonly text: string;
  /** The fields that are left out: a manifest leaves them as the cloud has them. */
  readonly left: readonly FieldPath[];
  /** The secrets in lists, which a manifest says whole: a reference to an environment variable stands for each. */
  readonly referred: readonly FieldPath[];
}

/** A spec's JSON text without its secrets. All else stays as it is written. */
export function withoutSecrets(text: string, isSecret: IsSecretField): SpecWithoutSecrets {
  const root = jsonTree(text);
  if (!root) return { text, left: [], referred: [] };
  const left = fieldsOfSecrets(root, [], isSecret);
  const rest = withoutPlaces(text, left);
  const referred: FieldPath[] = [];
  const written = rewriteLeaves(rest, ({ path, value }) => {
    if (!isTelling(value) || !isSecret(path, value)) return undefined;
    referred.push([...path]);
    return JSON.stringify(variableReference(variableNameOf(path)));
  });
  return { text: written, left, referred };
}

/** The outermost fields, outside of lists, that hold nothing but secrets, in the order of the text. */
function fieldsOfSecrets(node: Node, path: FieldPath, isSecret: IsSecretField): readonly FieldPath[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) => {
    const below = [...path, String(key?.value)];
    if (!value) return [];
    return holdsSecretsOnly(value, below, isSecret) ? [below] : fieldsOfSecrets(value, below, isSecret);
  });
}

function holdsSecretsOnly(node: Node, path: FieldPath, isSecret: IsSecretField): boolean {
  if (node.type === 'array') {
    const members = node.children ?? [];
    return (
      members.length > 0 &&
      members.every((member, index) => holdsSecretsOnly(member, [...path, index], isSecret))
    );
  }
  const isLeaf = node.type === 'string' || node.type === 'number';
  return isLeaf && isTelling(node.value) && isSecret(path, node.value);
}
