import assert from 'node:assert/strict';
import test from 'node:test';
import { answering, client } from './client.mjs';

/** @param {any} body */
const saying = (body) => async () => ({ status: 200, headers: new Headers(), json: async () => body });
const place = (/** @type {any} */ browser) => new URL(browser.socket.url).searchParams.get('p');

test('asks nobody where to connect unless it is told to', async () => {
  const { browser } = await client({}, (fake) => (fake.answer = saying({ p: 7 })));
  assert.equal(browser.questions.length, 0);
  assert.equal(place(browser), null);
});

test('asks once where to connect, with its token, and says so at each handshake', async () => {
  const { browser } = await client({ affinity: true }, (fake) => (fake.answer = saying({ url: '/ws?p=7', p: 7 })));
  assert.equal(browser.questions.length, 1);
  const [{ url, options }] = browser.questions;
  assert.equal(url, 'https://app.example/api/connect');
  assert.deepEqual(options.headers, { Authorization: 'Bearer token-1' });
  assert.equal(place(browser), '7');
  browser.socket.welcome();
  browser.socket.end(1012);
  await browser.pass(500);
  assert.equal(browser.sockets.length, 2);
  assert.equal(place(browser), '7');
  assert.equal(browser.questions.length, 1);
});

test('asks beside the address that it was given', async () => {
  const url = 'wss://push.example/tidings/ws';
  const { browser } = await client({ affinity: true, url }, (fake) => (fake.answer = saying({ p: 0 })));
  assert.equal(browser.questions[0].url, 'https://push.example/tidings/api/connect');
  assert.equal(browser.socket.url, 'wss://push.example/tidings/ws?p=0');
});

for (const status of [401, 404, 503]) {
  test(`connects anywhere when the answer is ${status}, and asks again the next time`, async () => {
    const { browser } = await client({ affinity: true }, (fake) => (fake.answer = answering(status)));
    assert.equal(place(browser), null);
    browser.socket.welcome();
    browser.socket.end(1012);
    await browser.pass(500);
    assert.equal(browser.questions.length, 2);
  });
}

test('connects anywhere when the answer is none that it understands', async () => {
  for (const body of [{}, { p: 'x' }, { p: 1.5 }, null]) {
    const { browser } = await client({ affinity: true }, (fake) => (fake.answer = saying(body)));
    assert.equal(place(browser), null);
  }
});

test('connects anywhere when no answer comes in a few seconds', async () => {
  const { browser } = await client({ affinity: true }, (fake) => (fake.answer = () => new Promise(() => {})));
  await browser.pass(4_999);
  assert.equal(browser.sockets.length, 0);
  await browser.pass(1);
  assert.equal(browser.sockets.length, 1);
  assert.equal(place(browser), null);
});

test('an answer that comes after close() opens nothing', async () => {
  /** @type {any} */ let reply;
  const answer = () => new Promise((resolve) => (reply = resolve));
  const { browser, tidings } = await client({ affinity: true }, (fake) => (fake.answer = answer));
  tidings.close();
  reply({ status: 200, json: async () => ({ p: 7 }) });
  await browser.pass();
  assert.equal(browser.sockets.length, 0);
});
