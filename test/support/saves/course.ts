import { documentUri } from '../../../src/editor/documents/documentUri.js';
import type { SpecFormat } from '../../../src/editor/documents/specFormat.js';
import { Uri } from '../../unit/editor/fakeVscode.js';
import type { Chance } from './chance.js';
import type { Cloud } from './cloud.js';
import type { Edit } from './edit.js';
import type { Oracle } from './oracle.js';

/** By which the resource's account is known in the window. */
export const ACCOUNT = 'a';
/** The share of sequences in which the resource is open in two documents. */
const TWO_DOCUMENTS = 0.25;

/** One of the documents in which the resource can be edited: its spec in a language. */
export interface SpecDocument {
  readonly uri: Uri;
  readonly format: SpecFormat;
  readonly edit: Edit;
  /** Whether it was open when the window ended. */
  wasOpen: boolean;
}

/** What the parts of a sequence have in common. */
export class Course {
  /** What happened, a line a step. */
  readonly steps: string[] = [];
  /** All of the resource; the first is the one that is edited most. */
  readonly documents: readonly SpecDocument[];
  /** The one that is edited now. */
  document: SpecDocument;
  /** All is well from now on, and nothing happens by chance any more. */
  isEnding = false;

  constructor(
    readonly cloud: Cloud,
    readonly chance: Chance,
    readonly oracle: Oracle,
  ) {
    const first: SpecFormat = chance.happens(0.4) ? 'yaml' : 'json';
    const formats = chance.happens(TWO_DOCUMENTS) ? [first, other(first)] : [first];
    const segments = cloud.path.split('/').filter((part) => part !== '');
    this.documents = formats.map((format): SpecDocument => {
      const uri = Uri.parse(documentUri({ account: ACCOUNT, segments }, 'spec', format).toString());
      return { uri, format, edit: oracle.edit(), wasOpen: true };
    });
    [this.document] = this.documents as [SpecDocument];
  }

  tell(line: string): void {
    this.steps.push(line);
  }
}

function other(format: SpecFormat): SpecFormat {
  return format === 'json' ? 'yaml' : 'json';
}
