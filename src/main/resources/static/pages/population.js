// @ts-check
import { getIfAllowed } from './api.js';
import { el, head, number, row, scrolled } from './dom.js';
import { listed, pair, t } from './language.js';

/**
 * Shows what is known about all people together: topics, segments, and noisy cohort statistics.
 *
 * @param {string} key @param {HTMLElement} element
 */
export async function showPopulation(key, element) {
  const [topics, segments, cohorts] = await Promise.all(
    ['/v1/topics', '/v1/segments', '/v1/cohorts'].map((path) => getIfAllowed(key, path)));
  const statistics = (await Promise.all((cohorts?.cohorts ?? []).map((/** @type {any} */ { name }) =>
    getIfAllowed(key, `/v1/cohorts/${encodeURIComponent(name)}`)))).filter(Boolean);
  element.replaceChildren(
    el('h3', t('topics')),
    el('p', listed(topics?.catalog?.topics ?? []) || t('empty')),
    el('h3', t('segments')),
    listOf((segments?.segments ?? []).map((/** @type {any} */ { name, rule }) => pair(name, rule))),
    el('h3', t('cohorts')),
    ...(statistics.length ? statistics.map(cohortDetails) : [el('p', t('empty'))]));
}

/** @param {string[]} texts */
const listOf = (texts) => (texts.length ? el('ul', texts.map((text) => el('li', text))) : el('p', t('empty')));

/** @param {any} statistic */
function cohortDetails({ cohort: { name, description }, releases }) {
  const [latest] = releases;
  const rows = (latest?.values ?? []).map((/** @type {any} */ { cohort, value }) =>
    row(cohort, `${number(value)} ± ${number(latest.noiseStd)}`));
  return el('details', [
    el('summary', description ? `${name} – ${description}` : name),
    rows.length
      ? scrolled(name, [head([t('group'), t('estimate')]), el('tbody', rows)])
      : el('p', t(latest ? 'noNamedGroup' : 'notReleasedYet'))]);
}
