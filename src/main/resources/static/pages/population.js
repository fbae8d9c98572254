import { askIfThere } from './api.js';
import { el, number, row } from './dom.js';
import { t } from './language.js';

/** Shows what is known of all people together: topics, segments, and cohorts with the noise that is in them. */
export async function showPopulation(key, element) {
  const [topics, segments, cohorts] = await Promise.all(['/v1/topics', '/v1/segments', '/v1/cohorts'].map((path) => askIfThere(key, path)));
  const released = await Promise.all((cohorts?.cohorts ?? []).map(({ name }) => askIfThere(key, `/v1/cohorts/${encodeURIComponent(name)}`)));
  element.replaceChildren(
    el('h3', t('topics')), el('p', (topics?.catalogue?.topics ?? []).join(', ') || '–'),
    el('h3', t('segments')), listOf((segments?.segments ?? []).map(({ name, rule }) => `${name}: ${rule}`)),
    el('h3', t('cohorts')), ...(released.some(Boolean) ? released.filter(Boolean).map(cohort) : [el('p', '–')]));
}

const listOf = (texts) => (texts.length ? el('ul', texts.map((text) => el('li', text))) : el('p', '–'));

function cohort({ cohort: { name, description }, releases }) {
  const [last] = releases;
  const rows = (last?.values ?? []).map((one) => row(one.cohort, `${number(one.value)} ± ${number(last.noiseStd)}`));
  return el('details', [el('summary', `${name} – ${description ?? ''}`), rows.length ? el('table', el('tbody', rows)) : el('p', t('notYet'))]);
}
