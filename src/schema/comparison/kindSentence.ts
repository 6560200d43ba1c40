import type { ChangeKind } from './kinds.js';

/** A kind of change in words: `Enum value removed`. */
export function kindSentence(kind: ChangeKind): string {
  const words = kind.replaceAll('-', ' ').replace(/\biam\b/, 'IAM');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** As it is written after a colon. */
export function inSentence(title: string): string {
  return title.startsWith('IAM') ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}
