/** A browser of our own for the client's tests: its time stands still until told, its dice are loaded. */

export class FakeBrowser {
  /** Of the clock that nobody sets. */ now = 1_000_000;
  /** Of the clock on the wall. */ wall = Date.parse('2026-01-01T12:00:00Z') - 1_000_000;
  random = 0.5;
  location = { href: 'https://app.example/page' };
  navigator = { onLine: true };
  document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  /** @type {FakeSocket[]} */ sockets = [];
  /** @type {{ url: string, options: any }[]} */ questions = [];
  /** What the server answers to a plain request. @type {(question: any) => Promise<any>} */
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  /** @type {Map<number, { at: number, action: () => void }>} */ timers = new Map();
  #ids = 0;
  #window = new EventTarget();

  constructor() {
    const sockets = this.sockets;
    this.Date = { now: () => this.wall + this.now };
    this.performance = { now: () => this.now };
    this.Math = { random: () => this.random };
    this.WebSocket = class extends FakeSocket {
      constructor(/** @type {string} */ url, /** @type {string[]} */ protocols) {
        super(url, protocols);
        sockets.push(this);
      }
    };
  }

  /** By which frameworks know what not to wrap. */
  get [Symbol.toStringTag]() {
    return 'Window';
  }

  fetch(/** @type {string} */ url, /** @type {any} */ options) {
    this.questions.push({ url, options });
    const aborted = new Promise((_, reject) => options.signal.addEventListener('abort', () => reject(new Error('abort'))));
    return Promise.race([this.answer({ url, options }), aborted]);
  }
  addEventListener(/** @type {string} */ name, /** @type {any} */ listener) {
    this.#window.addEventListener(name, listener);
  }
  removeEventListener(/** @type {string} */ name, /** @type {any} */ listener) {
    this.#window.removeEventListener(name, listener);
  }
  raise(/** @type {string} */ name) {
    const ofDocument = ['visibilitychange', 'freeze', 'resume'].includes(name);
    (ofDocument ? this.document : this.#window).dispatchEvent(new Event(name));
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
  get openSockets() {
    return this.sockets.filter(({ readyState }) => readyState <= 1).length;
  }
}

class FakeSocket {
  readyState = 0;
  /** @type {any[]} */ sent = [];
  /** @type {(() => void) | undefined} */ onopen;
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
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  welcome(/** @type {object} */ data = {}, /** @type {object} */ more = {}) {
    this.open();
    this.control('tidings.welcome', { cursor: 'c0', resumed: false, reason: 'none-given', heartbeat: 25, ...data }, more);
  }
  resumed(/** @type {object} */ data = {}) {
    this.welcome({ resumed: true, reason: undefined, ...data });
  }
  control(/** @type {string} */ type, /** @type {object} */ data, /** @type {object} */ more = {}) {
    this.frame({ id: 'x', source: '/tidings', type, data, ...more });
  }
  event(/** @type {string} */ id, /** @type {object} */ more = {}) {
    this.frame({ id, source: '/orders', type: 'order.shipped', cursor: `c-${id}`, ...more });
  }
  frame(/** @type {object} */ event) {
    this.onmessage?.({ data: JSON.stringify({ specversion: '1.0', ...event }) });
  }
  end(/** @type {number} */ code, reason = '') {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await null;
};
