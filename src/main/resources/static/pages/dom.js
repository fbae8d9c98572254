export const $ = (id) => document.getElementById(id);

/** An element with text, or with children. */
export function el(name, content = '', attributes = {}) {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...[content].flat());
  return element;
}

/** Puts other children in place; the focus stays on what has the same label. */
export function refill(element, children) {
  const label = element.contains(document.activeElement) && document.activeElement.ariaLabel;
  element.replaceChildren(...children);
  if (label) [...element.querySelectorAll('[aria-label]')].find((each) => each.ariaLabel === label)?.focus({ preventScroll: true });
}

export const row = (...cells) => el('tr', cells.map((cell) => el('td', cell)));

/** A table that is scrolled by itself where it is too wide, by keyboard too; `parts` are its head and body. */
export const scrolled = (label, parts) => el('div', el('table', parts), { className: 'scroll', tabIndex: 0, role: 'group', ariaLabel: label });

/** A weight, with as many digits everywhere, so that weights can be compared. */
export const weight = (value) => (value == null ? '–' : Number(value).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'negative' }));

export const moment = (time, timeStyle = 'short') => new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle });

/** The same as an element, which is not broken into lines. */
export const stamp = (time, timeStyle) => el('time', moment(time, timeStyle), { dateTime: time });

export const number = (value) => (value == null ? '–' : Number(value).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 3, signDisplay: 'negative' }));
