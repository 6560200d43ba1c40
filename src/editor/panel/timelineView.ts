import type { StepRow, TimelineRow, TimelineView } from '../../protocol.js';
import type { TimelineEntry } from '../../resource/timeline.js';
import { displayLine, displayParagraph } from './displayText.js';
import { eventTone, taskStatusView } from './statusText.js';
import type { Translate } from './translate.js';

/** Older rows are counted only. */
const SHOWN_ROWS = 400;

/** Tasks and events as rows, in the order given (the newest first). */
export function timelineView(entries: readonly TimelineEntry[], t: Translate): TimelineView {
  const seen = new Map<string, number>();
  return {
    rows: entries.slice(0, SHOWN_ROWS).map((entry) => timelineRow(entry, unique(keyOf(entry), seen), t)),
    omittedRows: Math.max(0, entries.length - SHOWN_ROWS),
  };
}
