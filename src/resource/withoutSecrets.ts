import { variableNameOf, variableReference } from './environmentValues.js';
import { ExactNumber } from './exactNumber.js';
import { takingOut } from './jsonEditing.js';
import { rewritingLeaves } from './rewriteLeaves.js';
import { canHoldSecret, type IsSecretField } from './secretFields.js';
import { atOnce, type Work } from './slices.js';
import { readSpecValue } from './spec.js';
import { isFields, type FieldPath } from './specDiff.js';

/** A spec that can be kept in a file which others read. */
export interface SpecWithoutSecrets {
  /** JSON text. */
  readonly text: string;
  /** The fields that are left out: a manifest leaves them as the cloud has them. */
  readonly left: readonly FieldPath[];
  /** The secrets in lists, which a manifest says whole: a reference to an environment variable replaces each. */
  readonly referred: readonly FieldPath[];
}

/** A spec's JSON text without its secrets. All else stays as it is written. */
export function withoutSecrets(text: string, isSecret: IsSecretField): SpecWithoutSecrets {
  return atOnce(leavingOutSecrets(text, isSecret));
}

/** As `withoutSecrets`, in slices. */
export function* leavingOutSecrets(text: string, isSecret: IsSecretField): Work<SpecWithoutSecrets> {
  const value = yield* readSpecValue(text);
  if (value === undefined) return { text, left: [], referred: [] };
  yield;
  const left = yield* fieldsOfSecrets(value, [], isSecret);
  yield;
  const rest = yield* takingOut(text, left);
  const referred: FieldPath[] = [];
  const written = yield* rewritingLeaves(rest, ({ path, value: leaf }) => {
    if (!canHoldSecret(leaf) || !isSecret(path, leaf)) return undefined;
    referred.push([...path]);
    return JSON.stringify(variableReference(variableNameOf(path)));
  });
  return { text: written, left, referred };
}

/** Fields that are looked at between two rests. */
const STRIDE = 500;

/** The outermost fields, outside of lists, that hold nothing but secrets. */
function* fieldsOfSecrets(
  value: unknown,
  path: FieldPath,
  isSecret: IsSecretField,
): Work<readonly FieldPath[]> {
  if (!isFields(value)) return [];
  const found: FieldPath[] = [];
  for (const [at, name] of Object.keys(value).entries()) {
    if (at % STRIDE === STRIDE - 1) yield;
    const below = [...path, name];
    if (holdsSecretsOnly(value[name], below, isSecret)) found.push(below);
    else for (const one of yield* fieldsOfSecrets(value[name], below, isSecret)) found.push(one);
  }
  return found;
}

function holdsSecretsOnly(value: unknown, path: FieldPath, isSecret: IsSecretField): boolean {
  if (Array.isArray(value)) {
    return (
      value.length > 0 && value.every((member, index) => holdsSecretsOnly(member, [...path, index], isSecret))
    );
  }
  if (isFields(value)) return false;
  const leaf = value instanceof ExactNumber ? Number(value.text) : value;
  return canHoldSecret(leaf) && isSecret(path, leaf);
}
