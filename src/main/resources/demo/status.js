/** What the page tells of its connection: the state at the top, the facts at the side, the log below them. */
import { clockNote, ms } from './clock.js';
import { byId, element } from './dom.js';
import { medianLatency, ranges } from './feed.js';

const LOGGED = 100;

/** @type {import('./tidings.js').Tidings | undefined} */
let watched;
/** @type {() => void} */
let act = () => {};

/** @param {import('./tidings.js').Tidings} tidings @param {{ signIn: () => void }} actions */
export function watch(tidings, { signIn }) {
  watched = tidings;
  act = () => (tidings.state.name === 'closed' && tidings.state.code !== 4409 ? signIn() : void tidings.open());
  let before = '';
  tidings.on('state', (state) => {
    const line = described(state);
    note(line === before && state.name === 'live' ? 'token renewed' : line);
    if (line !== before) byId('announcer').textContent = line;
    before = line;
    draw();
  });
  tidings.on('welcome', (welcome) => (byId('fact-heartbeat').textContent = `${welcome.heartbeat} s`));
  tidings.on('goaway', ({ reason, reconnectin }) =>
    note(`goaway: ${reason}${reconnectin === undefined ? '' : `, reconnect in ${ms(reconnectin)}`}`),
  );
  tidings.on('gap', ({ reason, skipped }) => note([`gap: ${reason}`, ...ranges(skipped)].join(', ')));
  tidings.on('error', ({ code, message }) => note(`error: ${code}: ${message}`));
  draw();
}

export function forget() {
  watched = undefined;
  byId('status').hidden = byId('banner').hidden = true;
}

/** @param {string} line */
export function note(line) {
  const journal = byId('journal');
  const now = new Date();
  const at = element('time', {}, now.toLocaleTimeString([], { hour12: false }));
  journal.prepend(element('li', {}, at, element('span', {}, line)));
  if (journal.childElementCount > LOGGED) journal.lastElementChild?.remove();
}

/** @param {import('./tidings.js').TidingsState} state */
function described(state) {
  if (state.name === 'waiting') return `disconnected: ${state.code} ${state.reason}`;
  if (state.name === 'closed') return `closed: ${state.code} ${state.reason}`;
  if (state.name === 'connecting') return state.attempt === 0 ? 'connecting' : `connecting, try ${state.attempt + 1}`;
  return state.name === 'live' ? 'live' : 'catching up';
}

/** @param {import('./tidings.js').TidingsState} state */
function short(state) {
  if (state.name === 'waiting') return `Waiting ${Math.max(0, Math.ceil(until(state.retryAt) / 1_000))} s`;
  return { connecting: 'Connecting…', 'catching-up': 'Catching up…', live: 'Live', closed: 'Closed' }[state.name];
}

function draw() {
  if (!watched) return;
  const { state, cursor } = watched;
  document.documentElement.dataset.state = state.name;
  const status = byId('status');
  status.hidden = false;
  status.dataset.state = state.name;
  /** @type {HTMLElement} */ (status.querySelector('b')).textContent = short(state);
  drawBanner(state);
  fact('fact-state', state.name.replace('-', ' '));
  fact('fact-cursor', cursor ?? '–');
  const median = medianLatency();
  fact('fact-latency', median === undefined ? '–' : ms(median));
  const expires = 'expires' in state ? state.expires : undefined;
  fact('fact-expiry', expires ? ms(Math.max(0, until(expires))) : '–');
  fact('clock', clockNote());
}

/** @param {import('./tidings.js').TidingsState} state */
function drawBanner(state) {
  const banner = byId('banner');
  banner.hidden = state.name !== 'waiting' && state.name !== 'closed';
  if (state.name !== 'waiting' && state.name !== 'closed') return;
  const final = state.name === 'closed';
  banner.dataset.tone = final ? 'bad' : 'warn';
  const [text, button] = /** @type {[HTMLElement, HTMLElement]} */ ([...banner.children]);
  text.textContent = final
    ? `The connection was closed: ${state.reason} (${state.code}).`
    : `Not connected: ${state.reason} (${state.code}). Nothing is lost: what comes meanwhile is delivered afterwards.`;
  button.textContent = !final ? 'Try now' : state.code === 4409 ? 'Use this tab' : 'Sign in again';
}

/** @param {string} id @param {string} text */
function fact(id, text) {
  const shown = byId(id);
  if (shown.textContent !== text) shown.textContent = text;
}

/** @param {Date} time */
const until = (time) => time.getTime() - Date.now();

/** @type {HTMLElement} */ (byId('banner').querySelector('button')).addEventListener('click', () => act());
setInterval(draw, 500);
