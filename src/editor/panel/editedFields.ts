import { compareFourWays, type FourWayField } from '../../resource/fourWay.js';
import { TooLargeForSpec } from '../../resource/jsonTree.js';
import { hideSecrets } from '../../resource/secretFields.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import { specText, specValue } from '../../resource/spec.js';
import type { EditedSpec } from '../spec/document/editedSpec.js';

/** The fields that an open document changes, or that changed under it, with dots for secrets. */
export function editedFields(
  { text, resource, isSecret }: ResourceSnapshot,
  { item, base, mine }: EditedSpec,
): readonly FourWayField[] {
  try {
    const fields = compareFourWays({
      ...{ base: specValue(base), mine: specValue(mine) },
      ...{ target: specValue(specText(text, item)), state: resource.currentState },
    });
    return fields.map((field) => {
      const { base: was, mine: is, target, state, path } = field;
      const hidden = [was, is, target, state].map((value) => hideSecrets(value, isSecret, path));
      return { ...field, base: hidden[0], mine: hidden[1], target: hidden[2], state: hidden[3] };
    });
  } catch (failure) {
    if (failure instanceof TooLargeForSpec) return [];
    throw failure;
  }
}
