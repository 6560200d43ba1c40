import type { DiffRow } from '../../protocol.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import { valueView } from '../../resource/displayText.js';
import { fieldOf } from './copiedText.js';
import { panelReading } from './panelReading.js';

/** What a hidden field of the panel really holds, as far as the API gave it. Only for the eyes of who asks for it. */
export function secretValues(
  snapshot: ResourceSnapshot | undefined,
  key: string,
): Pick<DiffRow, 'before' | 'after'> | undefined {
  const reading = snapshot && panelReading({ ...snapshot, isSecret: () => false });
  const field = fieldOf({ reading }, key);
  return (
    field && {
      ...(field.before !== undefined && { before: valueView(field.before) }),
      ...(field.after !== undefined && { after: valueView(field.after) }),
    }
  );
}
