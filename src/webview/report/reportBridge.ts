import {
  parseReportHostMessage,
  parseReportState,
  type ReportHostMessage,
  type ReportMessage,
  type ReportState,
} from '../../reportProtocol.js';

/** What VS Code gives a webview; it may be acquired once. */
interface VsCodeApi {
  postMessage(message: ReportMessage): void;
  getState(): unknown;
  setState(state: ReportState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The report's line to the extension host. */
export interface ReportBridge {
  /** Sends one message. */
  readonly post: (message: ReportMessage) => void;
  /** Hears every well-formed message of the host until the returned function is called. */
  readonly listen: (listener: (message: ReportHostMessage) => void) => () => void;
  /** What was kept while the page was hidden. */
  readonly keptState: () => ReportState | undefined;
  /** Keeps what is needed to come back. */
  readonly keepState: (state: ReportState) => void;
}

/** Opens the line to the extension host; to be called once. */
export function connectReportHost(): ReportBridge {
  const api = acquireVsCodeApi();
  return {
    post: (message) => {
      api.postMessage(message);
    },
    listen: (listener) => {
      const onMessage = (event: MessageEvent<unknown>): void => {
        const message = parseReportHostMessage(event.data);
        if (message) listener(message);
      };
      window.addEventListener('message', onMessage);
      return () => {
        window.removeEventListener('message', onMessage);
      };
    },
    keptState: () => parseReportState(api.getState()),
    keepState: (state) => {
      api.setState(state);
    },
  };
}
