import assert from 'node:assert/strict';
import test from 'node:test';
import { client, ids, names, Tidings } from './client.mjs';
import { FakeBrowser } from './fake-browser.mjs';

/** As Vue's reactive(): plain objects, arrays and collections come wrapped, what is native does not. */
function reactive(/** @type {any} */ target) {
  const wrapped = new WeakMap();
  const wrap = (/** @type {any} */ value) => {
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (!['Object', 'Array', 'Map', 'Set'].includes(kind) || !Object.isExtensible(value)) return value;
    if (!wrapped.has(value)) wrapped.set(value, new Proxy(value, { get: (...all) => wrap(Reflect.get(...all)) }));
    return wrapped.get(value);
  };
  return wrap(target);
}

/** Everything that comes out of it is wrapped, functions and what they return too. */
function membrane(/** @type {any} */ target) {
  const wrap = (/** @type {any} */ value) =>
    Object(value) === value && !(value instanceof Date)
      ? new Proxy(value, {
          get: (of, key, receiver) => wrap(Reflect.get(of, key, receiver)),
          apply: (of, self, all) => wrap(Reflect.apply(of, self, all)),
        })
      : value;
  return wrap(target);
}

const WRAPPERS = {
  'a Proxy without traps': (/** @type {any} */ target) => new Proxy(target, {}),
  'a Proxy that reflects': (/** @type {any} */ target) =>
    new Proxy(target, { get: (...all) => Reflect.get(...all), set: (...all) => Reflect.set(...all) }),
  'a Proxy in a Proxy': (/** @type {any} */ target) => new Proxy(new Proxy(target, {}), {}),
  'a reactive object': (/** @type {any} */ target) => reactive({ client: target }).client,
  'a membrane': membrane,
  'an object that inherits from it': (/** @type {any} */ target) => Object.create(target),
};

for (const [what, wrap] of Object.entries(WRAPPERS)) {
  test(`works as ${what}`, async () => {
    const { browser, tidings } = await client();
    const wrapped = wrap(tidings);
    /** @type {any} */ const said = { state: [], event: [] };
    const off = wrapped.on('state', (/** @type {any} */ state) => said.state.push(state));
    wrapped.on('event', (/** @type {any} */ event) => said.event.push(event));
    browser.socket.welcome();
    browser.socket.event('1');
    assert.equal(wrapped.state.name, 'live');
    assert.equal(wrapped.cursor, 'c-1');
    assert.deepEqual(ids(said.event), ['1']);
    wrapped.ack();
    assert.deepEqual(browser.socket.sent.at(-1).data, { cursor: 'c-1' });
    wrapped.close();
    assert.equal(wrapped.state.name, 'closed');
    wrapped.open();
    await browser.pass();
    off();
    browser.socket.resumed();
    assert.equal(wrapped.state.name, 'catching-up');
    assert.deepEqual(names(said.state), ['live', 'closed', 'connecting']);
  });
}

test('its members work on their own', async () => {
  const { browser, tidings } = await client();
  const { on, open, close, ack } = tidings;
  /** @type {any[]} */ const states = [];
  on('state', (state) => states.push(state));
  browser.socket.welcome();
  ack('c9');
  close();
  open();
  await browser.pass();
  assert.deepEqual(browser.sockets[0].sent.at(-1).data, { cursor: 'c9' });
  assert.deepEqual(names(states), ['live', 'closed', 'connecting']);
});

test('may be made, frozen and extended by an application', async () => {
  const env = new FakeBrowser();
  class Ours extends Tidings {
    get isLive() {
      return this.state.name === 'live';
    }
  }
  const options = reactive({ url: '/ws', getToken: () => 'T', env });
  const tidings = Object.freeze(new Ours(/** @type {any} */ (options)));
  assert.equal(tidings.open(), tidings);
  await env.pass();
  env.socket.welcome();
  assert.ok(tidings.isLive && tidings instanceof Tidings);
});
