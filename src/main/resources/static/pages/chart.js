import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';
import { el, moment, number } from './dom.js';
import { t } from './language.js';

const COLOURS = ['#2b7bba', '#d9822b', '#2f9e5f', '#b0477f', '#7a68c9', '#8a8f26'];
const HEIGHT = 240;
const SHOWN_LINES = 6;
const DAY = 86400;
const MINUTE = 60;
const HALF_HOUR = 1800;
const charts = new WeakMap();

/** A chart follows the width of its element: a telephone is turned. */
const widths = new ResizeObserver((seen) => seen.forEach(({ target, contentRect: { width } }) => {
  const chart = charts.get(target);
  if (chart && chart.width !== width) chart.setSize({ width, height: HEIGHT });
}));

const seconds = (time) => new Date(time).getTime() / 1000;
export const colourOf = (index) => COLOURS[index % COLOURS.length];

function axisOf(element) {
  const { color } = getComputedStyle(element);
  return { stroke: color, grid: { stroke: color.replace('rgb(', 'rgba(').replace(')', ', .15)') }, values: (_chart, marks) => marks.map(number) };
}

/** Marks of a time axis as the page's language writes them: days where they are days apart, else times of day. */
function timeMarks(_chart, marks, _axis, _space, apart) {
  const format = apart >= DAY ? { month: 'short', day: 'numeric' } : { hour: 'numeric', minute: '2-digit', ...(apart < MINUTE && { second: '2-digit' }) };
  return marks.map((mark) => (Number.isInteger(mark) ? new Date(mark * 1000).toLocaleString(document.documentElement.lang, format) : null));
}

/** What the legend says of a line: its value where the pointer is, else the last one. */
const pointed = (chart, value, line, index) => (index == null ? chart.data?.[line]?.findLast((each) => each != null) : value);

const timeSeries = () => ({ label: t('when'), value: (...where) => { const at = pointed(...where); return at == null ? '–' : moment(at * 1000); } });
const line = (label, index, more) => ({ label, stroke: colourOf(index), width: 2, spanGaps: true, value: (...where) => number(pointed(...where)), ...more });

/** Dashed uprights in a time chart, each with its colour; they say when something happened. */
function uprights(marks) {
  return (chart) => {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.setLineDash([6, 4]);
    marks.forEach(({ at, colour }) => {
      const x = Math.round(chart.valToPos(seconds(at), 'x', true));
      if (x < bbox.left || x > bbox.left + bbox.width) return;
      ctx.strokeStyle = colour;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    });
    ctx.restore();
  };
}

function plot(element, data, options) {
  const axis = axisOf(element);
  const isOverTime = options.scales.x.time ?? true;
  element.replaceChildren();
  element.dataset.points = data[0].length * (data.length - 1);
  charts.set(element, new uPlot({ width: element.clientWidth, height: HEIGHT, axes: [{ ...axis, ...(isOverTime && { values: timeMarks }) }, axis], cursor: { drag: { x: false, y: false } }, ...options }, data, element));
  widths.observe(element);
}

/** From zero, or from below it where a value is; a line that is zero throughout lies at the bottom. */
const fromZero = (_chart, least, most) => [Math.min(0, least) * 1.05, most > 0 ? most * 1.05 : 1];
const around = (_chart, first, last) => (last > first ? [first, last] : [first - HALF_HOUR, last + HALF_HOUR]);

/**
 * Draws lines over time; `lines` are {label, values}, `marks` {at, colour}. With a `top` the scale goes from 0 to there, so that
 * charts can be compared. Draws anew where there is a chart already.
 */
export function draw(element, times, lines, { marks = [], top } = {}) {
  if (!times.length) return element.replaceChildren(el('p', t('nothingThen')));
  return plot(element, [times.map(seconds), ...lines.map((line) => line.values)], {
    series: [timeSeries(), ...lines.map(({ label }, index) => line(label, index, { points: { show: times.length < 30 } }))],
    hooks: { draw: [uprights(marks)] },
    scales: { x: { range: around }, y: { range: top ? [0, top * 1.05] : fromZero } },
  });
}

/** Draws the course of a profile's strongest interests; those of `wanted` topics are among them. */
export function drawHistory(element, { times, interests }, wanted = new Set()) {
  const chosen = [...new Set([...interests.filter(({ topic }) => wanted.has(topic)), ...interests])].slice(0, SHOWN_LINES);
  draw(element, times, interests.filter((interest) => chosen.includes(interest)).map(({ topic, weights }) => ({ label: topic, values: weights })));
}

/** Draws what was observed over what was predicted; `curves` are {label, bins: [{predicted, observed}]}. On the diagonal both agree. */
export function drawCalibration(element, curves, labels) {
  const tables = curves.map(({ bins }) => [bins.map((bin) => bin.predicted), bins.map((bin) => bin.observed)]);
  const ends = tables.flatMap(([predicted]) => predicted);
  const diagonal = ends.length ? [Math.min(...ends), Math.max(...ends)] : [0, 1];
  const dotted = { label: labels.perfect, dash: [4, 4], stroke: getComputedStyle(element).color, width: 1, spanGaps: true, points: { show: false }, value: (_chart, value) => number(value) };
  return plot(element, uPlot.join([[diagonal, diagonal], ...tables]), {
    scales: { x: { time: false } },
    series: [{ label: labels.predicted, value: (_chart, value) => number(value) }, dotted, ...curves.map(({ label }, index) => line(label, index, { points: { show: true } }))],
  });
}
