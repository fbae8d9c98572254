export const $ = (id) => document.getElementById(id);

/** An element with text, or with children. */
export function el(name, content = '', attributes = {}) {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...[content].flat());
  return element;
}

export const row = (...cells) => el('tr', cells.map((cell) => el('td', cell)));

/** A table that is scrolled by itself where it is too wide, by keyboard too; `parts` are its head and body. */
export const scrolled = (label, parts) => el('div', el('table', parts), { className: 'scroll', tabIndex: 0, role: 'group', ariaLabel: label });

/** A weight, with as many digits everywhere, so that weights can be compared. */
export const weight = (value) => (value == null ? '–' : Number(value).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }));

export const moment = (time) => new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });

export const number = (value) => (value == null ? '–' : Number(value).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 3 }));
