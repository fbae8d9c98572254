// @ts-check
import { get } from './api.js';
import { el, refill, row, scrolled, timeElement } from './dom.js';
import { t } from './language.js';

/** Shows the keys, the audit log, and the rejected events. @param {string} key @param {HTMLElement} element */
export async function showAdministration(key, element) {
  const [keys, audit, rejected] = await Promise.all(
    ['/v1/keys', '/v1/audit?limit=20', '/v1/dead-letters?limit=20'].map((path) => get(key, path)));
  const entryRow = (/** @type {any} */ entry) =>
    row(timeElement(entry.at, 'medium'), entry.actor, entry.action, `${entry.result ?? ''}`);
  const eventRow = (/** @type {any} */ event) =>
    row(timeElement(event.receivedAt, 'medium'), event.code, event.detail);
  refill(element, [
    ...list('keys', keys.keys.map((/** @type {any} */ { id, kind, label }) => row(id, kind, label))),
    ...list('audit', audit.entries.map(entryRow)),
    ...list('deadLetters', rejected.deadLetters.map(eventRow))]);
}

/** @param {string} title @param {HTMLElement[]} rows */
const list = (title, rows) => [
  el('h3', t(title)),
  rows.length ? scrolled(t(title), el('tbody', rows)) : el('p', t('empty'))];
