// @ts-check
// The translated texts, and the language and theme that the browser remembers.

/** @typedef {Record<string, string>} Texts */

/** @param {string} language @returns {Promise<Texts>} */
const load = async (language) => (await fetch(`/pages/texts.${language}.json`)).json();

const [en, zh] = await Promise.all([load('en'), load('zh')]);
/** @type {Record<string, Texts>} */
const TEXTS = { en, zh };
let language = localStorage.getItem('language') ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');

/**
 * The text of a key in the current language, with `{name}` replaced by `values.name`; the key itself if there is no
 * text.
 *
 * @param {string} key
 * @param {Record<string, string | number>} values
 */
export function t(key, values = {}) {
  const text = TEXTS[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => (name in values ? String(values[name]) : placeholder));
}

/** A name and its value, separated by a colon. @param {string} name @param {string} value */
export const pair = (name, value) => `${name}${t('colon')}${value}`;

/** An enumeration. @param {string[]} texts */
export const listed = (texts) => texts.join(t('comma'));

function translatePage() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.querySelectorAll('[data-t]').forEach((element) => {
    element.textContent = t(/** @type {HTMLElement} */ (element).dataset.t ?? '');
  });
  document.querySelectorAll('[data-t-label]').forEach((element) => {
    element.setAttribute('aria-label', t(/** @type {HTMLElement} */ (element).dataset.tLabel ?? ''));
  });
  document.title = [...document.querySelectorAll('h1')].map((title) => `${title.textContent} – Portrait`).join('');
}

/**
 * A select element; options without a text are translated.
 *
 * @param {string} name
 * @param {string[][]} options value and, if it is not translated, text
 * @param {string} chosen
 * @param {(value: string) => void} onChange
 */
function choice(name, options, chosen, onChange) {
  const select = document.createElement('select');
  select.id = name;
  select.dataset.tLabel = name;
  options.forEach(([value, text]) => {
    const option = new Option(text ?? t(value), value, false, value === chosen);
    if (!text) option.dataset.t = value;
    select.add(option);
  });
  select.addEventListener('change', () => onChange(select.value));
  return select;
}

/** @param {string} theme */
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('theme', theme);
}

/** Adds the selects of language and theme; `redraw` is called after either has changed. */
export function settings(redraw = () => {}) {
  const theme = localStorage.getItem('theme') ?? 'auto';
  setTheme(theme);
  document.getElementById('settings')?.append(
    choice('language', [['en', 'English'], ['zh', '中文']], language, (value) => {
      language = value;
      localStorage.setItem('language', value);
      translatePage();
      redraw();
    }),
    choice('theme', [['auto'], ['light'], ['dark']], theme, (value) => { setTheme(value); redraw(); }),
  );
  translatePage();
}
