// @ts-check
import { $, el } from './dom.js';
import { nameOf } from './demo.js';
import { listed, t } from './language.js';
import { loadTitles } from './titles.js';
/** @import { Session } from './session.js' */

const MAX_REASONS = 3;

/** The reasons with the largest contributions; they are sorted by contribution. @param {any} item */
const topReasons = ({ reasons }) => reasons.slice(0, MAX_REASONS);

/** @param {any} reason */
const reasonText = (reason) => (reason.item ? nameOf(reason.item) : reason.topic ?? t(reason.feature));

/** Shows a few recommendations with their reasons. @param {Session} session */
export async function showRecommendations(session) {
  const list = await session.getIfAllowed(session.profilePath('/recommendations?purpose=shop&limit=6&explain=true'));
  /** @type {any[]} */
  const items = list?.items ?? [];
  $('recommendation-section').hidden = !items.length;
  await loadTitles(session.token, items.flatMap(
    (item) => [item.id, ...topReasons(item).map((/** @type {any} */ reason) => reason.item)]));
  $('recommendations').replaceChildren(...items.map((item) => el(
    'li', `${nameOf(item.id)} – ${t('because')} ${listed(topReasons(item).map(reasonText))}`)));
}
