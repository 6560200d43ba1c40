import { render } from 'preact';
import { parseTableHostMessage, parseTablePageState } from '../../tableProtocol.js';
import { connectHost } from '../hostBridge.js';
import { TableApp } from './tableApp.js';

const root = document.getElementById('panel');
const parse = { message: parseTableHostMessage, state: parseTablePageState };
if (root) render(<TableApp host={connectHost(parse)} />, root);
