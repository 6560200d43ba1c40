import { render } from 'preact';
import { parseHostMessage, parsePanelState } from '../protocol.js';
import { connectHost } from './hostBridge.js';
import { PanelApp } from './panelApp.js';

const root = document.getElementById('panel');
const parse = { message: parseHostMessage, state: parsePanelState };
if (root) render(<PanelApp host={connectHost(parse)} />, root);
