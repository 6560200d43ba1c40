import type { DiffGroup, PanelView } from '../../protocol.js';

/**
 * The fields of a spec as they were drawn last. They are drawn and sent again only when something that they are made of is another object: of
 * a large spec they are most of a message, and most messages are about its history.
 */
export class DrawnFields {
  #sources: readonly unknown[] = [];
  #groups: readonly DiffGroup[] = [];
  #sent: readonly DiffGroup[] | undefined;

  /** The fields made of some sources; those that were drawn before where these are the same. */
  draw(sources: readonly unknown[], make: () => readonly DiffGroup[]): readonly DiffGroup[] {
    const isSame =
      sources.length === this.#sources.length && sources.every((one, index) => one === this.#sources[index]);
    if (!isSame) this.#groups = make();
    this.#sources = sources;
    return this.#groups;
  }

  /** A view without the fields that are known where the last one went; all of it after `forgetSent`. */
  unsent(view: PanelView): PanelView {
    const { spec } = view;
    const before = this.#sent;
    this.#sent = spec?.groups;
    return spec && before === spec.groups
      ? { ...view, spec: { ...spec, groups: [] }, keepsFields: true }
      : view;
  }

  /** The page that knew what was sent is gone. */
  forgetSent(): void {
    this.#sent = undefined;
  }
}
