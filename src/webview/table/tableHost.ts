import type { TableHostMessage, TableMessage, TablePageState } from '../../tableProtocol.js';
import type { HostBridge } from '../hostBridge.js';

/** The table's line to the extension host. */
export type TableHost = HostBridge<TableMessage, TableHostMessage, TablePageState>;
