// @ts-check
import { getIfAllowed } from './api.js';
import { colorOf, draw, drawCalibration } from './chart.js';
import { $, el, head, number, refill, row, scrolled, timeText } from './dom.js';
import { t } from './language.js';

const SWITCH_COLOR = '#777';
const COLUMNS = ['learner', 'examples', 'loss', 'recentLoss', 'calibrationError', 'weight'];

/**
 * Shows the learners of each target: a table, their losses before and after learning, and their calibration.
 *
 * @param {string} key @param {HTMLElement} element
 */
export async function showLearning(key, element) {
  const metrics = await getIfAllowed(key, `/v1/learning/metrics?hours=${$('period').value}`);
  const targets = (metrics?.targets ?? []).filter((/** @type {any} */ { learners }) =>
    learners.some((/** @type {any} */ { examples }) => examples > 0));
  refill(element, targets.length ? targets.map(section) : [el('p', t('nothingLearned'))]);
  targets.forEach(drawCharts);
}

/** @param {string} kind @param {any} target */
const chartId = (kind, target) => `${kind}-${target.target}`;

/** @param {any} target */
function section(target) {
  const chart = (/** @type {string} */ kind) => el('div', '', {
    id: chartId(kind, target), className: 'chart', role: 'img', ariaLabel: `${t(kind)}: ${target.target}` });
  const titledChart = (/** @type {string} */ kind) => el('div', [el('h4', t(kind)), chart(kind)]);
  return el('div', [
    el('h3', target.target),
    table(target),
    el('div', [titledChart('lossOverTime'), titledChart('trainingLoss')], { className: 'charts' }),
    el('ul', changes(target)),
    titledChart('calibration')]);
}

/** @param {any} target */
function table(target) {
  const rows = target.learners.map((/** @type {any} */ learner) => row(
    `${learner.learner}${learner.serves ? ` ★ ${t('serving')}` : ''}`, number(learner.examples),
    number(learner.progressiveLoss), number(learner.recent.loss), number(learner.calibrationError),
    number(learner.weight)));
  return scrolled(target.target, [head(COLUMNS.map((column) => t(column))), el('tbody', rows)]);
}

/** The name of a learner without its settings. @param {string} configuration */
const nameOf = (configuration) => configuration.split('(')[0];

/** The changes that the vertical lines of the charts mark, as text. @param {any} target */
function changes({ switches, learners }) {
  return [
    ...switches.map((/** @type {any} */ { at, from, to, examples }) => el('li', t('championSwitch', {
      time: timeText(at), to: nameOf(to), from: nameOf(from), examples: number(examples) }))),
    ...learners.flatMap((/** @type {any} */ { learner, drift }) => drift.map((/** @type {any} */ { at }) => el(
      'li', t('driftDetected', { time: timeText(at), learner }))))];
}

/** @param {any} target */
function drawCharts(target) {
  /** @type {any[]} */
  const learners = target.learners;
  /** @type {string[]} */
  const starts = learners.flatMap(({ overTime }) => overTime.map((/** @type {any} */ { from }) => from));
  const times = [...new Set(starts)].sort();
  const lines = (/** @type {string} */ measure) => learners.map(({ learner, overTime }) => {
    const losses = new Map(overTime.map((/** @type {any} */ bucket) => [bucket.from, bucket[measure]]));
    return { label: learner, values: times.map((time) => /** @type {number} */ (losses.get(time)) ?? null) };
  });
  const [tested, trained] = [lines('loss'), lines('trainingLoss')];
  const top = Math.max(0, ...[...tested, ...trained].flatMap(({ values }) => values.map(Number)));
  const marks = [
    ...target.switches.map((/** @type {any} */ { at }) => ({ at, color: SWITCH_COLOR })),
    ...learners.flatMap(({ drift }, index) => drift.map(
      (/** @type {any} */ { at }) => ({ at, color: colorOf(index) })))];
  draw($(chartId('lossOverTime', target)), times, tested, { marks, top });
  draw($(chartId('trainingLoss', target)), times, trained, { marks, top });
  drawCalibration(
    $(chartId('calibration', target)),
    learners.map(({ learner, reliability }) => ({ label: learner, bins: reliability })),
    { perfect: t('perfectCalibration'), predicted: t('predicted') });
}
