import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';

const source = await readFile(new URL('../../main/resources/demo/items.js', import.meta.url), 'utf8');

/** @type {typeof import('../../main/resources/demo/items.js')} */
const { Items, covers } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const event = (inboxid) => ({ specversion: '1.0', id: inboxid, source: '/s', type: 't', cursor: 'c', inboxid });
const item = (id, read = false) => ({ id, seen: read, read, archived: false, event: event(id) });
const page = (items, unread, cursor, next) => ({ items, unseen: unread, unread, cursor, next });

const begun = (...pages) => {
  const items = new Items();
  items.begin(page(...pages));
  return items;
};

const ids = (items) => items.list.map(({ id }) => id);

test('an item lies before a cursor by its offset in its partition', () => {
  assert.equal(covers('e.0-10.2-5', '0-v'), true);
  assert.equal(covers('e.0-10.2-5', '0-10'), false);
  assert.equal(covers('e.0-10.2-5', '2-4'), true);
  assert.equal(covers('e.0-10.2-5', '4-0'), false);
  assert.equal(covers('', '0-0'), false);
});

test('counts what arrives after the cursor, and nothing twice', () => {
  const items = begun([item('0-1')], 1, 'e.0-2');
  assert.equal(items.arrive(event('0-2')), true);
  assert.equal(items.arrive(event('0-2')), false);
  assert.equal(items.arrive(event('0-1')), false);
  assert.equal(items.badge, '2');
  assert.deepEqual(ids(items), ['0-2', '0-1']);
});

test('an event that the server had counted before it was pushed is not counted again', () => {
  const items = begun([], 0, 'e.0-2');
  items.change({ action: 'read', ids: ['0-1'], unseen: 1, unread: 1, at: 'e.0-3' });
  items.arrive(event('0-2'));
  assert.equal(items.badge, '1');
});

test('an event that the server had not counted yet stays counted', () => {
  const items = begun([item('0-1')], 1, 'e.0-2');
  items.arrive(event('0-2'));
  items.change({ action: 'read', ids: ['0-1'], unseen: 0, unread: 0, at: 'e.0-2' });
  assert.equal(items.badge, '1');
  items.change({ action: 'read', ids: ['0-2'], unseen: 0, unread: 0, at: 'e.0-2' });
  assert.equal(items.badge, '0');
});

test('a change of another device is applied to the list', () => {
  const items = begun([item('0-3'), item('0-2'), item('2-1')], 3, 'e.0-4.2-2');
  items.change({ action: 'read', upto: 'e.0-3', unseen: 2, unread: 2, at: 'e.0-4.2-2' });
  assert.deepEqual(items.list.map(({ read }) => read), [false, true, false]);
  items.change({ action: 'archive', ids: ['0-3'], unseen: 1, unread: 1, at: 'e.0-4.2-2' });
  assert.deepEqual(ids(items), ['0-2', '2-1']);
  items.change({ action: 'unread', ids: ['0-2'], unseen: 1, unread: 2, at: 'e.0-4.2-2' });
  assert.equal(items.list[0].read, false);
  assert.equal(items.badge, '2');
});

test('what was taken out of the archive is fetched again', () => {
  const items = begun([], 0, 'e.0-4');
  assert.equal(items.change({ action: 'unarchive', ids: ['0-3'], unseen: 1, unread: 1, at: 'e.0-4' }), true);
  assert.equal(items.change({ action: 'seen', upto: 'e.0-4', unseen: 0, unread: 1, at: 'e.0-4' }), false);
});

test('what arrived later than the page that is fetched stays', () => {
  const items = begun([item('0-1')], 1, 'e.0-2');
  items.arrive(event('0-2'));
  items.arrive(event('0-3'));
  items.begin(page([item('0-2'), item('0-1')], 2, 'e.0-3'));
  assert.deepEqual(ids(items), ['0-3', '0-2', '0-1']);
  assert.equal(items.badge, '3');
});

test('an older page is appended, and does not change the counts', () => {
  const items = begun([item('0-2'), item('0-1')], 3, 'e.0-3', 'n');
  items.append(page([item('0-1'), item('0-0')], 9, 'e.0-9'));
  assert.deepEqual(ids(items), ['0-2', '0-1', '0-0']);
  assert.equal(items.badge, '3');
  assert.equal(items.next, undefined);
});

test('many unread items are not told apart', () => {
  assert.equal(begun([], 100, 'e.0-3').badge, '99+');
  const items = begun([], 99, 'e.0-3');
  items.arrive(event('0-3'));
  assert.equal(items.badge, '99+');
});
