import { parseHostMessage, parsePanelState } from '../protocol.js';
import type { HostMessage, PanelMessage, PanelState } from '../protocol.js';

/** What VS Code gives a webview; it may be acquired once. */
interface VsCodeApi {
  postMessage(message: PanelMessage): void;
  getState(): unknown;
  setState(state: PanelState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The panel's line to the extension host. */
export interface HostBridge {
  /** Sends one message. */
  readonly post: (message: PanelMessage) => void;
  /** Hears every well-formed message of the host until the returned function is called. */
  readonly listen: (listener: (message: HostMessage) => void) => () => void;
  /** What was kept before the window was reloaded. */
  readonly keptState: () => PanelState | undefined;
  /** Keeps what is needed to come back. */
  readonly keepState: (state: PanelState) => void;
}

/** Opens the line to the extension host; to be called once. */
export function connectHost(): HostBridge {
  const api = acquireVsCodeApi();
  return {
    post: (message) => {
      api.postMessage(message);
    },
    listen: (listener) => {
      const onMessage = (event: MessageEvent<unknown>): void => {
        const message = parseHostMessage(event.data);
        if (message) listener(message);
      };
      window.addEventListener('message', onMessage);
      return () => {
        window.removeEventListener('message', onMessage);
      };
    },
    keptState: () => parsePanelState(api.getState()),
    keepState: (state) => {
      api.setState(state);
    },
  };
}
