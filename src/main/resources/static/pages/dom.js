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

export const number = (value) => (value == null ? '–' : Number(value).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 3 }));
