/** Where there is no page: React Native, workers, Node. The client runs in a context that has what it is given, no more. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import vm from 'node:vm';
import { client, names } from './client.mjs';
import { FakeBrowser } from './fake-browser.mjs';

const source = await readFile(new URL('../../main/resources/demo/tidings.js', import.meta.url), 'utf8');
const script = `${source.replace(/^export /gm, '')}\n({ connect, localCursor });`;
const getToken = () => 'T';

/** React Native's own, before it was given the rest: it joins texts, and throws for what it does not know. */
class PoorURL {
  constructor(/** @type {string} */ url, /** @type {any} */ base) {
    this.href = base ? `${base}${url}` : url;
  }
  get protocol() {
    throw new Error('URL.protocol is not implemented');
  }
  get searchParams() {
    throw new Error('URL.searchParams is not implemented');
  }
}

/** @param {object} options @param {any} [globals] @param {string} [without] */
async function start(options, globals = {}, without = '') {
  const browser = new FakeBrowser();
  const context = vm.createContext({
    WebSocket: browser.WebSocket,
    setTimeout: (/** @type {any} */ action, /** @type {number} */ delay) => browser.setTimeout(action, delay),
    clearTimeout: (/** @type {number} */ id) => browser.clearTimeout(id),
    console,
    ...globals,
  });
  delete context[without];
  const { connect, localCursor } = vm.runInContext(script, context);
  const given = typeof options === 'function' ? options(localCursor) : options;
  const tidings = connect({ getToken, ...given });
  /** @type {Record<string, any[]>} */ const said = { state: [], event: [], error: [] };
  for (const name of Object.keys(said)) tidings.on(name, (/** @type {any} */ detail) => said[name].push(detail));
  await browser.pass();
  return { browser, tidings, said };
}

const ENVIRONMENTS = {
  'without a URL at all': {},
  'with a URL that knows neither protocol nor parameters': { URL: PoorURL },
  'as React Native has it': {
    URL: PoorURL,
    window: {},
    navigator: { product: 'ReactNative' },
    performance: { now: () => 0 },
    fetch: () => Promise.reject(new TypeError('Network request failed')),
  },
  'with a document that hears nothing': { document: {}, location: undefined },
};

for (const [what, globals] of Object.entries(ENVIRONMENTS)) {
  test(`connects, resumes and closes ${what}`, async () => {
    const { browser, tidings, said } = await start({ url: 'https://push.example/ws', cursor: 'a b&c' }, globals);
    assert.equal(browser.socket.url, 'wss://push.example/ws?cursor=a%20b%26c');
    browser.socket.resumed();
    browser.socket.event('1');
    browser.socket.end(1006);
    await browser.pass(500);
    assert.equal(browser.socket.url, 'wss://push.example/ws?cursor=c-1');
    browser.socket.end(1006);
    await browser.pass(40_000);
    assert.ok(browser.sockets.length > 2);
    tidings.close();
    assert.equal(said.event.length, 1);
    assert.deepEqual(said.error, []);
  });
}

for (const [what, options, globals, without, wanted] of /** @type {[string, object, any, string, RegExp][]} */ ([
  ['a WebSocket', { url: 'wss://a/ws' }, {}, 'WebSocket', /^WebSocket: none here \(expected: .+\)$/],
  ['an absolute address', { url: '/ws' }, { URL: PoorURL }, '', /^url: \/ws \(expected: .+ no page .+\)$/],
  ['an absolute address and a URL', { url: 'ws' }, {}, '', /^url: ws \(expected: .+\)$/],
  ['an address', { url: 'ftp://a/ws' }, {}, '', /^url: ftp:\/\/a\/ws \(expected: .+\)$/],
  ['any address', {}, {}, '', /^url: undefined \(expected: .+\)$/],
  ['a way to get a token', { url: 'wss://a/ws', getToken: null }, {}, '', /^getToken: none \(expected: .+\)$/],
])) {
  test(`without ${what} it says so once and closes`, async () => {
    const { browser, tidings, said } = await start(options, globals, without);
    await browser.pass(600_000);
    assert.equal(said.error.length, 1);
    assert.equal(said.error[0].code, 'environment');
    assert.match(said.error[0].message, wanted);
    assert.deepEqual(names(said.state), ['closed']);
    assert.ok(tidings.state.final);
    assert.equal(tidings.state.reason, said.error[0].message);
    assert.equal(browser.sockets.length, 0);
  });
}

test('goes on without a cursor store that is not there, and says so once', async () => {
  const { browser, said } = await start((/** @type {any} */ localCursor) => ({ url: 'wss://a/ws', store: localCursor('alice') }));
  browser.socket.welcome();
  browser.socket.event('1');
  await browser.pass();
  assert.equal(said.error.length, 1);
  assert.match(said.error[0].message, /localStorage/);
  assert.equal(said.event.length, 1);
});

for (const [url, wanted] of [
  ['/ws', 'wss://app.example/ws'],
  ['ws', 'wss://app.example/ws'],
  ['//push.example/ws', 'wss://push.example/ws'],
  ['?x=1', 'wss://app.example/page?x=1'],
  ['http://push.example:8080/ws', 'ws://push.example:8080/ws'],
  ['HTTPS://push.example/ws#part', 'wss://push.example/ws'],
  ['wss://push.example', 'wss://push.example/'],
  ['wss://push.example?x=1', 'wss://push.example/?x=1'],
  ['wss://push.example/a/ws?x=1&cursor=old&y', 'wss://push.example/a/ws?x=1&cursor=old&y'],
]) {
  test(`connects to ${wanted} by ${url}`, async () => {
    const { browser } = await client({ url });
    assert.equal(browser.socket.url, wanted);
    browser.socket.welcome();
    browser.socket.event('1');
    browser.socket.end(1012);
    await browser.pass(500);
    const again = new URL(browser.socket.url);
    assert.deepEqual(again.searchParams.getAll('cursor'), ['c-1']);
    assert.equal(again.searchParams.get('x'), new URL(wanted).searchParams.get('x'));
  });
}
