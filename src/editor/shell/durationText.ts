import type { l10n } from 'vscode';

type Localizer = Pick<typeof l10n, 't'>;

/** A length of time in its two largest units, for example "2 min 5 s"; `undefined` when it can't be known. */
export function durationText(
  from: string | undefined,
  to: string | undefined,
  l10n: Localizer,
): string | undefined {
  const ms = Date.parse(to ?? '') - Date.parse(from ?? '');
  if (Number.isNaN(ms) || ms < 0) return undefined;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return l10n.t('{0} s', seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return l10n.t('{0} min {1} s', minutes, seconds % 60);
  return l10n.t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}
