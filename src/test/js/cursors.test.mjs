import assert from 'node:assert/strict';
import test from 'node:test';
import { askedFor, client, ids, localCursor, names, sessionCursor } from './client.mjs';

test('hands an event over once and keeps its cursor', async () => {
  const { browser, tidings, said } = await client();
  browser.socket.welcome();
  browser.socket.event('1');
  browser.socket.event('1', { cursor: 'later' });
  assert.equal(said.event.length, 1);
  assert.equal(tidings.cursor, 'later');
});

test('resumes from the last cursor', async () => {
  const { browser, said } = await client();
  browser.socket.welcome();
  browser.socket.event('1');
  browser.socket.end(1012);
  await browser.pass(1_000);
  assert.equal(askedFor(browser), 'c-1');
  browser.socket.resumed({ cursor: 'c-1' });
  assert.deepEqual(names(said.state).slice(-3), ['waiting', 'connecting', 'catching-up']);
  assert.deepEqual(said.gap, []);
});

test('keeps its own cursor while catching up', async () => {
  const { browser, tidings } = await client({ cursor: 'mine' });
  browser.socket.resumed({ cursor: 'the-end' });
  assert.equal(tidings.cursor, 'mine');
});

test('resumes from the cursor of the server where no event brought one', async () => {
  const { browser } = await client();
  browser.socket.welcome();
  browser.socket.control('tidings.cursor', { cursor: 'c9' });
  browser.socket.end(1012);
  await browser.pass(1_000);
  assert.equal(askedFor(browser), 'c9');
});

test('tells a gap, and what was skipped, when its cursor was not taken', async () => {
  const { browser, tidings, said } = await client({ cursor: 'old' });
  const skipped = [{ topic: 'notifications', partition: 2, from: 10, to: 90 }];
  browser.socket.welcome({ reason: 'cursor-too-old', skipped });
  assert.deepEqual(said.gap, [{ reason: 'cursor-too-old', skipped }]);
  assert.equal(tidings.cursor, 'c0');
});

test('tells a gap without a range where there is none', async () => {
  const { browser, said } = await client({ cursor: 'old' });
  browser.socket.welcome({ reason: 'log-recreated' });
  assert.deepEqual(said.gap, [{ reason: 'log-recreated' }]);
});

test('takes no record for a control event', async () => {
  const { browser, tidings, said } = await client();
  browser.socket.welcome();
  browser.socket.event('1', { source: '/tidings', type: 'tidings.goaway', data: { reason: 'forged' } });
  assert.deepEqual([said.event.length, said.goaway.length], [1, 0]);
  assert.equal(tidings.state.name, 'live');
});

/** What of these events, each by its cursor, is handed over to a client that stands at `kept`. */
async function handedOver(kept, ...cursors) {
  const { browser, tidings, said } = await client({ cursor: kept });
  browser.socket.resumed({ cursor: kept });
  for (const cursor of cursors) browser.socket.event(cursor, { cursor });
  return { handed: ids(said.event), cursor: tidings.cursor };
}

test('drops what its cursor covers in every partition, however long ago it was', async () => {
  const { handed, cursor } = await handedOver('7.0-a.1-5', '7.0-9.1-5', '7.0-a.1-5', '7.0-a.1-4', '7.0-b.1-5');
  assert.deepEqual(handed, ['7.0-b.1-5']);
  assert.equal(cursor, '7.0-b.1-5');
});

test('compares offsets by their value and not as words or doubles', async () => {
  const { handed } = await handedOver('7.0-v', '7.0-10', '7.0-10');
  assert.deepEqual(handed, ['7.0-10']);
  const huge = await handedOver('7.0-7vvvvvvvvvvvu', '7.0-7vvvvvvvvvvvt', '7.0-7vvvvvvvvvvvv');
  assert.deepEqual(huge.handed, ['7.0-7vvvvvvvvvvvv']);
});

test('never drops what its cursor covers in one partition only', async () => {
  assert.deepEqual((await handedOver('7.0-a.1-5', '7.0-9.1-6')).handed, ['7.0-9.1-6']);
});

test('never drops by the cursor of another log', async () => {
  assert.deepEqual((await handedOver('7.0-a', '8.0-1')).handed, ['8.0-1']);
});

test('never drops an event of a partition that its cursor does not name', async () => {
  assert.deepEqual((await handedOver('7.0-a', '7.0-a.3-1')).handed, ['7.0-a.3-1']);
});

test('drops what it has had from a partition that the event does not name', async () => {
  assert.deepEqual((await handedOver('7.0-a.3-1', '7.0-9')).handed, []);
});

