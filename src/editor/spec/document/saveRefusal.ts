import { withoutLinks } from '../../../resource/displayText.js';
import type { Remedy } from '../../shell/failures.js';

/**
 * Thrown to keep a document dirty, with the sentence for the user. Where it reaches VS Code, that shows it as "Failed to save
 * '<file>': Unable to write file '<uri>' (<name>: <message>)"; of a `FileSystemError` the name is "Unavailable
 * (FileSystemError)", followed by a second "Error:". A name that is empty leaves the sentence alone.
 */
export class SaveRefusal extends Error {
  override readonly name = '';
  /** Whether the person wanted the save to end here: to go on editing, or to look first. */
  readonly isWanted: boolean;
  /** What helps, where saving again would be refused again. */
  readonly remedy: Remedy | undefined;

  constructor(
    message: string,
    { isWanted = false, remedy }: Partial<Pick<SaveRefusal, 'isWanted' | 'remedy'>> = {},
  ) {
    super(withoutLinks(message));
    this.isWanted = isWanted;
    this.remedy = remedy;
  }
}
