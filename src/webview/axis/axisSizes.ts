/** The sizes of the drawing, in pixels: a lane, a bar in it, the room above the lanes and below them, for the ticks. */
export const LANE = 17;
export const BAR = 11;
export const TOP = 6;
export const TICKS = 20;

/** Where the middle of a lane is. */
export function middleOf(lane: number): number {
  return TOP + lane * LANE + LANE / 2;
}
