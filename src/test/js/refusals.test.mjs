import assert from 'node:assert/strict';
import test from 'node:test';
import { answering, client, jwt } from './client.mjs';

test('asks by a plain request of the same address why it was refused', async () => {
  const { browser } = await client({ cursor: 'here' });
  browser.socket.end(1006);
  await browser.pass();
  assert.equal(browser.questions.length, 1);
  const [{ url, options }] = browser.questions;
  assert.equal(url, 'https://app.example/ws?cursor=here');
  assert.deepEqual(options.headers, { Authorization: 'Bearer token-1' });
});

test('does not ask about a connection that was open', async () => {
  const { browser } = await client();
  browser.socket.welcome();
  browser.socket.end(1006);
  await browser.pass();
  assert.equal(browser.questions.length, 0);
});

test('does not ask while offline', async () => {
  const { browser, tidings } = await client({}, (fake) => (fake.navigator.onLine = false));
  browser.socket.end(1006);
  await browser.pass();
  assert.equal(browser.questions.length, 0);
  assert.equal(tidings.state.name, 'waiting');
});

test('401 brings a new token, but no more than one a minute', async () => {
  const { browser, asked, said } = await client({ backoffCap: 1_000 }, (fake) => (fake.answer = answering(401)));
  for (let attempt = 0; attempt < 4; attempt++) {
    browser.socket.end(1006);
    await browser.pass(1_000);
  }
  assert.equal(said.state.find(({ name }) => name === 'waiting').reason, 'token refused (401)');
  assert.deepEqual(
    asked.map(({ fresh }) => fresh),
    [false, true, false, false, false],
  );
  await browser.pass(60_000);
  browser.socket.end(1006);
  await browser.pass(1_000);
  assert.equal(asked.at(-1).fresh, true);
});

test('403 ends it', async () => {
  const { browser, tidings } = await client({}, (fake) => (fake.answer = answering(403)));
  browser.socket.end(1006);
  await browser.pass();
  assert.deepEqual(tidings.state, { name: 'closed', final: true, code: 1006, reason: 'forbidden (403)' });
  assert.equal(browser.timers.size, 0);
});

test('503 is waited out as Retry-After says and cannot be hurried', async () => {
  const { browser } = await client({}, (fake) => (fake.answer = answering(503, { 'Retry-After': '7' })));
  browser.socket.end(1006);
  await browser.pass();
  browser.raise('online');
  await browser.pass(7_000);
  assert.equal(browser.sockets.length, 1);
  await browser.pass(250);
  assert.equal(browser.sockets.length, 2);
});

test('503 without a time that can be read is taken for a crowd', async () => {
  const { browser, tidings } = await client({}, (fake) => (fake.answer = answering(503)));
  browser.socket.end(1006);
  await browser.pass();
  assert.equal(tidings.state.attempt, 4);
});

for (const status of [200, 400, 404, 426, 500]) {
  test(`${status} leaves it to the backoff`, async () => {
    const { browser, tidings, asked } = await client({}, (fake) => (fake.answer = answering(status)));
    browser.socket.end(1006);
    await browser.pass();
    assert.deepEqual([tidings.state.name, tidings.state.reason], ['waiting', `refused (${status})`]);
    await browser.pass(250);
    assert.equal(browser.sockets.length, 2);
    assert.equal(asked[1].fresh, false);
  });
}

test('no answer leaves it to the backoff and brings no new token', async () => {
  const { browser, tidings, asked } = await client();
  browser.socket.end(1006);
  await browser.pass(250);
  assert.equal(tidings.state.name, 'connecting');
  assert.deepEqual(asked, [{ fresh: false }, { fresh: false }]);
});

test('no answer brings a new token where the old one is past its time', async () => {
  /** @type {any[]} */ const asked = [];
  const old = jwt({ exp: Date.parse('2026-01-01T11:59:00Z') / 1_000 });
  const { browser } = await client({ getToken: (/** @type {object} */ wanted) => (asked.push(wanted), old) });
  browser.socket.end(1006);
  await browser.pass(250);
  assert.deepEqual(asked, [{ fresh: false }, { fresh: true }]);
});

test('an answer that does not come is waited for a few seconds only', async () => {
  const { browser, tidings } = await client({}, (fake) => (fake.answer = () => new Promise(() => {})));
  browser.socket.end(1006);
  await browser.pass(4_999);
  assert.equal(tidings.state.name, 'connecting');
  await browser.pass(1);
  assert.equal(tidings.state.name, 'waiting');
});

test('an answer that comes after close() changes nothing', async () => {
  /** @type {any} */ let reply;
  const answer = () => new Promise((resolve) => (reply = resolve));
  const { browser, tidings } = await client({}, (fake) => (fake.answer = answer));
  browser.socket.end(1006);
  await browser.pass();
  tidings.close();
  assert.equal(browser.questions[0].options.signal.aborted, true);
  reply({ status: 503, headers: new Headers({ 'Retry-After': '1' }) });
  await browser.pass(60_000);
  assert.deepEqual([tidings.state.name, browser.sockets.length], ['closed', 1]);
});
