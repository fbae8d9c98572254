// @ts-check
import { drawHistory } from './chart.js';
import { $, el, refill, row, weight } from './dom.js';
import { pair, t } from './language.js';
import { attempt } from './status.js';
/** @import { Session } from './session.js' */

const MAX_INTERESTS = 30;
const MIN_RISE = 0.005;
const ACTIONS = ['less', 'more', 'never', 'reset'];

/**
 * By how much the latest event has raised an interest; 0 if hardly.
 *
 * @param {Session} session @param {any} interest
 */
function riseOf({ previousWeights }, { topic, weight: current }) {
  const rise = previousWeights ? current - (previousWeights.get(topic) ?? 0) : 0;
  return rise > MIN_RISE ? rise : 0;
}

/** @param {Session} session @param {any} interest */
function weightText(session, interest) {
  const rise = riseOf(session, interest);
  return `${weight(interest.weight)}${rise ? ` ▲ +${weight(rise)}` : ''}`;
}

/**
 * The buttons of the interest controls of a topic; the active one is pressed.
 *
 * @param {Session} session @param {string} topic @param {(topic: string, action: string) => Promise<void>} onControl
 */
const controlButtons = (session, topic, onControl) => ACTIONS.map((action) => el('button', t(action), {
  type: 'button',
  className: 'small',
  ariaLabel: pair(t(action), topic),
  onclick: () => attempt(() => onControl(topic, action)),
  ...(action !== 'reset' && { ariaPressed: session.controls.get(topic) === action }) }));

/**
 * Shows the strongest interests, those that have just risen first, and all with an interest control.
 *
 * @param {Session} session @param {(topic: string, action: string) => Promise<void>} onControl
 */
export function showInterests(session, onControl) {
  const noisyWeights = new Map((session.partnerProfile?.interests ?? []).map(
    (/** @type {any} */ interest) => [interest.topic, interest.weight]));
  const interests = session.profile.interests
    .filter((/** @type {any} */ interest, /** @type {number} */ index) =>
      index < MAX_INTERESTS || riseOf(session, interest) || session.controls.has(interest.topic))
    .sort((/** @type {any} */ a, /** @type {any} */ b) =>
      Number(Boolean(riseOf(session, b))) - Number(Boolean(riseOf(session, a))));
  refill($('interests'), interests.length
    ? interests.map((/** @type {any} */ interest) => interestRow(session, interest, noisyWeights, onControl))
    : [row(t('empty'), '', '', '')]);
  showPrivacyNote(session);
}

/**
 * @param {Session} session @param {any} interest @param {Map<any, any>} noisyWeights
 * @param {(topic: string, action: string) => Promise<void>} onControl
 */
function interestRow(session, interest, noisyWeights, onControl) {
  const element = row(interest.topic, weightText(session, interest), weight(noisyWeights.get(interest.topic)),
    controlButtons(session, interest.topic, onControl));
  element.dataset.topic = interest.topic;
  element.dataset.weight = interest.weight;
  return element;
}

/** @param {Session} session */
function showPrivacyNote({ partnerProfile }) {
  const privacy = partnerProfile?.privacy;
  $('privacy-note').textContent = privacy
    ? t('privacy', {
      epsilon: privacy.epsilon, noise: weight(privacy.noiseStd), odds: weight(Math.exp(privacy.epsilon)) })
    : t('notReleased');
}

/** Shows the interests over time. @param {Session} session */
export function showHistory(session) {
  if (!session.history) return;
  const risen = session.profile.interests.filter((/** @type {any} */ interest) => riseOf(session, interest));
  drawHistory($('interest-chart'), session.history, new Set(risen.map((/** @type {any} */ { topic }) => topic)));
}

/** Remembers the interest controls of a response. @param {Session} session @param {any} response */
export function rememberControls(session, response) {
  session.controls = new Map((response?.controls ?? []).map(
    (/** @type {any} */ { topic, action }) => [topic, action]));
}
