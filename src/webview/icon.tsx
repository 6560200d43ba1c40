import type { ComponentChildren, VNode } from 'preact';
import type { Tone } from '../protocol.js';

type Shape =
  | 'passed'
  | 'failed'
  | 'spinner'
  | 'clock'
  | 'warning'
  | 'circle'
  | 'edit'
  | 'run'
  | 'refresh'
  | 'braces'
  | 'copy'
  | 'check'
  | 'chevron'
  | 'more';

function Lines({ width = 1.2, children }: { width?: number; children: ComponentChildren }): VNode {
  return (
    <g fill="none" stroke="currentColor" stroke-width={width} stroke-linecap="round" stroke-linejoin="round">
      {children}
    </g>
  );
}

function paths(shape: Shape): VNode {
  switch (shape) {
    case 'passed':
      return (
        <path
          fill-rule="evenodd"
          d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm3.6 4.4a.65.65 0 0 0-.92 0L7 9.08 5.32 7.4a.65.65 0 1 0-.92.92l2.14 2.14c.25.25.67.25.92 0l4.14-4.14a.65.65 0 0 0 0-.92Z"
        />
      );
    case 'failed':
      return (
        <path
          fill-rule="evenodd"
          d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM5.86 4.94a.65.65 0 1 0-.92.92L7.08 8l-2.14 2.14a.65.65 0 1 0 .92.92L8 8.92l2.14 2.14a.65.65 0 1 0 .92-.92L8.92 8l2.14-2.14a.65.65 0 1 0-.92-.92L8 7.08 5.86 4.94Z"
        />
      );
    case 'spinner':
      return (
        <Lines width={1.6}>
          <circle cx="8" cy="8" r="6" opacity="0.3" />
          <path d="M8 2a6 6 0 0 1 6 6" />
        </Lines>
      );
    case 'clock':
      return (
        <Lines>
          <circle cx="8" cy="8" r="6.2" />
          <path d="M8 4.6V8l2.3 1.6" />
        </Lines>
      );
    case 'warning':
      return (
        <Lines>
          <path d="M8 2 14.4 13.4H1.6L8 2Z" />
          <path d="M8 6.4v3.2M8 11.4v.1" stroke-width="1.5" />
        </Lines>
      );
    case 'circle':
      return (
        <Lines>
          <circle cx="8" cy="8" r="5.2" />
        </Lines>
      );
    case 'edit':
      return (
        <Lines>
          <path d="M2.5 13.5 3.3 10 10.9 2.4a1 1 0 0 1 1.4 0l1.3 1.3a1 1 0 0 1 0 1.4L6 12.7l-3.5.8ZM9.6 3.7l2.7 2.7" />
        </Lines>
      );
    case 'run':
      return (
        <Lines>
          <path d="M4.5 2.8v10.4L13 8 4.5 2.8Z" />
        </Lines>
      );
    case 'refresh':
      return (
        <Lines>
          <path d="M13.4 6.4A5.6 5.6 0 1 0 13.6 8.8M13.6 2.8v3.7H9.9" />
        </Lines>
      );
    case 'braces':
      return (
        <Lines>
          <path d="M6 2.5c-1.7 0-2.2.7-2.2 2v1.6c0 1-.5 1.7-1.5 1.9 1 .2 1.5.9 1.5 1.9v1.6c0 1.3.5 2 2.2 2M10 2.5c1.7 0 2.2.7 2.2 2v1.6c0 1 .5 1.7 1.5 1.9-1 .2-1.5.9-1.5 1.9v1.6c0 1.3-.5 2-2.2 2" />
        </Lines>
      );
    case 'copy':
      return (
        <Lines>
          <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
          <path d="M3.5 10.5h-.3a.7.7 0 0 1-.7-.7V3.2c0-.4.3-.7.7-.7h6.6c.4 0 .7.3.7.7v.3" />
        </Lines>
      );
    case 'check':
      return (
        <Lines width={1.5}>
          <path d="m3 8.6 3.2 3.2L13 4.8" />
        </Lines>
      );
    case 'more':
      return (
        <path d="M3 6.8a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4Zm5 0a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4Zm5 0a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4Z" />
      );
    case 'chevron':
      return (
        <Lines>
          <path d="m6 3.5 4.5 4.5L6 12.5" />
        </Lines>
      );
  }
}

/** A picture beside words that say the same; screen readers skip it. */
export function Icon({ shape, class: name = '' }: { shape: Shape; class?: string }): VNode {
  return (
    <svg
      class={`icon ${name}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="currentColor"
      aria-hidden="true"
    >
      {paths(shape)}
    </svg>
  );
}

const TONE_SHAPES: Record<Tone, Shape> = {
  neutral: 'circle',
  ok: 'passed',
  busy: 'spinner',
  waiting: 'clock',
  warning: 'warning',
  error: 'failed',
};

/** A tone's shape in its colour; shapes differ too, so colour is never the only sign. */
export function ToneIcon({ tone }: { tone: Tone }): VNode {
  return <Icon shape={TONE_SHAPES[tone]} class={`tone-${tone}`} />;
}
