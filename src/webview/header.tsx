import type { ComponentChildren, VNode } from 'preact';
import type { HeaderView, LiveView, PanelMessage } from '../protocol.js';
import { CopyButton } from './copyButton.js';
import { Icon, ToneIcon } from './icon.js';
import { ClockTime, ExactTime, useNow } from './relativeTime.js';
import { Sentence, useWords } from './words.js';

interface HeaderProps {
  readonly header: HeaderView;
  readonly live: LiveView;
  readonly post: (message: PanelMessage) => void;
}

/** How the API writes a moment. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Who the resource is, how it does, and what can be done with it. */
export function Header({ header, live, post }: HeaderProps): VNode {
  const { texts } = useWords();
  return (
    <header class="resource">
      <ol class="path" aria-label={texts.path}>
        {header.path.map((segment, index) => (
          <li key={index}>
            <bdi>{segment}</bdi>
          </li>
        ))}
      </ol>
      <div class="title">
        <h1>
          <bdi>{header.name}</bdi>
        </h1>
        {header.status && (
          <span class={`status status-${header.status.tone}`}>
            <ToneIcon tone={header.status.tone} />
            <span class="visually-hidden">{texts.status} </span>
            <bdi>{header.status.text}</bdi>
          </span>
        )}
      </div>
      <dl class="facts">
        <Fact name={texts.identifier}>
          <bdi class="code">{header.id}</bdi>
          <CopyIdentifier post={post} />
        </Fact>
        <Fact name={texts.account}>
          <bdi>{header.account}</bdi>
        </Fact>
        <Fact name={texts.schemaVersion}>
          <bdi>{header.schemaVersion}</bdi>
        </Fact>
        {header.facts?.map(({ name, value }) => (
          <Fact key={name} name={name}>
            {MOMENT.test(value) ? <ExactTime at={value} /> : <bdi>{value}</bdi>}
          </Fact>
        ))}
        {header.tags && (
          <Fact name={texts.tags}>
            <bdi>{header.tags.join(', ')}</bdi>
          </Fact>
        )}
      </dl>
      <div class="bar">
        <div class="actions">
          {live.state !== 'gone' && (
            <Action
              shape="edit"
              label={texts.editSpec}
              isPrimary={live.at !== undefined && live.state !== 'offline'}
              onClick={() => {
                post({ kind: 'editSpec' });
              }}
            />
          )}
          <Action
            shape="refresh"
            label={texts.refresh}
            onClick={() => {
              post({ kind: 'refresh' });
            }}
          />
          {live.state !== 'gone' && (
            <Action
              shape="braces"
              label={texts.openJson}
              onClick={() => {
                post({ kind: 'openJson' });
              }}
            />
          )}
          {header.canAct && (
            <Action
              shape="run"
              label={texts.runAction}
              onClick={() => {
                post({ kind: 'runAction' });
              }}
            />
          )}
        </div>
        <LiveLine live={live} />
      </div>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): VNode {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface ActionProps {
  readonly shape: 'edit' | 'refresh' | 'braces' | 'run';
  readonly label: string;
  readonly isPrimary?: boolean;
  readonly onClick: () => void;
}

function Action({ shape, label, isPrimary = false, onClick }: ActionProps): VNode {
  return (
    <button type="button" class={isPrimary ? 'button primary' : 'button'} onClick={onClick}>
      <Icon shape={shape} />
      {label}
    </button>
  );
}

function CopyIdentifier({ post }: { post: (message: PanelMessage) => void }): VNode {
  const { texts } = useWords();
  return (
    <CopyButton
      class="icon-button"
      title={texts.copyId}
      copied={texts.copied}
      onCopy={() => {
        post({ kind: 'copyId' });
      }}
    >
      {(isCopied) => <Icon shape={isCopied ? 'check' : 'copy'} />}
    </CopyButton>
  );
}

/** The first of the readings that follow one after another comes after as long. */
const JUST_READ_MS = 10_000;

/** How the resource is followed. When it was read is seen only at first: readings that bring nothing new say nothing. */
function LiveLine({ live }: { live: LiveView }): VNode {
  const { texts } = useWords();
  const now = useNow();
  if (live.state === 'loading' || live.at === undefined) {
    return <p class="live live-loading">{texts.loading}</p>;
  }
  return (
    <p class={`live live-${live.state}`}>
      <span class="dot" aria-hidden="true" />
      <span>
        {live.state === 'offline' || live.state === 'gone' ? (
          <Sentence text={live.state === 'gone' ? texts.lastRead : texts.offline}>
            <ClockTime at={live.at} />
          </Sentence>
        ) : live.state === 'idle' && now - Date.parse(live.at) < JUST_READ_MS ? (
          texts.justRead
        ) : (
          texts[live.state]
        )}
      </span>
    </p>
  );
}
