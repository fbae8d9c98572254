import { ask } from './api.js';
import { $ } from './dom.js';
import { settings } from './language.js';

settings();
$('firstTime').hidden = !(await ask('', 'GET', '/pages/mode')).development;
