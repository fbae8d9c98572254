// @ts-check
import { get } from './api.js';
import { showTryButtons } from './demo.js';
import { $ } from './dom.js';
import { showEvidence } from './evidence.js';
import { rememberControls, showHistory, showInterests } from './interests.js';
import { settings, t } from './language.js';
import { showRecommendations } from './recommendations.js';
import { downloadExport, erase, restrict, showRights } from './rights.js';
import { developmentToken, Session } from './session.js';
import { attempt, showStatus } from './status.js';
import { loadTitles } from './titles.js';

/** @type {any} */
let session = null;

/** @param {string} token @param {boolean} development whether events may be sent with the development key */
async function open(token, development) {
  session?.close();
  showStatus(t('loading'));
  session = new Session(token);
  $('profile').hidden = false;
  $('try-section').hidden = !development;
  await Promise.all([showRights(session, showConsequences), loadControls()]);
  session.follow({
    onEvent: (/** @type {string} */ name, /** @type {any} */ data) =>
      attempt(() => (name === 'gone' ? showGone() : showProfile(data))),
    onGone: showGone,
    onExpired: () => showStatus(t('accessExpired')),
    onLost: () => showStatus(t('reconnecting')),
  });
}

function showGone() {
  session.close();
  $('profile').hidden = true;
  showStatus(t('profileGone'));
}

/** @param {any} profile */
async function showProfile(profile) {
  session.update(profile);
  showStatus(`${t('liveUpdates')} · ${profile.userId}`);
  $('event-count').textContent = profile.eventsSeen;
  showInterests(session, control);
  const [history, events] = await Promise.all([
    session.get(session.profilePath('/history')),
    session.get(session.profilePath('/events?limit=20')),
    showConsequences()]);
  session.history = history;
  showHistory(session);
  await loadTitles(session.token, events.events.map((/** @type {any} */ event) => event.item));
  session.events = events.events;
  showEvidence(session);
}

/** Shows what depends on the decisions of the person: the profile of outside readers, and the recommendations. */
const showConsequences = () => Promise.all([showPartnerProfile(), showRecommendations(session)]);

async function showPartnerProfile() {
  session.partnerProfile = await session.getIfAllowed(session.profilePath('?audience=partner'));
  if (session.profile) showInterests(session, control);
}

async function loadControls() {
  rememberControls(session, await session.getIfAllowed(session.profilePath('/interests')));
}

/** @param {string} topic @param {string} action */
async function control(topic, action) {
  rememberControls(session, await session.send('PATCH', session.profilePath('/interests'), { topic, action }));
  showStatus(t('controlSaved', { action: t(action), topic }));
  showInterests(session, control);
  await showRecommendations(session);
}

function redraw() {
  showTryButtons(() => session.user);
  if (!session?.profile) return;
  showInterests(session, control);
  showHistory(session);
  showEvidence(session);
  attempt(() => showRights(session, showConsequences));
  attempt(() => showRecommendations(session));
}

/** @param {string} id @param {string} type @param {(event: any) => unknown} action */
const listen = (id, type, action) => $(id).addEventListener(type, (/** @type {Event} */ event) => {
  if (type === 'submit') event.preventDefault();
  attempt(() => action(event));
});

async function start() {
  settings(redraw);
  redraw();
  listen('access-form', 'submit', () => open($('token').value.trim(), !$('demo-access').hidden));
  listen('demo-button', 'click', async () => open(await developmentToken($('demo-user').value), true));
  listen('pause', 'change', ({ target }) => restrict(session, target.checked, showConsequences));
  listen('export-button', 'click', () => downloadExport(session));
  listen('erase-button', 'click', () => $('confirm-dialog').showModal());
  listen('cancel-button', 'click', () => $('confirm-dialog').close());
  listen('confirm-button', 'click', async () => {
    $('confirm-dialog').close();
    await erase(session);
    showGone();
  });
  const mode = await get('', '/pages/mode');
  $('demo-access').hidden = !mode.development;
  mode.users.forEach((/** @type {string} */ user) => $('demo-user').add(new Option(user, user)));
  takeTokenOfLink();
  window.addEventListener('hashchange', () => attempt(takeTokenOfLink));
}

/**
 * Takes the token of a link out of the address and into the form. It is not used before the reader agrees: a link
 * of somebody else could otherwise show that person's profile, and what the reader then states would be theirs.
 */
function takeTokenOfLink() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  history.replaceState(null, '', location.pathname);
  $('token').value = token;
  showStatus(t('linkOpens', { user: new Session(token).user }));
  $('open-button').focus();
}

attempt(start);
