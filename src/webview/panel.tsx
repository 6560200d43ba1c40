import { render } from 'preact';
import { connectHost } from './hostBridge.js';
import { PanelApp } from './panelApp.js';

const root = document.getElementById('panel');
if (root) render(<PanelApp host={connectHost()} />, root);
