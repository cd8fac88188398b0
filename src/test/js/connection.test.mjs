import assert from 'node:assert/strict';
import test from 'node:test';
import { client, closeCodes, names } from './client.mjs';

test('brings its token as a subprotocol and never in the address', async () => {
  const { browser } = await client({ getToken: () => 'a(b)c' });
  assert.equal(browser.socket.url, 'wss://app.example/ws');
  assert.deepEqual(browser.socket.protocols, [
    'cloudevents.json',
    'quarkus-http-upgrade%23Authorization%23Bearer%20a%28b%29c',
  ]);
});

test('is live after the welcome of a new session', async () => {
  const { browser, tidings, said } = await client();
  browser.socket.welcome();
  assert.deepEqual(names(said.state), ['connecting', 'live']);
  assert.equal(tidings.cursor, 'c0');
  assert.deepEqual(said.gap, []);
});

test('is live after a resume once the server says that it was all', async () => {
  const { browser, tidings } = await client({ cursor: 'old' });
  browser.socket.resumed();
  browser.socket.event('1');
  await browser.pass(10_000);
  assert.equal(tidings.state.name, 'catching-up');
  browser.socket.control('tidings.cursor', { cursor: 'c-all' });
  assert.equal(tidings.state.name, 'live');
  assert.equal(tidings.cursor, 'c-all');
});

test('backs off exponentially with full jitter up to the cap', async () => {
  const { browser, said } = await client();
  browser.random = 1;
  for (let attempt = 0; attempt < 9; attempt++) {
    browser.socket.end(1006);
    await browser.pass();
    const pause = said.state.at(-1).retryAt.getTime() - browser.Date.now();
    assert.equal(pause, Math.min(30_000, 500 * 2 ** attempt));
    await browser.pass(pause);
  }
  browser.random = 0;
  browser.socket.end(1006);
  await browser.pass();
  assert.equal(browser.sockets.length, 11);
});

test('starts the backoff anew after a stable time', async () => {
  const { browser, tidings } = await client();
  for (const connected of [0, 0, 10_000]) {
    browser.socket.welcome();
    await browser.pass(connected);
    browser.socket.end(1012);
    if (connected) assert.equal(tidings.state.attempt, 1);
    await browser.pass(30_000);
  }
});

test('comes back in its slot and without more jitter after goaway', async () => {
  const { browser, tidings } = await client();
  browser.socket.welcome();
  browser.socket.control('tidings.goaway', { reason: 'moving-on', reconnectin: 4_000, cursor: 'c-end' });
  assert.equal(tidings.cursor, 'c-end');
  browser.socket.end(1012);
  await browser.pass(3_999);
  assert.equal(browser.sockets.length, 1);
  await browser.pass(1);
  assert.equal(browser.sockets.length, 2);
});

test('reads on after goaway until the server closes and is never connected twice', async () => {
  const { browser, said } = await client();
  browser.socket.welcome();
  browser.socket.control('tidings.goaway', { reason: 'moving-on', reconnectin: 1_000 });
  await browser.pass(1_050);
  browser.socket.event('1');
  assert.equal(said.event.length, 1);
  assert.equal(browser.sockets.length, 1);
  browser.socket.end(1012);
  await browser.pass(0);
  assert.equal(browser.sockets.length, 2);
});

test('jitters where the slot of a goaway is long over', async () => {
  const { browser } = await client();
  browser.socket.welcome();
  browser.socket.control('tidings.goaway', { reason: 'moving-on', reconnectin: 1_000 });
  await browser.pass(9_000);
  browser.socket.end(1006);
  await browser.pass(249);
  assert.equal(browser.sockets.length, 1);
  await browser.pass(1);
  assert.equal(browser.sockets.length, 2);
});

for (const [code, { then }] of Object.entries(closeCodes)) {
  test(`${code} means ${then}`, async () => {
    const { browser, tidings, asked } = await client();
    browser.socket.welcome();
    browser.socket.end(Number(code), 'because');
    const final = then === 'stop';
    assert.equal(tidings.state.name, final ? 'closed' : 'waiting');
    if (final) assert.equal(tidings.state.final, true);
    if (then === 'ease') assert.equal(tidings.state.attempt, 4);
    await browser.pass(60_000);
    assert.equal(asked[1]?.fresh, final ? undefined : then === 'renew');
  });
}

test('reconnects after a code that it does not know', async () => {
  const { browser, tidings } = await client();
  browser.socket.welcome();
  browser.socket.end(4999);
  assert.equal(tidings.state.name, 'waiting');
});

test('gives up a handshake that brings no welcome', async () => {
  const { browser, tidings } = await client();
  await browser.pass(15_000);
  assert.deepEqual([tidings.state.name, tidings.state.reason], ['waiting', 'no welcome in time']);
  assert.equal(browser.openSockets, 0);
});

test('tries again where the browser refuses to make a socket', async () => {
  const refuse = class {
    constructor() {
      throw new SyntaxError('an insecure WebSocket');
    }
  };
  const { tidings } = await client({}, (browser) => (browser.WebSocket = refuse));
  assert.deepEqual([tidings.state.name, tidings.state.reason], ['waiting', 'an insecure WebSocket']);
});

test('is hurt neither by a listener that throws nor by a frame that is no event', async () => {
  const { browser, tidings, said } = await client();
  const reported = [];
  globalThis.reportError = (failure) => reported.push(failure.message);
  tidings.on('event', () => {
    throw new Error('listener');
  });
  browser.socket.welcome();
  browser.socket.onmessage({ data: 'not json' });
  browser.socket.event('1');
  browser.socket.event('2');
  delete globalThis.reportError;
  assert.deepEqual(reported, ['listener', 'listener']);
  assert.deepEqual([said.event.length, said.error[0].code, tidings.cursor], [2, 'not-an-event', 'c-2']);
});

test('leaves nothing behind when closed and goes on when opened', async () => {
  const { browser, tidings } = await client();
  browser.socket.welcome();
  browser.socket.event('1');
  tidings.close();
  assert.deepEqual([browser.socket.readyState, browser.timers.size, tidings.state.name], [3, 0, 'closed']);
  for (const event of ['offline', 'freeze', 'pagehide', 'online', 'visibilitychange', 'resume', 'pageshow']) browser.raise(event);
  await browser.pass(60_000);
  assert.deepEqual([browser.sockets.length, tidings.state.name], [1, 'closed']);
  tidings.open();
  await browser.pass();
  assert.equal(new URL(browser.socket.url).searchParams.get('cursor'), 'c-1');
});

test('stays closed when a listener closes it at a gap', async () => {
  const { browser, tidings } = await client({ cursor: 'old' });
  tidings.on('gap', () => tidings.close());
  browser.socket.welcome({ reason: 'cursor-too-old' });
  assert.equal(tidings.state.name, 'closed');
  assert.equal(browser.timers.size, 0);
});

test('acknowledges all that was handed over', async () => {
  const { browser, tidings } = await client();
  browser.socket.welcome();
  browser.socket.event('1');
  tidings.ack();
  const [{ type, data }] = browser.socket.sent;
  assert.deepEqual([type, data], ['tidings.ack', { cursor: 'c-1' }]);
});
