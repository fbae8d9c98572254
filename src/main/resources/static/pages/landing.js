import { settings } from './language.js';

settings();
