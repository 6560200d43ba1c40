import { comparingFourWays, type FourWayField } from '../../resource/fourWay.js';
import { TooLargeForSpec } from '../../resource/jsonTree.js';
import { hideSecrets } from '../../resource/secretFields.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import type { Work } from '../../resource/slices.js';
import { printingSpec, readSpecValue } from '../../resource/spec.js';
import type { EditedSpec } from '../spec/document/editedSpec.js';
import { MOST_SHOWN } from './panelReading.js';

/** The fields that an open document changes, or that changed under it, with dots for secrets; the first of a large one. */
export function* editedFields(
  { text, resource, isSecret }: ResourceSnapshot,
  { item, base, mine }: EditedSpec,
): Work<readonly FourWayField[]> {
  try {
    const target = yield* printingSpec(text, item);
    const fields = yield* comparingFourWays({
      ...{ base: yield* readSpecValue(base), mine: yield* readSpecValue(mine) },
      ...{ target: yield* readSpecValue(target), state: resource.currentState },
    });
    return fields.slice(0, MOST_SHOWN).map((field) => {
      const { base: was, mine: is, target: asked, state, path } = field;
      const hidden = [was, is, asked, state].map((value) => hideSecrets(value, isSecret, path));
      return { ...field, base: hidden[0], mine: hidden[1], target: hidden[2], state: hidden[3] };
    });
  } catch (failure) {
    if (failure instanceof TooLargeForSpec) return [];
    throw failure;
  }
}
