import { withoutLinks } from '../../../resource/displayText.js';

/**
 * Thrown to keep a document dirty, with the sentence for the user. Where it reaches VS Code, that shows it as "Failed to save
 * '<file>': Unable to write file '<uri>' (<name>: <message>)"; of a `FileSystemError` the name is "Unavailable
 * (FileSystemError)", followed by a second "Error:". A name that is empty leaves the sentence alone.
 */
export class SaveRefusal extends Error {
  override readonly name = '';
  /** Whether the person wanted the save to end here: to go on editing, or to look first. */
  readonly isWanted: boolean;

  constructor(message: string, { isWanted = false }: { readonly isWanted?: boolean } = {}) {
    super(withoutLinks(message));
    this.isWanted = isWanted;
  }
}
