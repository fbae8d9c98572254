import { ask, askIfThere, bytes, stream } from './api.js';
import { drawHistory } from './chart.js';
import { $, el, number, refill, row, stamp, weight } from './dom.js';
import { listed, pair, settings, t } from './language.js';
import { learnTitles, titleOf } from './titles.js';

const RETRY_MILLIS = 2000;
const SHOWN_INTERESTS = 30;
const LEAST_RISE = 0.005;
const MOST_REASONS = 3;
const ITEMS = [
  { id: 'try-mug', name: 'mug', title: 'Blue mug', categories: ['kitchen/mug'], price: 7.95 },
  { id: 'try-ball', name: 'ball', title: 'Football', categories: ['sports/football'], price: 24 },
  { id: 'try-book', name: 'book', title: 'Novel', categories: ['books/novel'], price: 12 },
];

let me = null; // {user, token, development, live, shown, before, said, outside, history, events}

const path = (rest = '') => `/v1/profiles/${encodeURIComponent(me.user)}${rest}`;
const right = (rest) => `/v1/subjects/${encodeURIComponent(me.user)}${rest}`;
/** What an item is called; those to try are in the page's language. */
const called = (id) => ITEMS.filter((item) => item.id === id).map(({ name }) => t(name))[0] ?? titleOf(id);
const say = (text) => { $('status').textContent = text; };

/** Who a token is for, as it says itself; the service checks it, this only reads. */
function subjectOf(token) {
  const bytesOf = Uint8Array.from(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytesOf)).sub;
}

async function attempt(action) {
  try {
    await action();
  } catch (refusal) {
    say(t('failed') + refusal.message);
  }
}

async function open(token, development) {
  me?.live.abort();
  say(t('loading'));
  me = { user: subjectOf(token), token, development, live: new AbortController(), said: new Map() };
  $('profile').hidden = false;
  $('try').hidden = !development;
  await Promise.all([showRights(), hearSaid()]);
  follow(me);
}

async function openAs(user) {
  const { token } = await ask('dev-internal', 'POST', `/v1/subjects/${encodeURIComponent(user)}/tokens`);
  await open(token, true);
}

/** Keeps a stream open for as long as this person is looked at. */
async function follow(who) {
  while (!who.live.signal.aborted) {
    try {
      await stream(who.token, path('/stream'), who.live.signal, (name, profile) => attempt(() => (name === 'gone' ? gone() : show(profile))));
    } catch (refusal) {
      if (who.live.signal.aborted) return;
      if (refusal.status === 404) return gone();
      if (refusal.status === 401) return say(t('ended'));
    }
    if (who.live.signal.aborted) return;
    say(t('away'));
    await new Promise((done) => { setTimeout(done, RETRY_MILLIS); });
  }
}

function gone() {
  me.live.abort();
  $('profile').hidden = true;
  say(t('gone'));
}

async function show(profile) {
  if (me.shown?.eventsSeen < profile.eventsSeen) {
    me.before = new Map(me.shown.interests.map((interest) => [interest.topic, interest.weight]));
  }
  me.shown = profile;
  say(`${t('live')} · ${profile.userId}`);
  $('seen').textContent = profile.eventsSeen;
  showInterests();
  const [history, events] = await Promise.all([
    ask(me.token, 'GET', path('/history')), ask(me.token, 'GET', path('/events?limit=20')), showOutside(), showRecommendations()]);
  me.history = history;
  showHistory();
  await learnTitles(me.token, events.events.map((event) => event.item));
  me.events = events.events;
  showEvidence();
}

/** What was inferred from each event, and of the last one in a sentence. */
function showEvidence() {
  const [last] = me.events;
  $('latest').textContent = last ? t('latest', { what: whatOf(last), says: saidBy(last) }) : '';
  $('evidence').replaceChildren(...me.events.map((event) => row(stamp(event.timestamp), whatOf(event), saidBy(event))));
}

const whatOf = (event) => [t(`did-${event.type}`), event.item ? called(event.item) : event.query ?? ''].join(' ');
const saidBy = (event) => listed(event.inferred.map((one) => `${one.topic} ${signed(one.weight)}`)) || '–';
const signed = (change) => `${change > 0 ? '+' : ''}${number(change)}`;

/** By how much the last event that arrived has raised an interest; 0 if hardly. */
function riseOf({ topic, weight: now }) {
  const rise = me.before ? now - (me.before.get(topic) ?? 0) : 0;
  return rise > LEAST_RISE ? rise : 0;
}

const risen = (interest) => `${weight(interest.weight)}${riseOf(interest) ? ` ▲ +${weight(riseOf(interest))}` : ''}`;

/** What has just risen comes first, and what the person has spoken of is not left out. */
function showInterests() {
  const outside = new Map((me.outside?.interests ?? []).map((interest) => [interest.topic, interest.weight]));
  const interests = me.shown.interests
    .filter((interest, place) => place < SHOWN_INTERESTS || riseOf(interest) || me.said.has(interest.topic))
    .sort((one, other) => Boolean(riseOf(other)) - Boolean(riseOf(one)));
  refill($('interests'), interests.length ? interests.map((interest) => {
    const line = row(interest.topic, risen(interest), weight(outside.get(interest.topic)), corrections(interest.topic));
    line.dataset.topic = interest.topic;
    line.dataset.weight = interest.weight;
    return line;
  }) : [row(t('noneYet'), '', '', '')]);
  const privacy = me.outside?.privacy;
  $('privacy').textContent = privacy
    ? t('privacy', { epsilon: privacy.epsilon, noise: weight(privacy.noiseStd), odds: weight(Math.exp(privacy.epsilon)) })
    : t('notReleased');
}

