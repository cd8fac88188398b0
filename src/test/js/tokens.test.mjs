import assert from 'node:assert/strict';
import test from 'node:test';
import { client, jwt } from './client.mjs';

const SERVER = Date.parse('2026-01-01T12:00:00Z');
const serverTime = (/** @type {number} */ milliseconds) => new Date(SERVER + milliseconds).toISOString();

/** A connection whose token lives for 100 s by the server's clock, which the page's need not agree with. */
async function connected(options = {}, arrange = () => {}) {
  const all = await client(options, arrange);
  all.browser.socket.welcome({ expires: serverTime(100_000) }, { time: serverTime(0) });
  return all;
}

test('renews the token before it expires without reconnecting', async () => {
  const { browser, asked } = await connected();
  await browser.pass(62_000);
  assert.equal(asked.length, 1);
  await browser.pass(1_000);
  assert.deepEqual(asked[1], { fresh: true });
  const [{ type, data, specversion, source }] = browser.socket.sent;
  assert.deepEqual([type, data, specversion, source], ['tidings.token', { token: 'token-2' }, '1.0', '/client']);
  await browser.pass(62_600);
  assert.deepEqual([browser.sockets.length, asked.length], [1, 3]);
});

test('goes by the time that the new token names', async () => {
  const getToken = () => jwt({ exp: (SERVER + 1_000_000) / 1_000 });
  const { browser } = await connected({ getToken });
  await browser.pass(62_500);
  assert.equal(browser.socket.sent.length, 1);
  await browser.pass((1_000_000 - 62_500) * 0.625 - 1);
  assert.equal(browser.socket.sent.length, 1);
  await browser.pass(1);
  assert.equal(browser.socket.sent.length, 2);
});

for (const hours of [-5, 5]) {
  test(`renews in time where the page's clock is off by ${hours} h`, async () => {
    const { browser, asked, tidings } = await connected({}, (fake) => (fake.wall += hours * 3_600_000));
    assert.equal(tidings.state.expires.getTime() - browser.Date.now(), 100_000);
    await browser.pass(62_500);
    assert.equal(asked.length, 2);
  });

  test(`neither token nor backoff minds that the clock jumps by ${hours} h`, async () => {
    const { browser, asked } = await connected();
    browser.wall += hours * 3_600_000;
    await browser.pass(62_499);
    assert.equal(asked.length, 1);
    await browser.pass(1);
    assert.equal(asked.length, 2);
    browser.socket.control('tidings.goaway', { reason: 'moving-on', reconnectin: 4_000 });
    browser.wall -= hours * 3_600_000;
    browser.socket.end(1012);
    await browser.pass(3_999);
    assert.equal(browser.sockets.length, 1);
    await browser.pass(1);
    assert.equal(browser.sockets.length, 2);
  });
}

test('a token for a long time does not wake anybody at once', async () => {
  const { browser, asked } = await client();
  browser.socket.welcome({ expires: serverTime(400 * 86_400_000) }, { time: serverTime(0) });
  assert.ok(Math.max(...[...browser.timers.values()].map(({ at }) => at)) <= browser.now + 2_147_483_647);
  await browser.pass(60_000);
  assert.equal(asked.length, 1);
});

test('a refused renewal is not repeated, since that would be an offence, and the session lives as long as it may', async () => {
  const { browser, asked, tidings, said } = await connected();
  await browser.pass(62_500);
  browser.socket.control('tidings.error', { code: 'token-refused', message: 'no' });
  assert.equal(said.error[0].code, 'token-refused');
  assert.equal(tidings.state.expires.getTime() - browser.Date.now(), 37_500);
  await browser.pass(37_500);
  assert.equal(asked.length, 2);
  browser.socket.end(4401);
  await browser.pass(500);
  assert.deepEqual([asked[2], browser.sockets.length], [{ fresh: true }, 2]);
});

test('a renewal that cannot be verified now is tried again in the time that is left', async () => {
  const { browser, asked } = await connected();
  await browser.pass(62_500);
  browser.socket.control('tidings.error', { code: 'issuer-unavailable', message: 'later' });
  await browser.pass(37_500 * 0.625);
  assert.equal(asked.length, 3);
});

test('a renewal that fails is tried again in the time that is left', async () => {
  let calls = 0;
  const getToken = () => (++calls === 2 ? Promise.reject(new Error('offline')) : `token-${calls}`);
  const { browser, tidings } = await connected({ getToken });
  await browser.pass(62_500);
  assert.deepEqual([calls, tidings.state.name], [2, 'live']);
  await browser.pass(37_500 * 0.625);
  assert.deepEqual([calls, browser.socket.sent.length], [3, 1]);
});

test('a renewal that hangs is given up and tried again', async () => {
  let calls = 0;
  const getToken = () => (++calls === 2 ? new Promise(() => {}) : `token-${calls}`);
  const all = await client({ getToken });
  all.browser.socket.welcome({ expires: serverTime(1_000_000) }, { time: serverTime(0) });
  await all.browser.pass(625_000 + 30_000);
  assert.equal(calls, 2);
  await all.browser.pass(345_000 * 0.625);
  assert.deepEqual([calls, all.browser.sockets.length], [3, 1]);
});

test('a renewal that finds nobody signed in closes', async () => {
  let calls = 0;
  const { browser, tidings } = await connected({ getToken: () => (++calls === 1 ? 'token' : null) });
  await browser.pass(62_500);
  assert.deepEqual(tidings.state, { name: 'closed', final: true, code: 4401, reason: 'not signed in' });
});

test('closes when nobody is signed in', async () => {
  const { browser, tidings } = await client({ getToken: () => null });
  assert.deepEqual(tidings.state, { name: 'closed', final: true, code: 4401, reason: 'not signed in' });
  assert.equal(browser.sockets.length, 0);
});

test('tries again when the token cannot be had', async () => {
  const failures = [
    () => Promise.reject(new Error('offline')),
    () => {
      throw new Error('thrown');
    },
  ];
  for (const failure of failures) {
    let first = true;
    const getToken = () => (first ? ((first = false), failure()) : 'token');
    const { browser, tidings } = await client({ getToken });
    assert.equal(tidings.state.name, 'waiting');
    assert.match(tidings.state.reason, /^no token: (offline|thrown)$/);
    await browser.pass(500);
    assert.equal(browser.sockets.length, 1);
    assert.equal([...browser.timers.values()].length, 1, 'only the welcome is waited for');
  }
});

test('does not wait for a token for ever', async () => {
  let calls = 0;
  const { browser, tidings } = await client({ getToken: () => (++calls === 1 ? new Promise(() => {}) : 'token') });
  await browser.pass(29_999);
  assert.equal(tidings.state.name, 'connecting');
  await browser.pass(1);
  assert.match(tidings.state.reason, /getToken: no answer \(expected: within 30 s\)/);
  await browser.pass(250);
  assert.equal(browser.sockets.length, 1);
});

test('a token that comes too late opens no second connection', async () => {
  /** @type {any} */ let late;
  let calls = 0;
  const getToken = () => (++calls === 1 ? new Promise((resolve) => (late = resolve)) : 'token');
  const { browser } = await client({ getToken });
  await browser.pass(30_250);
  late('late');
  await browser.pass(1_000);
  assert.equal(browser.sockets.length, 1);
});
