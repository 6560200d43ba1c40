import type { VNode } from 'preact';
import type { ReportSeverity } from '../../reportProtocol.js';
import type { Tone } from '../../protocol.js';
import { ToneIcon } from '../icon.js';

const TONES: Readonly<Record<ReportSeverity, Tone>> = {
  breaking: 'error',
  risky: 'warning',
  compatible: 'ok',
  cosmetic: 'neutral',
};

/** A severity's shape in its colour; the words are beside it. */
export function SeverityIcon({ severity }: { severity: ReportSeverity }): VNode {
  return <ToneIcon tone={TONES[severity]} />;
}
