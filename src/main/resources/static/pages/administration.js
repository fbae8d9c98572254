import { ask } from './api.js';
import { el, refill, row, scrolled, stamp } from './dom.js';
import { t } from './language.js';

/** Shows which keys there are, who asked for what, and the events that were refused with the reason. */
export async function showAdministration(key, element) {
  const [keys, audit, dead] = await Promise.all(['/v1/keys', '/v1/audit?limit=20', '/v1/dead-letters?limit=20'].map((path) => ask(key, 'GET', path)));
  refill(element, [
    ...list('keys', keys.keys.map((one) => row(one.id, one.kind, one.label))),
    ...list('audit', audit.entries.map((one) => row(stamp(one.at, 'medium'), one.actor, one.action, `${one.result ?? ''}`))),
    ...list('deadLetters', dead.deadLetters.map((one) => row(stamp(one.receivedAt, 'medium'), one.code, one.detail)))]);
}

const list = (title, rows) => [
  el('h3', t(title)),
  rows.length ? scrolled(t(title), el('tbody', rows)) : el('p', t('noneYet'))];
