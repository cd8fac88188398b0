/**
 * The items of an inbox and their counts, kept up to date by what arrives: events, and `tidings.inbox.changed`. Without
 * a page, so that it can be tested by itself.
 *
 * The server counts at a cursor. What arrived at or after it is counted here, so that no order in which events and
 * changes arrive makes the badge drift.
 */

const SHOWN = 200;
const MOST = 100;

/**
 * @typedef {{ id: string, seen: boolean, read: boolean, archived: boolean, event: import('./tidings.js').TidingsEvent }} Item
 * @typedef {{ items: Item[], unseen: number, unread: number, cursor: string, next?: string }} Page
 * @typedef {{ action: string, ids?: string[], upto?: string, unseen: number, unread: number, at: string }} Change
 */

export class Items {
  /** @type {Item[]} newest first */ list = [];
  /** @type {string | undefined} where the next page begins */ next;
  /** What the server counted last, and at which cursor. */ #counted = { unread: 0, at: '' };
  /** @type {Map<string, boolean>} by id: whether it is unread; only what the server has not counted */ #arrived = new Map();

  /** Begins with the first page, which says everything up to its cursor; what came later stays. @param {Page} page */
  begin({ items, unread, cursor, next }) {
    this.#count(unread, cursor);
    const known = new Set(items.map(({ id }) => id));
    this.list = [...this.list.filter(({ id }) => this.#arrived.has(id) && !known.has(id)), ...items];
    this.next = next;
  }

  /** Appends an older page; the counts stay those of the first. @param {Page} page */
  append({ items, next }) {
    const known = new Set(this.list.map(({ id }) => id));
    this.list.push(...items.filter(({ id }) => !known.has(id)));
    this.next = next;
  }

  /** Takes an event that was pushed; returns whether it is a new item. @param {import('./tidings.js').TidingsEvent} event */
  arrive(event) {
    const id = event.inboxid;
    if (id === undefined || this.list.some((item) => item.id === id)) return false;
    this.list.unshift({ id, seen: false, read: false, archived: false, event });
    if (this.list.length > SHOWN) this.list.pop();
    if (!covers(this.#counted.at, id)) this.#arrived.set(id, true);
    return true;
  }

  /**
   * Applies a change that this or another device has made; returns whether the list has to be fetched again.
   * @param {Change} change
   */
  change({ action, ids, upto, unread, at }) {
    const concerned = new Set(ids);
    /** @param {string} id */
    const isConcerned = (id) => concerned.has(id) || (upto !== undefined && covers(upto, id));
    for (const item of this.list) if (isConcerned(item.id)) apply(action, item);
    this.list = this.list.filter((item) => !item.archived);
    for (const id of this.#arrived.keys()) if (isConcerned(id)) this.#arrived.set(id, isUnread(action, this.#arrived.get(id)));
    this.#count(unread, at);
    return action === 'unarchive';
  }

  /** The number of unread items, for people: more than the server counts are not told apart. */
  get badge() {
    const unread = this.#counted.unread + [...this.#arrived.values()].filter(Boolean).length;
    return this.#counted.unread >= MOST || unread >= MOST ? `${MOST - 1}+` : String(unread);
  }

  /** @param {number} unread @param {string} at */
  #count(unread, at) {
    this.#counted = { unread, at };
    for (const id of this.#arrived.keys()) if (covers(at, id)) this.#arrived.delete(id);
  }
}

/** @param {string} action @param {Item} item */
function apply(action, item) {
  if (action === 'seen') item.seen = true;
  if (action === 'read') item.read = item.seen = true;
  if (action === 'unread') item.read = false;
  if (action === 'archive') item.archived = true;
}

/** @param {string} action @param {boolean | undefined} before */
const isUnread = (action, before) =>
  action === 'read' || action === 'archive' ? false : action === 'unread' ? true : before === true;

/**
 * Whether an item lies before a cursor: the item's offset before the cursor's in the item's partition. Both have their
 * numbers to the base 32.
 * @param {string} cursor @param {string} id
 */
export function covers(cursor, id) {
  const [partition, offset] = id.split('-');
  for (const position of cursor.split('.').slice(1)) {
    const [of, reached] = position.split('-');
    if (of === partition) return parseInt(offset, 32) < parseInt(reached, 32);
  }
  return false;
}
