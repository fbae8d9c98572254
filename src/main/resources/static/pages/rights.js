// @ts-check
import { getBytes } from './api.js';
import { $, el } from './dom.js';
import { t } from './language.js';
import { attempt } from './status.js';
/** @import { Session } from './session.js' */

/**
 * Shows the consent by purpose, and whether processing is paused.
 *
 * @param {Session} session @param {() => Promise<unknown>} onChange called after a decision was stored
 */
export async function showRights(session, onChange) {
  const [{ purposes }, { restricted }] = await Promise.all([
    session.get(session.subjectPath('/consent')), session.get(session.subjectPath('/restriction'))]);
  $('consent').querySelectorAll('label').forEach((/** @type {Element} */ label) => label.remove());
  $('consent').append(...Object.entries(purposes).map(
    ([purpose, permitted]) => consentLabel(session, purpose, permitted, onChange)));
  $('pause').checked = restricted;
}

/**
 * @param {Session} session @param {string} purpose @param {boolean} permitted
 * @param {() => Promise<unknown>} onChange
 */
function consentLabel(session, purpose, permitted, onChange) {
  const checkbox = el('input', '', { type: 'checkbox', checked: permitted, name: purpose });
  checkbox.onchange = () => attempt(
    () => decide(session, '/consent', { purposes: { [purpose]: checkbox.checked } }, onChange));
  return el('label', [checkbox, el('span', ` ${t(purpose)}`)]);
}

/** @param {Session} session @param {string} path @param {unknown} decision @param {() => Promise<unknown>} onChange */
async function decide(session, path, decision, onChange) {
  await session.send('PUT', session.subjectPath(path), decision);
  await onChange();
}

/**
 * Restricts the processing, or ends the restriction.
 *
 * @param {Session} session @param {boolean} restricted @param {() => Promise<unknown>} onChange
 */
export const restrict = (session, restricted, onChange) => decide(session, '/restriction', { restricted }, onChange);

/** Downloads everything that is stored about the person. @param {Session} session */
export async function downloadExport(session) {
  const bytes = await getBytes(session.token, session.subjectPath('/export?format=json'));
  const link = el('a', '', { href: URL.createObjectURL(bytes), download: 'portrait.json' });
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Erases the person. @param {Session} session */
export const erase = (session) => session.send('DELETE', session.subjectPath());
