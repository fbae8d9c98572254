// @ts-check
import { get } from './api.js';

const MAX_IDS = 100;
/** @type {Map<string, string>} */
const titles = new Map();

/** Loads the titles of items that are not known yet. @param {string} key @param {(string | undefined)[]} ids */
export async function loadTitles(key, ids) {
  const unknown = [...new Set(ids)].filter((id) => id !== undefined && id !== '')
    .map(String).filter((id) => !titles.has(id)).slice(0, MAX_IDS);
  if (unknown.length) {
    const { items } = await get(key, `/v1/items?${unknown.map((id) => `id=${encodeURIComponent(id)}`).join('&')}`);
    unknown.forEach((id) => titles.set(id, id));
    items.forEach((/** @type {any} */ { id, content }) => titles.set(id, content.title ?? id));
  }
}

/** The title of an item; its id if the catalog has no title. @param {string} id */
export const titleOf = (id) => titles.get(id) ?? id;
