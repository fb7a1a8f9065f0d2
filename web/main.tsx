/** The page's beginning. */

import { render } from 'preact';
import { App } from './shell/app.tsx';
import './style/base.css';
import './style/shell.css';
import './style/parts.css';

const place = document.getElementById('page');
if (place === null) throw new Error('index.html has no #page');
render(<App />, place);
