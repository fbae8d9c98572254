import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';

const COLOURS = ['#2b7bba', '#d9822b', '#2f9e5f', '#b0477f', '#7a68c9', '#8a8f26'];
const ink = () => getComputedStyle(document.documentElement).getPropertyValue('color') || '#888';

/** Draws lines over time; `lines` are {label, values}. Draws anew where there is a chart already. */
export function draw(element, times, lines) {
  const colour = getComputedStyle(element).color || ink();
  const axis = { stroke: colour, grid: { stroke: `${colour.replace('rgb(', 'rgba(').replace(')', ', .15)')}` } };
  element.replaceChildren();
  element.dataset.points = times.length * lines.length;
  return new uPlot({
    width: element.clientWidth, height: 240, axes: [axis, axis], cursor: { drag: { x: false, y: false } },
    series: [{}, ...lines.map((line, index) => ({ label: line.label, stroke: COLOURS[index % COLOURS.length], width: 2 }))],
  }, [times.map((time) => new Date(time).getTime() / 1000), ...lines.map((line) => line.values)], element);
}
