import { askIfThere } from './api.js';
import { colourOf, draw, drawCalibration } from './chart.js';
import { el, number, row, scrolled } from './dom.js';
import { t } from './language.js';

const SWITCH_COLOUR = '#777';

/** Shows every target's learners: a table, the loss of each stretch of time before it was learned, and how honest the predictions are. */
export async function showLearning(key, element) {
  const answer = await askIfThere(key, '/v1/learning/metrics');
  const targets = (answer?.targets ?? []).filter((target) => target.learners.some((learner) => learner.examples > 0));
  element.replaceChildren(...(targets.length ? targets.map(section) : [el('p', t('nothingLearned'))]));
  targets.forEach(drawCharts);
}

const chartId = (kind, target) => `${kind}-${target.target}`;

function section(target) {
  const chart = (kind) => el('div', '', { id: chartId(kind, target), className: 'chart', role: 'img', ariaLabel: `${t(kind)}: ${target.target}` });
  return el('div', [
    el('h3', target.target), table(target),
    el('h4', t('lossOverTime')), chart('lossOverTime'), el('ul', events(target)),
    el('h4', t('calibration')), chart('calibration')]);
}

function table(target) {
  const head = el('thead', el('tr', ['learner', 'examples', 'loss', 'recentLoss', 'calibrationError', 'weight'].map((name) => el('th', t(name), { scope: 'col' }))));
  const rows = target.learners.map((one) => row(
    `${one.learner}${one.serves ? ` ★ ${t('serves')}` : ''}`, number(one.examples), number(one.progressiveLoss), number(one.recent.loss), number(one.calibrationError), number(one.weight)));
  return scrolled(target.target, [head, el('tbody', rows)]);
}

/** What the uprights of the chart stand for, in words too. */
function events(target) {
  const at = (time) => new Date(time).toLocaleString(document.documentElement.lang);
  return [
    ...target.switches.map((change) => el('li', `${at(change.at)}: ${t('championIs')} ${change.to} (${t('before')} ${change.from}, ${number(change.examples)} ${t('examples')})`)),
    ...target.learners.flatMap((one) => one.drift.map((drift) => el('li', `${at(drift.at)}: ${t('driftOf')} ${one.learner}`)))];
}

function drawCharts(target) {
  const times = [...new Set(target.learners.flatMap((one) => one.overTime.map((stretch) => stretch.from)))].sort();
  const lines = target.learners.map((one) => {
    const losses = new Map(one.overTime.map((stretch) => [stretch.from, stretch.loss]));
    return { label: one.learner, values: times.map((time) => losses.get(time) ?? null) };
  });
  const marks = [
    ...target.switches.map(({ at }) => ({ at, colour: SWITCH_COLOUR })),
    ...target.learners.flatMap((one, index) => one.drift.map(({ at }) => ({ at, colour: colourOf(index) })))];
  draw(document.getElementById(chartId('lossOverTime', target)), times, lines, marks);
  drawCalibration(
    document.getElementById(chartId('calibration', target)),
    target.learners.map((one) => ({ label: one.learner, bins: one.reliability })),
    { perfect: t('perfect'), predicted: t('predicted') });
}
