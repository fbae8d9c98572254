// @ts-check

/** The element with that id. Any kind of element: callers know which. @param {string} id @returns {any} */
export const $ = (id) => document.getElementById(id);

/** @typedef {string | Node} Child */

/**
 * An element with text, or with children.
 *
 * @param {string} name
 * @param {Child | Child[]} content
 * @param {object} attributes
 * @returns {any}
 */
export function el(name, content = '', attributes = {}) {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...[content].flat());
  return element;
}

/**
 * Replaces the children; the focus stays on the element with the same label.
 *
 * @param {HTMLElement} element
 * @param {Node[]} children
 */
export function refill(element, children) {
  const label = element.contains(document.activeElement) && document.activeElement?.ariaLabel;
  element.replaceChildren(...children);
  if (label) {
    const labelled = /** @type {HTMLElement[]} */ ([...element.querySelectorAll('[aria-label]')]);
    labelled.find((candidate) => candidate.ariaLabel === label)?.focus({ preventScroll: true });
  }
}

/** A row of a table. @param {(Child | Child[])[]} cells */
export const row = (...cells) => el('tr', cells.map((cell) => el('td', cell)));

/** The head of a table. @param {string[]} titles */
export const head = (titles) => el('thead', el('tr', titles.map((title) => el('th', title, { scope: 'col' }))));

/** A table that scrolls, also by keyboard, if it is too wide. @param {string} label @param {Child | Child[]} parts */
export const scrolled = (label, parts) =>
  el('div', el('table', parts), { className: 'scroll', tabIndex: 0, role: 'group', ariaLabel: label });

const locale = () => document.documentElement.lang;

/** A weight with two decimals, so that weights can be compared. @param {number | undefined} value */
export const weight = (value) => (value == null ? '–' : Number(value).toLocaleString(
  locale(), { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'negative' }));

/** A number with at most three decimals. @param {number | null | undefined} value */
export const number = (value) => (value == null ? '–' : Number(value).toLocaleString(
  locale(), { maximumFractionDigits: 3, signDisplay: 'negative' }));

/** A time as text. @param {string | number} time @param {'short' | 'medium'} timeStyle */
export const timeText = (time, timeStyle = 'short') =>
  new Date(time).toLocaleString(locale(), { dateStyle: 'medium', timeStyle });

/** A time as an element. @param {string} time @param {'short' | 'medium'} [timeStyle] */
export const timeElement = (time, timeStyle) => el('time', timeText(time, timeStyle), { dateTime: time });
