// @ts-check
import { $ } from './dom.js';
import { t } from './language.js';

/** Shows a message in the live region. @param {string} text */
export const showStatus = (text) => { $('status').textContent = text; };

/** Runs an action; its failure is shown in the live region. @param {() => unknown} action */
export async function attempt(action) {
  try {
    await action();
    return true;
  } catch (error) {
    showStatus(t('failed') + /** @type {Error} */ (error).message);
    return false;
  }
}
