// @ts-check
import { showAdministration } from './administration.js';
import { get, getIfAllowed, mayRead, personPath } from './api.js';
import { draw, drawHistory } from './chart.js';
import { $, el, number } from './dom.js';
import { listed, pair, settings, t } from './language.js';
import { showLearning } from './learning.js';
import { showPopulation } from './population.js';
import { attempt, showStatus } from './status.js';

const POLL_MILLIS = 1000;
/** The metrics of the learners are read once in so many polls. */
const POLLS_PER_LEARNING = 10;
const MAX_SAMPLES = 120;

const keys = { internal: '', admin: '' };
/** @type {number | undefined} */
let timer;
/** Samples of the service's status. @type {any[]} */
let samples = [];

const anyKey = () => keys.internal || keys.admin;

async function poll() {
  samples = [...samples.slice(-MAX_SAMPLES), await get(anyKey(), '/v1/status')];
  showFigures(samples.at(-1));
  if (samples.length > 1) drawProgress();
  if (keys.internal && samples.length % POLLS_PER_LEARNING === 0) {
    await Promise.all([showLearning(keys.internal, $('learners')), showRejectedEvents()]);
  }
}

/** Polls again after each poll has ended, so that polls of a slow service do not overlap. */
function schedulePoll() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    if (await attempt(poll)) showStatus('');
    schedulePoll();
  }, POLL_MILLIS);
}

/** @param {any} status */
function showFigures({ position, waiting, lagSeconds, profiles, models }) {
  const figures = { journalPosition: position, waiting, lag: lagSeconds, profiles };
  $('figures').replaceChildren(...Object.entries(figures).map(
    ([name, value]) => el('div', [el('dt', t(name)), el('dd', number(value))])));
  $('model-lags').replaceChildren(...models.lags.map(showModelLag));
}

/** The age of what a model has learned, in seconds. @param {any} lag */
function showModelLag({ model, lagSeconds }) {
  return el('div', [el('dt', t(`model-${model}`)), el('dd', lagSeconds === null ? t('empty') : number(lagSeconds))]);
}

function drawProgress() {
  const later = samples.slice(1);
  const times = later.map(({ at }) => at);
  const seconds = (/** @type {number} */ i) => (Date.parse(later[i].at) - Date.parse(samples[i].at)) / 1000;
  const rates = later.map(({ position }, i) => (position - samples[i].position) / seconds(i));
  draw($('rate-chart'), times, [{ label: t('rate'), values: rates }]);
  draw($('backlog-chart'), times, [{ label: t('waiting'), values: later.map(({ waiting }) => waiting) }]);
  draw($('lag-chart'), times, [{ label: t('lag'), values: later.map(({ lagSeconds }) => lagSeconds) }]);
}

/** Shows how many events were rejected, by error code. */
async function showRejectedEvents() {
  const statistics = await getIfAllowed(anyKey(), '/v1/events/statistics');
  const counts = Object.entries(statistics?.rejected ?? {}).map(([code, count]) => `${code} ${number(count)}`);
  $('rejected-events').textContent = pair(t('deadLetters'), listed(counts) || t('empty'));
}

/** @param {string} user */
async function lookUp(user) {
  const [history, parameters] = await Promise.all([
    get(keys.internal, personPath('/v1/profiles', user, '/history')),
    get(keys.internal, personPath('/v1/profiles', user, '/parameters'))]);
  $('lookup-chart').hidden = false;
  drawHistory($('lookup-chart'), history);
  $('parameters').hidden = false;
  $('parameters').textContent = JSON.stringify(parameters, null, 1);
}

async function showSections() {
  $('learner-section').hidden = !keys.internal;
  $('lookup-section').hidden = !keys.internal;
  $('admin-section').hidden = !keys.admin;
  $('internal-key-note').hidden = Boolean(keys.internal);
  $('admin-key-note').hidden = Boolean(keys.admin);
  await Promise.all([
    showRejectedEvents(),
    showPopulation(anyKey(), $('population')),
    keys.internal && showLearning(keys.internal, $('learners')),
    keys.admin && showAdministration(keys.admin, $('admin-lists'))]);
}

/**
 * The first key that may read a path; empty if there is none. So a key may be typed into either field.
 *
 * @param {string} path @param {string[]} candidates
 */
async function firstKeyFor(path, candidates) {
  for (const key of candidates) {
    if (await mayRead(key, path)) return key;
  }
  return '';
}

async function open() {
  clearTimeout(timer);
  showStatus(t('loading'));
  samples = [];
  const candidates = [$('internal-key').value.trim(), $('admin-key').value.trim()].filter(Boolean);
  keys.internal = await firstKeyFor('/v1/learning/metrics', candidates);
  keys.admin = await firstKeyFor('/v1/keys', [...candidates].reverse());
  await poll();
  showStatus('');
  $('content').hidden = false;
  schedulePoll();
  await showSections();
}

/** @param {string} id @param {() => Promise<void>} action */
const onSubmit = (id, action) => $(id).addEventListener('submit', (/** @type {Event} */ event) => {
  event.preventDefault();
  attempt(action);
});

settings(() => { if (anyKey()) attempt(showSections); });
onSubmit('key-form', open);
onSubmit('lookup-form', () => lookUp($('lookup-user').value.trim()));
$('period').addEventListener('change', () => attempt(() => showLearning(keys.internal, $('learners'))));
