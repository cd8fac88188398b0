import assert from 'node:assert/strict';
import test from 'node:test';
import { askedFor, client } from './client.mjs';

test('hurries when the network is back, unless the server is crowded', async () => {
  for (const [code, sockets] of [
    [1012, 2],
    [1013, 1],
  ]) {
    const { browser } = await client();
    browser.random = 1;
    browser.socket.welcome();
    browser.socket.end(code);
    browser.random = 0.01;
    browser.raise('online');
    await browser.pass(10);
    assert.equal(browser.sockets.length, sockets, String(code));
  }
});

test('does not hurry while it is hidden', async () => {
  const { browser } = await client();
  browser.random = 1;
  browser.socket.end(1012);
  browser.random = 0;
  browser.document.visibilityState = 'hidden';
  for (const event of ['visibilitychange', 'online']) browser.raise(event);
  await browser.pass();
  assert.equal(browser.sockets.length, 1);
});

test('lets a dead connection show itself when the page is shown again', async () => {
  const { browser } = await client();
  browser.socket.welcome();
  browser.raise('visibilitychange');
  assert.deepEqual([browser.socket.sent.length, browser.socket.sent[0].type], [1, 'tidings.ack']);
});

test('does not trust a connection beyond the moment when the network goes', async () => {
  const { browser, tidings } = await client();
  browser.socket.welcome();
  browser.random = 1;
  browser.raise('offline');
  assert.deepEqual([tidings.state.name, tidings.state.reason], ['waiting', 'offline']);
  assert.equal(browser.openSockets, 0);
  browser.raise('offline');
  browser.random = 0.01;
  browser.raise('online');
  await browser.pass(5);
  assert.deepEqual([browser.sockets.length, browser.openSockets], [2, 1]);
  browser.socket.resumed();
  await browser.pass(60_000);
  assert.equal(browser.sockets.length, 2);
});

test('reaches a server on this machine though there is no network', async () => {
  const { browser } = await client({}, (fake) => (fake.navigator.onLine = false));
  browser.socket.welcome();
  browser.raise('offline');
  await browser.pass(500);
  assert.equal(browser.sockets.length, 2);
});

test('a frozen page gives its connection back and has one again when it is resumed', async () => {
  const { browser, tidings } = await client();
  browser.socket.welcome();
  browser.socket.event('1');
  browser.raise('freeze');
  assert.equal(browser.openSockets, 0);
  assert.deepEqual([tidings.state.name, tidings.state.code], ['waiting', 1001]);
  await browser.pass(3_600_000);
  assert.equal(browser.sockets.length, 1);
  browser.raise('resume');
  await browser.pass(500);
  assert.deepEqual([browser.sockets.length, askedFor(browser)], [2, 'c-1']);
});

test('a page that is kept for the back button sleeps and wakes once, however many events tell of it', async () => {
  const { browser, said } = await client();
  browser.socket.welcome();
  browser.document.visibilityState = 'hidden';
  for (const event of ['visibilitychange', 'pagehide', 'freeze']) browser.raise(event);
  assert.equal(said.state.filter(({ name }) => name === 'waiting').length, 1);
  await browser.pass(60_000);
  browser.document.visibilityState = 'visible';
  for (const event of ['resume', 'pageshow', 'visibilitychange', 'online']) browser.raise(event);
  await browser.pass(500);
  assert.deepEqual([browser.sockets.length, browser.openSockets], [2, 1]);
  browser.socket.resumed();
  for (const event of ['resume', 'pageshow']) browser.raise(event);
  await browser.pass(60_000);
  assert.equal(browser.sockets.length, 2);
});

test('the first showing of a page is no waking', async () => {
  const { browser } = await client();
  browser.raise('pageshow');
  browser.socket.welcome();
  await browser.pass(60_000);
  assert.deepEqual([browser.sockets.length, browser.socket.sent.length], [1, 0]);
});

test('the showing of a page that did not sleep hurries nothing', async () => {
  const { browser } = await client();
  browser.socket.welcome();
  browser.random = 1;
  browser.socket.end(1012);
  browser.random = 0;
  for (const event of ['pageshow', 'resume']) browser.raise(event);
  await browser.pass(499);
  assert.equal(browser.sockets.length, 1);
});

test('a page that is shown has woken, whether or not it is told so', async () => {
  const { browser } = await client();
  browser.socket.welcome();
  browser.raise('freeze');
  browser.raise('visibilitychange');
  await browser.pass(500);
  assert.deepEqual([browser.sockets.length, browser.openSockets], [2, 1]);
  browser.socket.resumed();
  browser.raise('freeze');
  assert.equal(browser.openSockets, 0);
});

test('sleep does not shorten the wait for a crowded server', async () => {
  const { browser } = await client();
  browser.socket.welcome();
  browser.socket.end(1013);
  browser.raise('freeze');
  browser.raise('resume');
  await browser.pass(3_999);
  assert.equal(browser.sockets.length, 1);
});

test('a stable connection that ends by sleep starts the backoff anew', async () => {
  const { browser, tidings } = await client();
  browser.socket.end(1012);
  await browser.pass(500);
  browser.socket.welcome();
  await browser.pass(10_000);
  browser.raise('freeze');
  assert.equal(tidings.state.attempt, 0);
});

test('a page that freezes during the handshake or while waiting does not connect asleep', async () => {
  for (const before of [() => {}, (browser) => browser.socket.end(1012)]) {
    const { browser } = await client();
    before(browser);
    browser.raise('freeze');
    await browser.pass(60_000);
    assert.equal(browser.openSockets, 0);
    browser.raise('resume');
    await browser.pass(500);
    assert.equal(browser.openSockets, 1);
  }
});

test('a page that freezes while its token comes does not connect asleep', async () => {
  /** @type {any} */ let arrive;
  let calls = 0;
  const getToken = () => (++calls === 1 ? new Promise((resolve) => (arrive = resolve)) : 'token');
  const { browser } = await client({ getToken });
  browser.raise('freeze');
  arrive('token');
  await browser.pass(60_000);
  assert.equal(browser.sockets.length, 0);
  browser.raise('resume');
  await browser.pass(500);
  assert.equal(browser.sockets.length, 1);
});

test('sleep does not shorten the time that the server asked for', async () => {
  const { browser } = await client();
  browser.socket.welcome();
  browser.socket.control('tidings.goaway', { reason: 'moving-on', reconnectin: 20_000 });
  browser.raise('freeze');
  browser.raise('resume');
  await browser.pass(19_999);
  assert.equal(browser.sockets.length, 1);
  await browser.pass(1);
  assert.equal(browser.sockets.length, 2);
});

test('open() wakes a sleeping client, and close() lets it sleep for ever', async () => {
  const { browser, tidings } = await client();
  browser.socket.welcome();
  browser.raise('freeze');
  tidings.open();
  await browser.pass();
  assert.equal(browser.openSockets, 1);
  browser.raise('freeze');
  assert.equal(browser.openSockets, 0);
  tidings.close();
  browser.raise('resume');
  await browser.pass(60_000);
  assert.equal(browser.openSockets, 0);
  assert.equal(tidings.state.name, 'closed');
});
