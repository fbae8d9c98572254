// @ts-check
import { request } from './api.js';
import { $, el } from './dom.js';
import { pair, t } from './language.js';
import { attempt } from './status.js';
import { titleOf } from './titles.js';

/** Items to try the service with; `name` is a translated text. */
const ITEMS = [
  { id: 'try-mug', name: 'mug', title: 'Blue mug', categories: ['kitchen/mug'], price: 7.95 },
  { id: 'try-ball', name: 'ball', title: 'Football', categories: ['sports/football'], price: 24 },
  { id: 'try-book', name: 'book', title: 'Novel', categories: ['books/novel'], price: 12 },
];
const TYPES = ['view', 'like', 'purchase'];

/** The name of an item in the language of the page, if it is one to try; otherwise its title. @param {string} id */
export function nameOf(id) {
  const item = ITEMS.find((candidate) => candidate.id === id);
  return item ? t(item.name) : titleOf(id);
}

/** Shows a button for each item and event type. @param {() => string} userOf the person whose events are sent */
export function showTryButtons(userOf) {
  const button = (/** @type {typeof ITEMS[0]} */ item, /** @type {string} */ type) =>
    el('button', pair(t(type), t(item.name)), {
      type: 'button', onclick: () => attempt(() => sendEvent(userOf(), item, type)) });
  $('try-buttons').replaceChildren(...ITEMS.flatMap((item) => TYPES.map((type) => button(item, type))));
}

/** @param {string} userId @param {typeof ITEMS[0]} item @param {string} type */
async function sendEvent(userId, { id, title, categories, price }, type) {
  await request('dev-catalogue', 'PUT', '/v1/items', { items: [{ id, title, categories, price }] });
  const value = type === 'purchase' ? { value: price } : {};
  await request('dev-write', 'POST', '/v1/events', { events: [
    { messageId: crypto.randomUUID(), userId, type, item: id, ...value, context: { channel: 'web' } }] });
}
