// @ts-check
import { get } from './api.js';
import { $ } from './dom.js';
import { settings } from './language.js';

settings();
$('first-visit').hidden = !(await get('', '/pages/mode')).development;
