import { render } from 'preact';
import { parseReportHostMessage, parseReportState } from '../../reportProtocol.js';
import { connectHost } from '../hostBridge.js';
import { ReportApp } from './reportApp.js';

const root = document.getElementById('panel');
const parse = { message: parseReportHostMessage, state: parseReportState };
if (root) render(<ReportApp host={connectHost(parse)} />, root);
