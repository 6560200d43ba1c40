import * as v from 'valibot';

/** How something looks: an icon's shape and a colour. The words beside it say the same. */
export const tone = v.picklist(['neutral', 'ok', 'busy', 'waiting', 'warning', 'error']);

/** A moment as the API wrote it (ISO 8601); absent when the API gave none that can be read. */
export const moment = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);

/** How something looks: an icon's shape and a colour. */
export type Tone = v.InferOutput<typeof tone>;
