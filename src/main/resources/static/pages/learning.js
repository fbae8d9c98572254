import { askIfThere } from './api.js';
import { colourOf, draw, drawCalibration } from './chart.js';
import { $, el, moment, number, refill, row, scrolled } from './dom.js';
import { t } from './language.js';

const SWITCH_COLOUR = '#777';

/** Shows every target's learners: a table, the losses over time before and after learning, and how honest the predictions are. */
export async function showLearning(key, element) {
  const answer = await askIfThere(key, `/v1/learning/metrics?hours=${$('hours').value}`);
  const targets = (answer?.targets ?? []).filter((target) => target.learners.some((learner) => learner.examples > 0));
  refill(element, targets.length ? targets.map(section) : [el('p', t('nothingLearned'))]);
  targets.forEach(drawCharts);
}

const chartId = (kind, target) => `${kind}-${target.target}`;

function section(target) {
  const titled = (kind) => el('div', [
    el('h4', t(kind)), el('div', '', { id: chartId(kind, target), className: 'chart', role: 'img', ariaLabel: `${t(kind)}: ${target.target}` })]);
  return el('div', [
    el('h3', target.target), table(target),
    el('div', [titled('lossOverTime'), titled('trainingLoss')], { className: 'charts' }), el('ul', events(target)),
    titled('calibration')]);
}

function table(target) {
  const head = el('thead', el('tr', ['learner', 'examples', 'loss', 'recentLoss', 'calibrationError', 'weight'].map((name) => el('th', t(name), { scope: 'col' }))));
  const rows = target.learners.map((one) => row(
    `${one.learner}${one.serves ? ` ★ ${t('serves')}` : ''}`, number(one.examples), number(one.progressiveLoss), number(one.recent.loss), number(one.calibrationError), number(one.weight)));
  return scrolled(target.target, [head, el('tbody', rows)]);
}

/** A learner without its configuration. */
const nameOf = (learner) => learner.split('(')[0];

/** What the uprights of the chart stand for, in words too. */
function events(target) {
  return [
    ...target.switches.map((change) => el('li', t('switched', { when: moment(change.at), to: nameOf(change.to), from: nameOf(change.from), examples: number(change.examples) }))),
    ...target.learners.flatMap((one) => one.drift.map((drift) => el('li', t('drifted', { when: moment(drift.at), learner: one.learner }))))];
}

function drawCharts(target) {
  const times = [...new Set(target.learners.flatMap((one) => one.overTime.map((stretch) => stretch.from)))].sort();
  const lines = (measure) => target.learners.map((one) => {
    const losses = new Map(one.overTime.map((stretch) => [stretch.from, stretch[measure]]));
    return { label: one.learner, values: times.map((time) => losses.get(time) ?? null) };
  });
  const [tested, trained] = [lines('loss'), lines('trainingLoss')];
  const top = Math.max(0, ...[...tested, ...trained].flatMap(({ values }) => values));
  const marks = [
    ...target.switches.map(({ at }) => ({ at, colour: SWITCH_COLOUR })),
    ...target.learners.flatMap((one, index) => one.drift.map(({ at }) => ({ at, colour: colourOf(index) })))];
  draw(document.getElementById(chartId('lossOverTime', target)), times, tested, { marks, top });
  draw(document.getElementById(chartId('trainingLoss', target)), times, trained, { marks, top });
  drawCalibration(
    document.getElementById(chartId('calibration', target)),
    target.learners.map((one) => ({ label: one.learner, bins: one.reliability })),
    { perfect: t('perfect'), predicted: t('predicted') });
}
