import { askIfThere } from './api.js';
import { el, number, row, scrolled } from './dom.js';
import { listed, pair, t } from './language.js';

/** Shows what is known of all people together: topics, segments, and cohorts with the noise that is in them. */
export async function showPopulation(key, element) {
  const [topics, segments, cohorts] = await Promise.all(['/v1/topics', '/v1/segments', '/v1/cohorts'].map((path) => askIfThere(key, path)));
  const released = await Promise.all((cohorts?.cohorts ?? []).map(({ name }) => askIfThere(key, `/v1/cohorts/${encodeURIComponent(name)}`)));
  element.replaceChildren(
    el('h3', t('topics')), el('p', listed(topics?.catalogue?.topics ?? []) || t('noneYet')),
    el('h3', t('segments')), listOf((segments?.segments ?? []).map(({ name, rule }) => pair(name, rule))),
    el('h3', t('cohorts')), ...(released.some(Boolean) ? released.filter(Boolean).map(cohort) : [el('p', t('noneYet'))]));
}

const listOf = (texts) => (texts.length ? el('ul', texts.map((text) => el('li', text))) : el('p', t('noneYet')));

function cohort({ cohort: { name, description }, releases }) {
  const [last] = releases;
  const rows = (last?.values ?? []).map((one) => row(one.cohort, `${number(one.value)} ± ${number(last.noiseStd)}`));
  const head = el('thead', el('tr', ['group', 'estimate'].map((column) => el('th', t(column), { scope: 'col' }))));
  return el('details', [
    el('summary', description ? `${name} – ${description}` : name),
    rows.length ? scrolled(name, [head, el('tbody', rows)]) : el('p', t(last ? 'tooFew' : 'notYet'))]);
}
