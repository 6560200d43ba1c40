import { render } from 'preact';
import { ReportApp } from './reportApp.js';
import { connectReportHost } from './reportBridge.js';

const root = document.getElementById('panel');
if (root) render(<ReportApp host={connectReportHost()} />, root);
