// @ts-check
// @ts-ignore: served by the webjar, whose version is in pom.xml only
import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import { el, number, timeText } from './dom.js';
import { t } from './language.js';

/** @typedef {{label: string, values: (number | null)[]}} Line */
/** @typedef {{at: string, color: string}} Mark */
/** @typedef {{label: string, bins: {predicted: number, observed: number}[]}} CalibrationCurve */

const COLORS = ['#2b7bba', '#d9822b', '#2f9e5f', '#b0477f', '#7a68c9', '#8a8f26'];
const HEIGHT = 240;
const MAX_LINES = 6;
const DAY = 86400;
const MINUTE = 60;
const HALF_HOUR = 1800;
const MARGIN = 1.05;
/** @type {WeakMap<Element, any>} */
const charts = new WeakMap();

/** Resizes a chart with its element, for example when a phone is turned. */
const resizing = new ResizeObserver((entries) => entries.forEach(({ target, contentRect: { width } }) => {
  const chart = charts.get(target);
  if (chart && chart.width !== width) chart.setSize({ width, height: HEIGHT });
}));

/** @param {string} time */
const seconds = (time) => new Date(time).getTime() / 1000;

/** The color of the line with that index. @param {number} index */
export const colorOf = (index) => COLORS[index % COLORS.length];

/** @param {Element} element */
function axisOf(element) {
  const { color } = getComputedStyle(element);
  return {
    stroke: color,
    grid: { stroke: color.replace('rgb(', 'rgba(').replace(')', ', .15)') },
    values: (/** @type {any} */ _chart, /** @type {number[]} */ ticks) => ticks.map(number),
  };
}

/**
 * Labels of a time axis in the language of the page: days if the ticks are days apart, otherwise times of day.
 *
 * @param {any} _chart @param {number[]} ticks @param {any} _axis @param {any} _space @param {number} distance
 */
function timeLabels(_chart, ticks, _axis, _space, distance) {
  /** @type {Intl.DateTimeFormatOptions} */
  const format = distance >= DAY
    ? { month: 'short', day: 'numeric' }
    : { hour: 'numeric', minute: '2-digit', ...(distance < MINUTE && { second: '2-digit' }) };
  return ticks.map((tick) => (Number.isInteger(tick)
    ? new Date(tick * 1000).toLocaleString(document.documentElement.lang, format)
    : null));
}

/**
 * The value of a line in the legend: at the pointer, otherwise the last one.
 *
 * @param {any} chart @param {any} value @param {number} series @param {number | null} index
 */
const legendValue = (chart, value, series, index) =>
  (index == null ? chart.data?.[series]?.findLast((/** @type {any} */ each) => each != null) : value);

const timeSeries = () => ({
  label: t('time'),
  value: (/** @type {[any, any, number, number | null]} */ ...args) => {
    const value = legendValue(...args);
    return value == null ? '–' : timeText(value * 1000);
  },
});

/** @param {string} label @param {number} index @param {object} options */
const lineSeries = (label, index, options) => ({
  label,
  stroke: colorOf(index),
  width: 2,
  spanGaps: true,
  value: (/** @type {[any, any, number, number | null]} */ ...args) => number(legendValue(...args)),
  ...options,
});

/** Draws dashed vertical lines, one for each mark. @param {Mark[]} marks */
function verticalLines(marks) {
  return (/** @type {any} */ chart) => {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.setLineDash([6, 4]);
    marks.forEach(({ at, color }) => {
      const x = Math.round(chart.valToPos(seconds(at), 'x', true));
      if (x < bbox.left || x > bbox.left + bbox.width) return;
      ctx.strokeStyle = color;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    });
    ctx.restore();
  };
}

/** @param {HTMLElement} element @param {any[][]} data @param {any} options */
function plot(element, data, options) {
  const axis = axisOf(element);
  const isOverTime = options.scales.x.time ?? true;
  element.replaceChildren();
  element.dataset.points = String(data[0].length * (data.length - 1));
  charts.set(element, new uPlot({
    width: element.clientWidth,
    height: HEIGHT,
    axes: [{ ...axis, ...(isOverTime && { values: timeLabels }) }, axis],
    cursor: { drag: { x: false, y: false } },
    ...options,
  }, data, element));
  resizing.observe(element);
}

/** A range that contains 0. @param {any} _chart @param {number} min @param {number} max */
const rangeWithZero = (_chart, min, max) => [Math.min(0, min) * MARGIN, max > 0 ? max * MARGIN : 1];

/** A range of time that is never empty. @param {any} _chart @param {number} first @param {number} last */
const timeRange = (_chart, first, last) => (last > first ? [first, last] : [first - HALF_HOUR, last + HALF_HOUR]);

/**
 * Draws lines over time, in place of an earlier chart. With a `top` the scale is [0, top], so that charts can be
 * compared.
 *
 * @param {HTMLElement} element
 * @param {string[]} times
 * @param {Line[]} lines
 * @param {{marks?: Mark[], top?: number}} options
 */
export function draw(element, times, lines, { marks = [], top } = {}) {
  if (!times.length) return element.replaceChildren(el('p', t('emptyPeriod')));
  const points = { show: times.length < 30 };
  return plot(element, [times.map(seconds), ...lines.map(({ values }) => values)], {
    series: [timeSeries(), ...lines.map(({ label }, index) => lineSeries(label, index, { points }))],
    hooks: { draw: [verticalLines(marks)] },
    scales: { x: { range: timeRange }, y: { range: top ? [0, top * MARGIN] : rangeWithZero } },
  });
}

/**
 * Draws the strongest interests over time; `topics` are always among them.
 *
 * @param {HTMLElement} element
 * @param {{times: string[], interests: {topic: string, weights: number[]}[]}} history
 * @param {Set<string>} topics
 */
export function drawHistory(element, { times, interests }, topics = new Set()) {
  const sorted = [...interests.filter(({ topic }) => topics.has(topic)), ...interests];
  const selected = new Set([...new Set(sorted)].slice(0, MAX_LINES));
  draw(element, times, interests.filter((interest) => selected.has(interest))
    .map(({ topic, weights }) => ({ label: topic, values: weights })));
}

/**
 * Draws observed over predicted values. On the diagonal both agree.
 *
 * @param {HTMLElement} element
 * @param {CalibrationCurve[]} curves
 * @param {{perfect: string, predicted: string}} labels
 */
export function drawCalibration(element, curves, labels) {
  const tables = curves.map(
    ({ bins }) => [bins.map(({ predicted }) => predicted), bins.map(({ observed }) => observed)]);
  const predictions = tables.flatMap(([predicted]) => predicted);
  const diagonal = predictions.length ? [Math.min(...predictions), Math.max(...predictions)] : [0, 1];
  const value = (/** @type {any} */ _chart, /** @type {number} */ each) => number(each);
  const perfect = {
    label: labels.perfect,
    dash: [4, 4],
    stroke: getComputedStyle(element).color,
    width: 1,
    spanGaps: true,
    points: { show: false },
    value,
  };
  return plot(element, uPlot.join([[diagonal, diagonal], ...tables]), {
    scales: { x: { time: false } },
    series: [{ label: labels.predicted, value }, perfect,
      ...curves.map(({ label }, index) => lineSeries(label, index, { points: { show: true } }))],
  });
}
