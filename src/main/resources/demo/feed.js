/** The notifications as cards, newest first. */
import { ms, serverNow } from './clock.js';
import { avatar, byId, element } from './dom.js';

const SHOWN = 200;
const LATENCIES = 99;
/** @type {Record<string, string>} */
const GAPS = {
  'cursor-too-old': 'this tab was away for longer than the server remembers',
  'log-recreated': 'the log was made anew',
  'cursor-invalid': 'the server does not know the cursor of this tab',
};
const feed = byId('feed');

/** @type {Node[]} cards on their way to the feed, oldest first */
let arriving = [];
/** @type {number[]} the last ones, in milliseconds */
let latencies = [];
let received = 0;

/**
 * @param {import('./tidings.js').TidingsEvent} event
 * @param {boolean} missed it arrived while catching up, so its age is the time away and not a latency
 * @param {string} me
 */
export function show(event, missed, me) {
  received++;
  const age = serverNow() - Date.parse(event.time ?? '');
  if (!missed && !Number.isNaN(age)) latencies = [...latencies.slice(-LATENCIES + 1), Math.max(0, age)];
  add(card(event, age, missed, me));
}

/** @param {{ reason: string, skipped?: import('./tidings.js').Skipped[] }} gap */
export function showGap({ reason, skipped }) {
  const text = `Something may be missing here: ${GAPS[reason] ?? reason}.`;
  const where = ranges(skipped).map((range) => chip(range));
  add(element('li', { class: 'gap' }, text, where.length > 0 && element('div', { class: 'chips' }, ...where)));
}

/** What was skipped, for people. @param {import('./tidings.js').Skipped[]} [skipped] */
export const ranges = (skipped = []) =>
  skipped.map(({ topic, partition, from, to }) => `${topic}/${partition} from ${from} up to ${to - 1}`);

export function clear() {
  arriving = [];
  received = 0;
  feed.replaceChildren();
  tally();
}

/** @returns {number | undefined} */
export const medianLatency = () => [...latencies].sort((a, b) => a - b)[latencies.length >> 1];

/** Many may arrive at once: they reach the page together, and only as many as it shows. @param {Node} node */
function add(node) {
  if (arriving.length === 0) setTimeout(flush, 16);
  arriving.push(node);
  if (arriving.length > SHOWN) arriving.shift();
}

function flush() {
  feed.prepend(...arriving.reverse());
  const newest = arriving[0];
  arriving = [];
  while (feed.childElementCount > SHOWN) feed.lastElementChild?.remove();
  byId('announcer').textContent = newest instanceof Element ? (newest.querySelector('h3')?.textContent ?? '') : '';
  tally();
}

function tally() {
  byId('count').textContent = String(received);
  byId('empty').hidden = feed.childElementCount > 0;
  byId('clear').hidden = feed.childElementCount === 0;
}

/**
 * @param {import('./tidings.js').TidingsEvent} event
 * @param {number} age @param {boolean} missed @param {string} me
 */
function card(event, age, missed, me) {
  const { title, body, ...rest } = asObject(event);
  const sender = /^\/demo\/users\/(.+)$/.exec(event.source)?.[1];
  const from = sender === undefined ? event.source : decodeURIComponent(sender);
  const text = [body !== undefined && element('p', { class: 'body' }, String(body))];
  if (Object.keys(rest).length > 0) text.push(element('pre', { tabindex: '0' }, JSON.stringify(rest, null, 2)));
  return element(
    'li',
    { class: 'event', 'data-id': event.id },
    avatar(from.replace(/^\W+/, '') || '?'),
    element(
      'article',
      {},
      element('div', { class: 'head' }, element('b', {}, from === me ? 'You' : from), ...clockTime(event.time)),
      element('h3', {}, title === undefined ? event.type : String(title)),
      ...text,
      element('div', { class: 'chips' }, audience(event.subject, me), latency(age, missed), chip(event.type)),
      details(event),
    ),
  );
}

/** @param {import('./tidings.js').TidingsEvent} event @returns {Record<string, any>} */
function asObject({ data, data_base64 }) {
  if (data !== null && typeof data === 'object' && !Array.isArray(data)) return data;
  if (data === undefined) return data_base64 === undefined ? {} : { data_base64 };
  return typeof data === 'string' ? { body: data } : { data };
}

/** @param {string | undefined} subject @param {string} me */
function audience(subject, me) {
  if (subject === 'everyone') return chip('to everyone');
  if (subject?.startsWith('group:')) return chip(`to ${subject.slice('group:'.length)}`);
  return (subject === undefined || subject === `user:${me}`) && chip('to you');
}

/** @param {number} age @param {boolean} missed */
function latency(age, missed) {
  if (Number.isNaN(age)) return false;
  return missed ? chip(`caught up after ${ms(age)}`, 'late') : chip(ms(age), 'fast');
}

/** @param {string} text @param {string} [kind] */
const chip = (text, kind = '') => element('span', { class: `chip ${kind}` }, text);

/** @param {string | undefined} time */
const clockTime = (time) => {
  const at = new Date(time ?? '');
  return Number.isNaN(at.getTime()) ? [] : [element('time', { datetime: at.toISOString() }, at.toLocaleTimeString())];
};

/** @param {import('./tidings.js').TidingsEvent} event */
function details({ data, data_base64, specversion, ...attributes }) {
  const rows = Object.entries(attributes).flatMap(([name, value]) => [
    element('dt', {}, name),
    element('dd', {}, String(value)),
  ]);
  return element('details', {}, element('summary', {}, 'Attributes'), element('dl', {}, ...rows));
}
