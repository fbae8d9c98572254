import { showAdministration } from './administration.js';
import { ask, askIfThere, maySee } from './api.js';
import { draw, drawHistory } from './chart.js';
import { $, el, number } from './dom.js';
import { listed, pair, settings, t } from './language.js';
import { showLearning } from './learning.js';
import { showPopulation } from './population.js';

const EVERY_MILLIS = 1000;
const LEARNING_EVERY = 10;
const KEPT = 120;

const keys = { internal: '', admin: '' };
let timer = 0;
let readings = [];

const anyKey = () => keys.internal || keys.admin;

async function attempt(action) {
  try {
    await action();
    $('status').textContent = '';
  } catch (refusal) {
    $('status').textContent = t('failed') + refusal.message;
  }
}

async function read() {
  readings = [...readings.slice(-KEPT), await ask(anyKey(), 'GET', '/v1/operations')];
  const now = readings.at(-1);
  showFigures([['accepted', now.position], ['waiting', now.waiting], ['lag', now.lagSeconds], ['profiles', now.profiles]]);
  if (readings.length > 1) {
    drawProgress();
  }
  if (keys.internal && readings.length % LEARNING_EVERY === 0) {
    await Promise.all([showLearning(keys.internal, $('learners')), showArrivals()]);
  }
}

function showFigures(figures) {
  $('figures').replaceChildren(...figures.map(([name, value]) => el('div', [el('dt', t(name)), el('dd', number(value))])));
}

function drawProgress() {
  const later = readings.slice(1);
  const times = later.map((reading) => reading.at);
  const rates = later.map((reading, i) => (reading.position - readings[i].position) / ((new Date(reading.at) - new Date(readings[i].at)) / 1000));
  draw($('rate'), times, [{ label: t('rate'), values: rates }]);
  draw($('backlog'), times, [{ label: t('waiting'), values: later.map((reading) => reading.waiting) }]);
  draw($('freshness'), times, [{ label: t('lag'), values: later.map((reading) => reading.lagSeconds) }]);
}

/** What was refused since the start, by reason. */
async function showArrivals() {
  const statistics = await askIfThere(anyKey(), '/v1/events/statistics');
  const refused = Object.entries(statistics?.rejected ?? {});
  $('refused').textContent = pair(t('deadLetters'), listed(refused.map(([code, count]) => `${code} ${number(count)}`)) || t('noneYet'));
}

async function look(user) {
  const path = `/v1/profiles/${encodeURIComponent(user)}`;
  const [history, parameters] = await Promise.all([ask(keys.internal, 'GET', `${path}/history`), ask(keys.internal, 'GET', `${path}/parameters`)]);
  $('course').hidden = false;
  drawHistory($('course'), history);
  $('parameters').hidden = false;
  $('parameters').textContent = JSON.stringify(parameters, null, 1);
}

async function showSections() {
  ['learning', 'lookUp'].forEach((id) => { $(id).hidden = !keys.internal; });
  $('admin').hidden = !keys.admin;
  $('needsInternal').hidden = Boolean(keys.internal);
  $('needsAdmin').hidden = Boolean(keys.admin);
  await Promise.all([
    showArrivals(),
    showPopulation(anyKey(), $('population')),
    keys.internal && showLearning(keys.internal, $('learners')),
    keys.admin && showAdministration(keys.admin, $('lists'))]);
}

/** The first of the keys that may ask for this; empty where none may. So it does not matter into which field a key is typed. */
async function firstThatSees(path, given) {
  for (const key of given) {
    if (await maySee(key, path)) return key;
  }
  return '';
}

async function open() {
  clearInterval(timer);
  $('status').textContent = t('loading');
  readings = [];
  const given = [$('key').value.trim(), $('adminKey').value.trim()].filter(Boolean);
  keys.internal = await firstThatSees('/v1/learning/metrics', given);
  keys.admin = await firstThatSees('/v1/keys', given.toReversed());
  await read();
  $('content').hidden = false;
  timer = setInterval(() => attempt(read), EVERY_MILLIS);
  await showSections();
}

settings(() => { if (anyKey()) attempt(showSections); });
$('enter').addEventListener('submit', (event) => { event.preventDefault(); attempt(open); });
$('hours').addEventListener('change', () => attempt(() => showLearning(keys.internal, $('learners'))));
$('look').addEventListener('submit', (event) => { event.preventDefault(); attempt(() => look($('who').value.trim())); });
