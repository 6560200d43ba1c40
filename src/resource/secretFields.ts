import { isSecretName, REDACTED } from '../api/redact.js';
import type { Item } from '../schema/catalogue.js';
import { isJsonObject } from '../api/jsonObject.js';
import { ExactNumber } from './exactNumber.js';
import { beyondLimit } from './jsonTree.js';
import type { FieldPath, SpecChange } from './specDiff.js';
import { rewritingLeaves } from './rewriteLeaves.js';
import { atOnce, type Work } from './slices.js';

/** Whether a field of a spec, or of the state that follows it, holds a secret; where it is known, with what it holds. */
export type IsSecretField = (path: FieldPath, value?: unknown) => boolean;

type Marks = Pick<Item, 'isMarkedSecret'>;

const known = new WeakMap<Marks, IsSecretField>();

/**
 * Secret is what the API document marks so, and what is called like a secret: few documents mark anything. The same function for the same
 * marks, so that it shows whether two readings hide the same.
 */
export function secretFieldsOf(marks: Marks | undefined): IsSecretField {
  if (!marks) return isCalledSecret;
  const isSecret =
    known.get(marks) ?? ((path: FieldPath) => isCalledSecret(path) || marks.isMarkedSecret(path));
  known.set(marks, isSecret);
  return isSecret;
}

function isCalledSecret(path: FieldPath): boolean {
  const name = path.findLast((part) => typeof part === 'string');
  return name !== undefined && isSecretName(name);
}

/** What one of them takes for a secret. */
export function eitherSecret(...all: readonly IsSecretField[]): IsSecretField {
  return (path, value) => all.some((isSecret) => isSecret(path, value));
}

/** The secrets that nothing may keep: those of a resource, and texts that are known as secrets, in any field. */
export function unkeepableFields(
  marks: Marks | undefined,
  isKnownSecret: (text: string) => boolean,
): IsSecretField {
  return eitherSecret(secretFieldsOf(marks), (_, value) => typeof value === 'string' && isKnownSecret(value));
}

/** Yes, no and nothing give nothing away. */
export function canHoldSecret(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && typeof value !== 'boolean';
}

/** Whether a value, or something in it, is a secret. */
export function holdsSecret(value: unknown, isSecret: IsSecretField, path: FieldPath): boolean {
  if (Array.isArray(value)) return value.some((one, index) => holdsSecret(one, isSecret, [...path, index]));
  if (isJsonObject(value) && !(value instanceof ExactNumber))
    return Object.entries(value).some(([name, one]) => holdsSecret(one, isSecret, [...path, name]));
  return canHoldSecret(value) && isSecret(path, value);
}

/** A copy of a value as it may be shown: secrets give way to dots. */
export function hideSecrets(value: unknown, isSecret: IsSecretField, path: FieldPath = []): unknown {
  if (Array.isArray(value)) return value.map((one, index) => hideSecrets(one, isSecret, [...path, index]));
  if (isJsonObject(value) && !(value instanceof ExactNumber)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, hideSecrets(one, isSecret, [...path, key])]),
    );
  }
  return canHoldSecret(value) && isSecret(path, value) ? REDACTED : value;
}

/** A JSON text with dots for its secrets, all else as it is written. One that is beyond what is read is dots as a whole. */
export function hideSecretsInText(text: string, isSecret: IsSecretField): string {
  return atOnce(hidingSecretsInText(text, isSecret));
}

/** As `hideSecretsInText`, in slices. */
export function* hidingSecretsInText(text: string, isSecret: IsSecretField): Work<string> {
  if (beyondLimit(text) !== undefined) return REDACTED;
  yield;
  return yield* rewritingLeaves(text, ({ path, value }) =>
    isSecret(path, value) ? JSON.stringify(REDACTED) : undefined,
  );
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

/** The texts in a value that are secret, so that they can be kept out of all that repeats them. */
export function secretTextsIn(value: unknown, isSecret: IsSecretField): readonly string[] {
  const texts: string[] = [];
  // One path for all: a copy for each value would take longer than everything else.
  const path: (string | number)[] = [];
  const visit = (one: unknown): void => {
    if (typeof one === 'string') {
      if (isSecret(path, one)) texts.push(one);
    } else if (Array.isArray(one) || isJsonObject(one)) {
      const isList = Array.isArray(one);
      for (const [key, below] of Object.entries(one)) {
        path.push(isList ? Number(key) : key);
        visit(below);
        path.pop();
      }
    }
  };
  visit(value);
  return texts;
}
