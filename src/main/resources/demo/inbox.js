/** The inbox beside the feed, where the server has one: what was missed, what is unread, on all devices alike. */
import { inbox as ask, Refused } from './account.js';
import { byId, element } from './dom.js';
import { Items } from './items.js';

const CHANGED = 'tidings.inbox.changed';

let items = new Items();
let on = false;

/**
 * Shows the inbox, and returns the cursor at which it was read: a stream that begins there misses and repeats nothing.
 * Undefined where there is no inbox.
 * @returns {Promise<string | undefined>}
 */
export async function openInbox() {
  try {
    const page = await ask('');
    items.begin(page);
    on = true;
    byId('inbox').hidden = false;
    draw();
    return page.cursor;
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.status !== 404) complain(failure);
    return undefined;
  }
}

export function closeInbox() {
  on = false;
  items = new Items();
  byId('inbox').hidden = true;
  byId('inbox-problem').textContent = '';
}

/** Takes an event of the stream; returns whether it is for the feed, too. @param {import('./tidings.js').TidingsEvent} event */
export function receive(event) {
  if (event.type === CHANGED) {
    if (on && items.change(event.data)) openInbox();
    draw();
    return false;
  }
  if (on && items.arrive(event)) draw();
  return true;
}

/** @param {string} action @param {{ ids?: string[], upto?: string }} what */
async function mark(action, what) {
  byId('inbox-problem').textContent = '';
  try {
    // The stream brings the same to all tabs; the answer is quicker where this tab is not connected.
    const { unseen, unread, cursor } = await ask(`/${action}`, what);
    if (items.change({ action, ...what, unseen, unread, at: cursor })) await openInbox();
    draw();
  } catch (failure) {
    complain(failure);
  }
}

async function readAll() {
  try {
    await mark('read', { upto: (await ask('/counts')).cursor });
  } catch (failure) {
    complain(failure);
  }
}

async function older() {
  try {
    items.append(await ask(`?before=${items.next}`));
    draw();
  } catch (failure) {
    complain(failure);
  }
}

/** @param {unknown} failure */
function complain(failure) {
  byId('inbox').hidden = false;
  byId('inbox-problem').textContent = `Inbox: ${/** @type {Error} */ (failure).message}`;
}

function draw() {
  if (!on) return;
  byId('unread').textContent = items.badge;
  byId('items').replaceChildren(...items.list.map(row));
  byId('no-items').hidden = items.list.length > 0;
  byId('read-all').hidden = items.badge === '0';
  byId('older').hidden = items.next === undefined;
}

/** @param {import('./items.js').Item} item */
function row(item) {
  const { id, read, event } = item;
  const toggle = read ? 'unread' : 'read';
  return element(
    'li',
    { class: read ? 'item' : 'item new', 'data-id': id },
    element('span', { class: 'title' }, titleOf(event)),
    element(
      'span',
      { class: 'acts' },
      act(read ? 'Mark as unread' : 'Mark as read', () => mark(toggle, { ids: [id] })),
      act('Archive', () => mark('archive', { ids: [id] })),
    ),
  );
}

/** @param {import('./tidings.js').TidingsEvent} event */
const titleOf = ({ data, type }) => String((typeof data === 'object' && data?.title) || type);

/** @param {string} label @param {() => void} action */
function act(label, action) {
  const button = element('button', { type: 'button', class: 'quiet' }, label);
  button.addEventListener('click', action);
  return button;
}

byId('read-all').addEventListener('click', readAll);
byId('older').addEventListener('click', older);
