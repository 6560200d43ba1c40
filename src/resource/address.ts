/** Which resource a document, a node or a panel speaks of. */
export interface ResourceAddress {
  /** The account's id. */
  readonly account: string;
  /** Decoded segments below the branch, for example `['publicCloud', 'project', 'a/b']`. */
  readonly segments: readonly string[];
}