async function showOutside() {
  me.outside = await askIfThere(me.token, path('?audience=partner'));
  showInterests();
}

function showHistory() {
  if (me?.history) {
    drawHistory($('chart'), me.history, new Set(me.shown.interests.filter(riseOf).map(({ topic }) => topic)));
  }
}

async function showRecommendations() {
  const answer = await askIfThere(me.token, path('/recommendations?purpose=shop&limit=6&explain=true'));
  $('recommended').hidden = !answer?.items.length;
  const items = answer?.items ?? [];
  await learnTitles(me.token, items.flatMap((item) => [item.id, ...strongest(item).map((reason) => reason.item)]));
  $('recommendations').replaceChildren(...items.map((item) => el('li', `${called(item.id)} – ${t('because')} ${reasonsOf(item)}`)));
}

/** The reasons that weigh most; they come in that order. */
const strongest = ({ reasons }) => reasons.slice(0, MOST_REASONS);
const reasonsOf = (item) => listed(strongest(item).map((reason) => (reason.item ? called(reason.item) : reason.topic ?? t(reason.feature))));

/** The ways to say that a topic is wrong, or more right than is known; what was said is pressed. */
const corrections = (topic) => ['less', 'more', 'never', 'reset'].map((action) => el('button', t(action), {
  type: 'button', className: 'small', ariaLabel: pair(t(action), topic), onclick: () => attempt(() => correct(topic, action)),
  ...(action !== 'reset' && { ariaPressed: me.said.get(topic) === action }) }));

const learnSaid = (answer) => { me.said = new Map((answer?.corrections ?? []).map(({ topic, action }) => [topic, action])); };

async function hearSaid() {
  learnSaid(await askIfThere(me.token, path('/interests')));
}

async function correct(topic, action) {
  learnSaid(await ask(me.token, 'PATCH', path('/interests'), { topic, action }));
  say(t('corrected', { action: t(action), topic }));
  showInterests();
  await showRecommendations();
}

async function showRights() {
  const [{ purposes }, { restricted }] = await Promise.all([ask(me.token, 'GET', right('/consent')), ask(me.token, 'GET', right('/restriction'))]);
  $('consent').querySelectorAll('label').forEach((label) => label.remove());
  $('consent').append(...Object.entries(purposes).map(([purpose, given]) => el('label', [
    el('input', '', { type: 'checkbox', checked: given, name: purpose, onchange: ({ target }) => attempt(() => decide('/consent', { purposes: { [purpose]: target.checked } })) }),
    el('span', ` ${t(purpose)}`)])));
  $('pause').checked = restricted;
}

/** What others are shown, and what is recommended, hangs on what the person decides. */
async function decide(what, decision) {
  await ask(me.token, 'PUT', right(what), decision);
  await Promise.all([showOutside(), showRecommendations()]);
}

function offerItems() {
  $('strip').replaceChildren(...ITEMS.flatMap((item) => ['view', 'like', 'purchase'].map((type) => el('button', pair(t(type), t(item.name)), {
    type: 'button', onclick: () => attempt(() => post(item, type)) }))));
}

async function post({ id, title, categories, price }, type) {
  await ask('dev-write', 'PUT', '/v1/items', { items: [{ id, title, categories, price }] });
  await ask('dev-write', 'POST', '/v1/events', { events: [{
    messageId: crypto.randomUUID(), userId: me.user, type, item: id, ...(type === 'purchase' && { value: price }), context: { channel: 'web' } }] });
}

async function save() {
  const link = el('a', '', { href: URL.createObjectURL(await bytes(me.token, right('/export?format=json'))), download: 'portrait.json' });
  link.click();
  URL.revokeObjectURL(link.href);
}

async function start() {
  settings(() => { offerItems(); if (me?.shown) { showInterests(); showHistory(); if (me.events) showEvidence(); attempt(showRights); attempt(showRecommendations); } });
  offerItems();
  $('enter').addEventListener('submit', (event) => { event.preventDefault(); attempt(() => open($('token').value.trim(), !$('demo').hidden)); });
  $('as').addEventListener('click', () => attempt(() => openAs($('user').value)));
  $('pause').addEventListener('change', ({ target }) => attempt(() => decide('/restriction', { restricted: target.checked })));
  $('export').addEventListener('click', () => attempt(save));
  $('erase').addEventListener('click', () => $('sure').showModal());
  $('no').addEventListener('click', () => $('sure').close());
  $('yes').addEventListener('click', () => attempt(async () => { $('sure').close(); await ask(me.token, 'DELETE', right('')); gone(); }));
  const mode = await ask('', 'GET', '/pages/mode');
  $('demo').hidden = !mode.development;
  mode.users.forEach((user) => $('user').add(new Option(user, user)));
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    history.replaceState(null, '', location.pathname);
    await open(given, mode.development);
  }
}

attempt(start);
