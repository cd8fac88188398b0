/** A browser of our own for the client's tests: its time stands still until told, its dice are loaded. */

export class FakeBrowser {
  now = 1_000_000;
  random = 0.5;
  location = { href: 'https://app.example/page' };
  navigator = { onLine: true };
  document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  /** @type {FakeSocket[]} */ sockets = [];
  /** @type {Map<number, { at: number, action: () => void }>} */ timers = new Map();
  #ids = 0;
  #window = new EventTarget();

  constructor() {
    const sockets = this.sockets;
    this.Date = { now: () => this.now };
    this.Math = { random: () => this.random };
    this.WebSocket = class extends FakeSocket {
      constructor(/** @type {string} */ url, /** @type {string[]} */ protocols) {
        super(url, protocols);
        sockets.push(this);
      }
    };
  }

  addEventListener(/** @type {string} */ name, /** @type {any} */ listener) {
    this.#window.addEventListener(name, listener);
  }
  removeEventListener(/** @type {string} */ name, /** @type {any} */ listener) {
    this.#window.removeEventListener(name, listener);
  }
  raise(/** @type {string} */ name) {
    this.#window.dispatchEvent(new Event(name));
  }
  setTimeout(/** @type {() => void} */ action, /** @type {number} */ delay) {
    this.timers.set(++this.#ids, { at: this.now + delay, action });
    return this.#ids;
  }
  clearTimeout(/** @type {number} */ id) {
    this.timers.delete(id);
  }

  /** Lets the time pass, and all that is due in it happen in its order. */
  async pass(milliseconds = 0) {
    const end = this.now + milliseconds;
    await settled();
    for (let next = this.#due(end); next; next = this.#due(end)) {
      const [id, { at, action }] = next;
      this.now = Math.max(this.now, at);
      this.timers.delete(id);
      action();
      await settled();
    }
    this.now = end;
  }

  #due(/** @type {number} */ end) {
    return [...this.timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
  }

  get socket() {
    return this.sockets[this.sockets.length - 1];
  }
}

class FakeSocket {
  readyState = 0;
  /** @type {any[]} */ sent = [];
  /** @type {((frame: any) => void) | undefined} */ onmessage;
  /** @type {((end: any) => void) | undefined} */ onclose;

  constructor(/** @type {string} */ url, /** @type {string[]} */ protocols) {
    this.url = url;
    this.protocols = protocols;
  }
  send(/** @type {string} */ frame) {
    this.sent.push(JSON.parse(frame));
  }
  close() {
    this.readyState = 3;
  }

  /** What the server does. */
  welcome(/** @type {object} */ data = {}) {
    this.readyState = 1;
    this.control('tidings.welcome', { cursor: 'c0', resumed: false, reason: 'none-given', heartbeat: 25, ...data });
  }
  control(/** @type {string} */ type, /** @type {object} */ data) {
    this.onmessage?.({ data: JSON.stringify({ specversion: '1.0', id: 'x', source: '/tidings', type, data }) });
  }
  event(/** @type {string} */ id, /** @type {object} */ more = {}) {
    const event = { specversion: '1.0', id, source: '/orders', type: 'order.shipped', cursor: `c-${id}`, ...more };
    this.onmessage?.({ data: JSON.stringify(event) });
  }
  end(/** @type {number} */ code, reason = '') {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }
}

const settled = async () => {
  for (let turn = 0; turn < 10; turn++) await null;
};
