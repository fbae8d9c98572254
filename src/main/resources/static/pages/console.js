import { ask, askIfThere } from './api.js';
import { draw } from './chart.js';
import { $, el, number, row } from './dom.js';
import { settings, t } from './language.js';

const EVERY_MILLIS = 1000;
const KEPT = 120;

let key = '';
let timer = 0;
let readings = [];

async function attempt(action) {
  try {
    await action();
    $('status').textContent = '';
  } catch (refusal) {
    $('status').textContent = t('failed') + refusal.message;
  }
}

async function read() {
  readings = [...readings.slice(-KEPT), await ask(key, 'GET', '/v1/operations')];
  const now = readings.at(-1);
  $('figures').replaceChildren(...[['accepted', now.position], ['waiting', now.waiting], ['lag', now.lagSeconds], ['profiles', now.profiles]]
    .map(([name, value]) => el('div', [el('dt', t(name)), el('dd', number(value))])));
  if (readings.length > 1) {
    const rates = readings.slice(1).map((reading, i) => (reading.position - readings[i].position) / ((new Date(reading.at) - new Date(readings[i].at)) / 1000));
    draw($('rate'), readings.slice(1).map((reading) => reading.at), [{ label: t('rate'), values: rates }]);
  }
}

async function showLearners() {
  const answer = await askIfThere(key, '/v1/learning/metrics');
  $('learning').hidden = !answer;
  const learners = (answer?.targets ?? []).flatMap((target) => target.learners.map((learner) => row(target.target, `${learner.learner}${learner.serves ? ' ★' : ''}`, number(learner.examples), number(learner.progressiveLoss))));
  $('learners').replaceChildren(el('thead', el('tr', ['topic', 'learner', 'examples', 'loss'].map((name) => el('th', t(name), { scope: 'col' })))), el('tbody', learners));
}

async function showPopulation() {
  const [topics, segments, cohorts] = await Promise.all(['/v1/topics', '/v1/segments', '/v1/cohorts'].map((path) => askIfThere(key, path)));
  const list = (title, entries) => [el('h3', t(title)), el('p', entries.join(', ') || '–')];
  const released = await Promise.all((cohorts?.cohorts ?? []).map(({ name }) => askIfThere(key, `/v1/cohorts/${encodeURIComponent(name)}`)));
  $('population').replaceChildren(
    ...list('topics', (topics?.topics ?? []).map((topic) => topic.path ?? topic)),
    ...list('segments', (segments?.segments ?? []).map((segment) => `${segment.name} (${segment.rule})`)),
    ...list('cohorts', released.filter(Boolean).map(({ cohort, releases }) => `${cohort.name}: ${(releases[0]?.values ?? []).map((one) => `${one.cohort} ${number(one.value)}`).join(', ')} ± ${number(releases[0]?.noiseStd)}`)));
}

async function look(user) {
  const path = `/v1/profiles/${encodeURIComponent(user)}`;
  const [history, parameters] = await Promise.all([ask(key, 'GET', `${path}/history`), ask(key, 'GET', `${path}/parameters`)]);
  draw($('course'), history.times, history.interests.slice(0, 6).map(({ topic, weights }) => ({ label: topic, values: weights })));
  $('parameters').hidden = false;
  $('parameters').textContent = JSON.stringify(parameters, null, 1);
}

async function showAdmin() {
  const keys = await askIfThere(key, '/v1/keys');
  $('admin').hidden = !keys;
  if (!keys) return;
  const [audit, dead] = await Promise.all([ask(key, 'GET', '/v1/audit?limit=20'), ask(key, 'GET', '/v1/dead-letters?limit=20')]);
  const list = (title, rows) => [el('h3', t(title)), rows.length ? el('table', el('tbody', rows)) : el('p', '–')];
  $('lists').replaceChildren(
    ...list('keys', keys.keys.map((one) => row(one.id, one.kind, one.label))),
    ...list('audit', audit.entries.map((one) => row(one.at, one.actor, one.action, `${one.result ?? ''}`))),
    ...list('deadLetters', dead.deadLetters.map((one) => row(one.receivedAt, one.code, one.detail))));
}

async function open() {
  clearInterval(timer);
  readings = [];
  key = $('key').value.trim();
  await read();
  $('content').hidden = false;
  timer = setInterval(() => attempt(read), EVERY_MILLIS);
  await Promise.all([showLearners(), showPopulation(), showAdmin()]);
}

settings(() => { if (key) attempt(() => Promise.all([showLearners(), showPopulation(), showAdmin()])); });
$('enter').addEventListener('submit', (event) => { event.preventDefault(); attempt(open); });
$('look').addEventListener('submit', (event) => { event.preventDefault(); attempt(() => look($('who').value.trim())); });
