/** What VS Code gives a webview; it may be acquired once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** A page's line to the extension host: it sends `Sent`, hears `Heard` and keeps `Kept`. */
export interface HostBridge<Sent, Heard, Kept> {
  /** Sends one message. */
  readonly post: (message: Sent) => void;
  /** Hears every well-formed message of the host until the returned function is called. */
  readonly listen: (listener: (message: Heard) => void) => () => void;
  /** What was kept before the page was hidden or the window reloaded. */
  readonly keptState: () => Kept | undefined;
  /** Keeps what is needed to come back. */
  readonly keepState: (state: Kept) => void;
}

/** How a page reads what comes from outside: `undefined` for what is not well-formed. */
export interface HostReading<Heard, Kept> {
  readonly message: (data: unknown) => Heard | undefined;
  readonly state: (data: unknown) => Kept | undefined;
}

/** Opens the line to the extension host; to be called once. */
export function connectHost<Sent, Heard, Kept>(
  parse: HostReading<Heard, Kept>,
): HostBridge<Sent, Heard, Kept> {
  const api = acquireVsCodeApi();
  return {
    post: (message) => {
      api.postMessage(message);
    },
    listen: (listener) => {
      const onMessage = (event: MessageEvent<unknown>): void => {
        const message = parse.message(valueOf(event.data));
        if (message) listener(message);
      };
      window.addEventListener('message', onMessage);
      return () => {
        window.removeEventListener('message', onMessage);
      };
    },
    keptState: () => parse.state(api.getState()),
    keepState: (state) => {
      api.setState(state);
    },
  };
}

/** What a text of the host says; nothing for what isn't one, which is no message of ours. */
function valueOf(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