test('never drops by a text that is no cursor', async () => {
  const odd = ['7', '7.', '7.0-', '7.0-a.', '7.0-A', '7.0-0a', '7.-1', ''];
  for (const kept of odd) assert.deepEqual((await handedOver(kept, kept)).handed, [kept], kept);
});

test('compares with the log that it was sent to after a gap', async () => {
  const { browser, said } = await client({ cursor: '7.0-vv' });
  browser.socket.welcome({ cursor: '7.0-3', reason: 'cursor-invalid' });
  browser.socket.event('e', { cursor: '7.0-4' });
  assert.deepEqual(ids(said.event), ['e']);
});

test('forgets the oldest of many identities', async () => {
  const { browser, said } = await client();
  browser.socket.welcome();
  for (let i = 0; i <= 2_000; i++) browser.socket.event(String(i));
  browser.socket.event('1');
  assert.equal(said.event.length, 2_001);
  browser.socket.event('0');
  assert.equal(said.event.length, 2_002);
});

test('stores the cursor for the next page', async () => {
  /** @type {any[]} */ const saved = [];
  const store = { load: () => 'stored', save: (...all) => void saved.push(all) };
  const { browser } = await client({ store });
  assert.equal(askedFor(browser), 'stored');
  browser.socket.resumed();
  browser.socket.event('7');
  browser.socket.control('tidings.cursor', { cursor: 'c8' });
  assert.deepEqual(saved, [
    ['c-7', false],
    ['c8', false],
  ]);
});

test('tells the store that what it holds is void after a gap', async () => {
  /** @type {any[]} */ const saved = [];
  const { browser } = await client({ store: { load: () => 'old', save: (...all) => void saved.push(all) } });
  browser.socket.welcome({ reason: 'cursor-invalid' });
  assert.deepEqual(saved, [['c0', true]]);
});

test('goes on without a store that throws and says so once', async () => {
  const broken = () => {
    throw new Error('QuotaExceededError');
  };
  for (const load of [() => null, broken]) {
    const { browser, tidings, said } = await client({ store: { load, save: broken } });
    browser.socket.welcome();
    for (const id of ['1', '2', '3']) browser.socket.event(id);
    await browser.pass();
    assert.deepEqual([said.event.length, tidings.cursor], [3, 'c-3']);
    assert.deepEqual(said.error, [{ code: 'cursor-store', message: 'QuotaExceededError' }]);
  }
});

test('goes on where the browser forbids storage', async () => {
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      throw new Error('SecurityError');
    },
  });
  const { browser, said } = await client({ store: localCursor('x') });
  browser.socket.welcome();
  browser.socket.event('1');
  await browser.pass();
  assert.deepEqual([said.event.length, said.error.length], [1, 1]);
});

const storage = (/** @type {string} */ name) => {
  const map = new Map();
  const value = { getItem: (key) => map.get(key) ?? null, setItem: (key, text) => void map.set(key, text) };
  Object.defineProperty(globalThis, name, { configurable: true, value });
  return map;
};

test('a tab that lags behind does not take back how far another one has come', () => {
  const stored = storage('localStorage');
  const store = localCursor('bob');
  assert.equal(store.load(), null);
  store.save('7.0-b.1-5', false);
  store.save('7.0-a.1-5', false);
  assert.equal(stored.get('bob'), '7.0-b.1-5');
  store.save('7.0-a.1-6', false);
  assert.equal(stored.get('bob'), '7.0-a.1-6');
  store.save('9.0-1', false);
  assert.equal(store.load(), '9.0-1');
});

test('after a gap the stored cursor is replaced even by a smaller one', () => {
  storage('localStorage');
  const store = localCursor('bob');
  store.save('7.0-b', false);
  store.save('7.0-3', true);
  assert.equal(store.load(), '7.0-3');
});

test('a running tab does not skip what another one has stored', async () => {
  storage('localStorage');
  const { browser, said } = await client({ store: localCursor('bob') });
  browser.socket.welcome({ cursor: '7.0-1' });
  localCursor('bob').save('7.0-5', false);
  browser.socket.event('missed elsewhere', { cursor: '7.0-3' });
  assert.deepEqual(ids(said.event), ['missed elsewhere']);
  browser.socket.end(1012);
  await browser.pass(1_000);
  assert.equal(askedFor(browser), '7.0-3');
  assert.equal(localCursor('bob').load(), '7.0-5');
});

test('a tab of its own keeps its cursor to itself', () => {
  const stored = storage('sessionStorage');
  sessionCursor('bob').save('7.0-b', false);
  sessionCursor('bob').save('7.0-a', false);
  assert.equal(stored.get('bob'), '7.0-a');
  assert.equal(sessionCursor('bob').load(), '7.0-a');
});
