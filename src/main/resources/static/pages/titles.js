import { ask } from './api.js';

const MOST = 100;
const titles = new Map();

/** Asks for the titles of items that are not known yet, at most once for each. */
export async function learnTitles(key, ids) {
  const unknown = [...new Set(ids)].filter((id) => id && !titles.has(id)).slice(0, MOST);
  if (unknown.length) {
    const { items } = await ask(key, 'GET', `/v1/items?${unknown.map((id) => `id=${encodeURIComponent(id)}`).join('&')}`);
    unknown.forEach((id) => titles.set(id, id));
    items.forEach(({ id, content }) => titles.set(id, content.title ?? id));
  }
}

/** An item's title; the id, where the catalogue has none. */
export const titleOf = (id) => titles.get(id) ?? id;
