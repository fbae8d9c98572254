// @ts-check
import { $, number, row, timeElement } from './dom.js';
import { nameOf } from './demo.js';
import { listed, t } from './language.js';
/** @import { Session } from './session.js' */

/** @param {number} change */
const signed = (change) => `${change > 0 ? '+' : ''}${number(change)}`;

/** @param {any} event */
const actionOf = (event) =>
  [t(`did-${event.type}`), event.item ? nameOf(event.item) : event.query ?? ''].join(' ');

/** @param {any} event */
const changeOf = (event) => listed(event.inferred.map(
  (/** @type {any} */ interest) => `${interest.topic} ${signed(interest.weight)}`)) || '–';

/** Shows what was inferred from each event, and for the latest event also as a sentence. @param {Session} session */
export function showEvidence({ events }) {
  if (!events) return;
  const [latest] = events;
  $('latest-event').textContent =
    latest ? t('latest', { action: actionOf(latest), change: changeOf(latest) }) : '';
  $('evidence').replaceChildren(
    ...events.map((event) => row(timeElement(event.timestamp), actionOf(event), changeOf(event))));
}
