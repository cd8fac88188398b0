/**
 * Tidings: live, resumable notifications in the browser. One file, no dependency, no build step.
 *
 *     import { connect } from './tidings.js';
 *
 *     const tidings = connect({ url: '/ws', getToken: async ({ fresh }) => await myAccessToken(fresh) });
 *     tidings.on('event', (event) => show(event.type, event.data));
 *     tidings.on('state', (state) => badge(state.name));
 *     tidings.on('gap', ({ reason }) => reloadEverything());
 *
 * Delivery is at least once. The client keeps the cursor of the last event that it handed over and resumes from it on
 * any server; an event seen before (same `source` and `id`, among the last 2,000) is not handed over again. Where the
 * server cannot resume, it says so and `gap` is raised: a gap is never silent.
 *
 * Liveness is the server's part: it sends pings, which a browser answers by itself and does not show to a page. So
 * there is no heartbeat timer here; when the page wakes up or the network returns, one small frame (an ack) makes a
 * dead connection show itself.
 *
 * @module tidings
 */

/**
 * An event as it arrives: a CloudEvent 1.0 with its extension attributes beside the named ones.
 * @template [T=any]
 * @typedef {{ specversion: string, id: string, source: string, type: string, time?: string, subject?: string,
 *   datacontenttype?: string, data?: T, data_base64?: string, cursor: string, [extension: string]: any }} TidingsEvent
 */

/**
 * Why a connection ended. `code` is the WebSocket close code; 1006 is all that a browser tells of a refused handshake
 * or a lost network.
 * @typedef {{ code: number, reason: string }} Ending
 */

/**
 * - `connecting`: the handshake is under way.
 * - `catching-up`: resumed; what was missed arrives. Over when an event arrives that is as new as the welcome, or after
 *   300 ms of silence: the wire has no mark for it, and it changes nothing but what a page shows.
 * - `live`: connected, nothing is outstanding. Raised again with a new `expires` when the token was renewed.
 * - `waiting`: not connected; the next try is at `retryAt`.
 * - `closed`: no further try by itself. `final`: the server's verdict, so `open()` helps only after the user has done
 *   something about it (signed in again, closed another tab); otherwise `close()` was called.
 * @typedef {{ name: 'connecting', attempt: number }
 *   | { name: 'catching-up', expires?: Date }
 *   | { name: 'live', expires?: Date }
 *   | ({ name: 'waiting', attempt: number, retryAt: Date } & Ending)
 *   | ({ name: 'closed', final: boolean } & Ending)} TidingsState
 */

/**
 * @typedef {{ cursor: string, resumed: boolean, reason?: string, heartbeat: number, expires?: string }} Welcome
 * @typedef {{ event: TidingsEvent, state: TidingsState, gap: { reason: string }, welcome: Welcome,
 *   goaway: { reason: string, reconnectin?: number }, error: { code: string, message: string } }} TidingsEvents
 */

/**
 * Where the cursor outlives the client; see {@link sessionCursor}.
 * @typedef {{ load(): string | null | undefined, save(cursor: string): void }} CursorStore
 */

/**
 * @typedef {object} TidingsOptions
 * @property {string | URL} url the address of `/ws`; relative to the page, http(s) or ws(s)
 * @property {(wanted: { fresh: boolean }) => string | null | undefined | Promise<string | null | undefined>} getToken
 *   gives the access token. `fresh`: the last one was refused or is about to expire, so do not answer from a cache.
 *   Nothing: nobody is signed in, and the client closes. A failure is tried again later.
 * @property {string} [cursor] resume from here rather than from what `store` holds
 * @property {CursorStore} [store] default: in memory, for as long as this client lives
 * @property {number} [backoffBase] milliseconds; default 500
 * @property {number} [backoffCap] milliseconds; default 30,000
 * @property {number} [stableAfter] milliseconds of connection after which the backoff starts anew; default 10,000
 * @property {typeof globalThis} [env] stand-in for the browser in tests: WebSocket, timers, Math, Date, listeners
 */

/**
 * The catalogue of close codes. `then`: `reconnect`; `renew`, with a new token; `ease`, no sooner than a crowded server
 * can take it; `stop`, since the next try would end alike. A code that is not listed means `reconnect`.
 * @type {Readonly<Record<number, { text: string, then: 'reconnect' | 'renew' | 'ease' | 'stop' }>>}
 */
export const closeCodes = Object.freeze({
  1000: { text: 'closed', then: 'reconnect' },
  1001: { text: 'moving on', then: 'reconnect' },
  1006: { text: 'refused or unreachable', then: 'renew' },
  1007: { text: 'text that is not UTF-8', then: 'stop' },
  1008: { text: 'policy', then: 'stop' },
  1009: { text: 'message too big', then: 'stop' },
  1011: { text: 'internal error', then: 'ease' },
  1012: { text: 'moving on', then: 'reconnect' },
  1013: { text: 'overloaded', then: 'ease' },
  4401: { text: 'token expired', then: 'renew' },
  4403: { text: 'logged out', then: 'stop' },
  4408: { text: 'slow reader', then: 'reconnect' },
  4409: { text: 'replaced by a newer session', then: 'stop' },
  4410: { text: 'no sign of life', then: 'reconnect' },
  4429: { text: 'too many messages', then: 'ease' },
});

const SEEN = 2_000;
const QUIET_MS = 300;
const WELCOME_WITHIN_MS = 15_000;
const EASE_ATTEMPTS = 3;
const REFUSED_TOKEN_AGE_MS = 60_000;
const LONGEST_TIMER_MS = 2_147_483_647;
const OPEN = 1;

/**
 * Connects, and stays connected until `close()`.
 * @param {TidingsOptions} options
 * @returns {Tidings}
 */
export const connect = (options) => new Tidings(options).open();

/**
 * Keeps the cursor in the tab's sessionStorage, so that a reload of the page resumes. Name it by the user: a cursor
 * is worth nothing to anybody else.
 * @param {string} name
 * @returns {CursorStore}
 */
export const sessionCursor = (name) => ({
  load: () => sessionStorage.getItem(name),
  save: (cursor) => sessionStorage.setItem(name, cursor),
});

/** One user's stream on this page. */
export class Tidings {
  /** @type {TidingsOptions & { backoffBase: number, backoffCap: number, stableAfter: number, env: any }} */ #options;
  /** @type {Map<string, Set<(detail: any) => void>>} */ #listeners = new Map();
  /** @type {Map<string, any>} at most one of a name */ #timers = new Map();
  /** @type {Set<string>} in the order of arrival */ #seen = new Set();
  /** @type {TidingsState} */ #state = { name: 'closed', final: false, code: 1000, reason: 'not opened' };
  /** @type {WebSocket | undefined} */ #socket;
  /** @type {string | undefined} */ #cursor;
  /** Counts tries, so that whatever a former one still brings is not taken for the present one's. */ #generation = 0;
  /** Tries since the last stable connection. */ #attempt = 0;
  /** Ask for a new token before the next try. */ #fresh = false;
  /** When a new token was last asked for. */ #freshAt = -Infinity;
  /** The server named a time or is crowded: do not hurry. */ #patient = false;
  /** What goaway asked for. */ #notBefore = 0;
  /** By this page's clock; 0: not yet. */ #welcomedAt = 0;
  /** By the server's clock. */ #welcomeTime = NaN;
  /** Of the token in use, in milliseconds. */ #lifetime = 0;
  /** @type {Date | undefined} */ #expires;
  #frames = 0;

  /** @param {TidingsOptions} options */
  constructor(options) {
    this.#options = { backoffBase: 500, backoffCap: 30_000, stableAfter: 10_000, env: globalThis, ...options };
    this.#cursor = options.cursor ?? options.store?.load() ?? undefined;
  }

  /** @returns {TidingsState} */
  get state() {
    return this.#state;
  }

  /** Where the stream stands: everything up to it was handed over. @returns {string | undefined} */
  get cursor() {
    return this.#cursor;
  }

  /**
   * @template {keyof TidingsEvents} K
   * @param {K} name
   * @param {(detail: TidingsEvents[K]) => void} listener an event counts as handed over when it returns
   * @returns {() => void} takes the listener off again
   */
  on(name, listener) {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** Connects where closed; where waiting, tries now. @returns {this} */
  open() {
    if (this.#state.name === 'waiting') this.#after('try', 0, () => this.#try());
    if (this.#state.name !== 'closed') return this;
    this.#fresh = this.#state.final;
    this.#attempt = 0;
    this.#notBefore = 0;
    this.#state = { name: 'connecting', attempt: 0 };
    this.#listen('addEventListener');
    // After the caller's turn, so that listeners put on right after connect() are told of everything.
    this.#after('try', 0, () => this.#try());
    return this;
  }

  /** Disconnects; the cursor stays, so that `open()` goes on where this ended. */
  close() {
    if (this.#state.name !== 'closed') this.#end({ code: 1000, reason: 'closed by the page' }, false);
  }

  /** Tells the server that everything up to the cursor (by default, all that was handed over) is dealt with. */
  ack(cursor = this.#cursor) {
    if (cursor !== undefined) this.#send('tidings.ack', { cursor });
  }

  async #try() {
    const generation = ++this.#generation;
    this.#become({ name: 'connecting', attempt: this.#attempt });
    try {
      const token = await this.#token(this.#fresh);
      if (generation !== this.#generation) return;
      if (!token) return this.#end({ code: 4401, reason: 'not signed in' }, true);
      this.#connect(token, generation);
    } catch (failure) {
      const why = failure instanceof Error ? failure.message : failure;
      if (generation === this.#generation) this.#retry({ code: 1006, reason: `no token: ${why}` });
    }
  }

  /** @param {boolean} fresh */
  async #token(fresh) {
    const token = await this.#options.getToken({ fresh });
    if (fresh) this.#freshAt = this.#now();
    return token;
  }

  /** @param {string} token @param {number} generation */
  #connect(token, generation) {
    const { WebSocket, location } = this.#options.env;
    const url = new URL(this.#options.url, location?.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const cursor = this.#cursor;
    if (cursor !== undefined) url.searchParams.set('cursor', cursor);
    /** @type {WebSocket} */
    const socket = new WebSocket(url.href, ['cloudevents.json', carrierOf(token)]);
    socket.onmessage = ({ data }) => generation === this.#generation && this.#receive(data, cursor);
    socket.onclose = ({ code, reason }) => generation === this.#generation && this.#ended(code, reason);
    this.#socket = socket;
    this.#welcomedAt = 0;
    this.#notBefore = 0;
    this.#after('welcome', WELCOME_WITHIN_MS, () => this.#ended(1006, 'no welcome in time'));
  }

  /** @param {string} frame @param {string | undefined} askedFor */
  #receive(frame, askedFor) {
    const event = parsed(frame);
    if (!event) return this.#emit('error', { code: 'not-an-event', message: 'a frame that is no CloudEvent' });
    // Only what comes from the log has a cursor, so no record can pass for a control event.
    if (event.source !== '/tidings' || event.cursor !== undefined) return this.#deliver(event);
    if (event.type === 'tidings.welcome') this.#welcomed(event.data, event.time, askedFor);
    if (event.type === 'tidings.goaway') this.#goAway(event.data);
    if (event.type === 'tidings.error') this.#emit('error', event.data);
  }

  /** @param {Welcome} welcome @param {string | undefined} time @param {string | undefined} askedFor */
  #welcomed(welcome, time, askedFor) {
    this.#clear('welcome');
    this.#welcomedAt = this.#now();
    this.#welcomeTime = Date.parse(time ?? '');
    this.#fresh = false;
    this.#patient = false;
    this.#emit('welcome', welcome);
    if (!welcome.resumed) {
      if (askedFor !== undefined) this.#emit('gap', { reason: welcome.reason ?? 'unknown' });
      this.#keep(welcome.cursor);
    }
    this.#expireAt(Date.parse(welcome.expires ?? ''));
    this.#become({ name: welcome.resumed ? 'catching-up' : 'live', expires: this.#expires });
    if (welcome.resumed) this.#after('quiet', QUIET_MS, () => this.#caughtUp());
  }

  /** @param {TidingsEvent} event */
  #deliver(event) {
    const identity = `${event.source} ${event.id}`;
    if (!this.#seen.has(identity)) {
      this.#seen.add(identity);
      if (this.#seen.size > SEEN) this.#seen.delete(/** @type {string} */ (this.#seen.values().next().value));
      this.#emit('event', event);
    }
    this.#keep(event.cursor);
    if (this.#state.name !== 'catching-up') return;
    if (Date.parse(event.time ?? '') >= this.#welcomeTime) this.#caughtUp();
    else this.#after('quiet', QUIET_MS, () => this.#caughtUp());
  }

  #caughtUp() {
    this.#clear('quiet');
    this.#become({ name: 'live', expires: this.#expires });
  }

  /** @param {{ reason: string, reconnectin?: number }} goaway */
  #goAway(goaway) {
    this.#notBefore = this.#now() + (goaway.reconnectin ?? 0);
    this.#emit('goaway', goaway);
  }

  /** @param {string | undefined} cursor */
  #keep(cursor) {
    if (cursor === undefined || cursor === this.#cursor) return;
    this.#cursor = cursor;
    this.#options.store?.save(cursor);
  }

  /**
   * The next token is fetched after half to three quarters of what is left: early enough for the once-a-minute timers
   * of a background tab, and spread, so that tokens minted together are not renewed together.
   * @param {number} at
   */
  #expireAt(at) {
    this.#clear('renew');
    this.#expires = Number.isNaN(at) ? undefined : new Date(at);
    const left = at - this.#now();
    if (!(left > 1_000)) return;
    this.#lifetime ||= left;
    const delay = left * (0.5 + 0.25 * this.#random());
    this.#after('renew', Math.min(delay, LONGEST_TIMER_MS), () => this.#renew());
  }

  async #renew() {
    const generation = this.#generation;
    try {
      const token = await this.#token(true);
      if (generation !== this.#generation) return;
      if (!token) return this.#end({ code: 4401, reason: 'not signed in' }, true);
      this.#send('tidings.token', { token });
      this.#expireAt(expiryOf(token) ?? this.#now() + this.#lifetime);
      this.#become({ .../** @type {any} */ (this.#state), expires: this.#expires });
    } catch {
      // Tried again in what time is left; after that the server closes with 4401, which renews too.
      if (generation === this.#generation) this.#expireAt(this.#expires?.getTime() ?? NaN);
    }
  }

  /** @param {number} code @param {string} reason */
  #ended(code, reason) {
    const { text, then } = closeCodes[code] ?? { text: 'unknown', then: 'reconnect' };
    const ending = { code, reason: reason || text };
    if (then === 'stop') return this.#end(ending, true);
    if (this.#welcomedAt && this.#now() - this.#welcomedAt >= this.#options.stableAfter) this.#attempt = 0;
    if (then === 'ease') this.#attempt = Math.max(this.#attempt, EASE_ATTEMPTS);
    this.#patient = then === 'ease' || this.#notBefore > this.#now();
    // A lost connection says nothing about the token, a refused one may: but no more than one new token a minute.
    const refused = !this.#welcomedAt && this.#now() - this.#freshAt > REFUSED_TOKEN_AGE_MS;
    this.#fresh = then === 'renew' && (code !== 1006 || refused);
    this.#retry(ending);
  }

  /** Exponential backoff with full jitter, after the time that a goaway named. @param {Ending} ending */
  #retry(ending) {
    const { backoffBase, backoffCap } = this.#options;
    const ceiling = Math.min(backoffCap, backoffBase * 2 ** this.#attempt);
    const pause = Math.max(0, this.#notBefore - this.#now()) + this.#random() * ceiling;
    this.#attempt++;
    this.#drop();
    this.#waitFor(pause, ending);
  }

  /** @param {number} pause @param {Ending} ending */
  #waitFor(pause, { code, reason }) {
    const retryAt = new Date(this.#now() + pause);
    this.#after('try', pause, () => this.#try());
    this.#become({ name: 'waiting', attempt: this.#attempt, retryAt, code, reason });
  }

  /** The page was shown or the network is back: hurry a try that waits, and let a dead connection show itself. */
  #wake = () => {
    const { document, navigator } = this.#options.env;
    if (document?.visibilityState === 'hidden' || navigator?.onLine === false) return;
    if (this.#socket?.readyState === OPEN) return this.ack();
    if (this.#state.name !== 'waiting' || this.#patient) return;
    const left = Math.max(0, this.#state.retryAt.getTime() - this.#now());
    this.#waitFor(this.#random() * Math.min(this.#options.backoffBase, left), this.#state);
  };

  /** @param {Ending} ending @param {boolean} final */
  #end(ending, final) {
    this.#drop();
    this.#listen('removeEventListener');
    this.#become({ name: 'closed', final, ...ending });
  }

  #drop() {
    this.#generation++;
    for (const name of [...this.#timers.keys()]) this.#clear(name);
    this.#socket?.close();
    this.#socket = undefined;
    this.#lifetime = 0;
  }

  /** @param {'addEventListener' | 'removeEventListener'} how */
  #listen(how) {
    this.#options.env[how]?.('online', this.#wake);
    this.#options.env.document?.[how]('visibilitychange', this.#wake);
  }

  /** @param {string} type @param {object} data */
  #send(type, data) {
    if (this.#socket?.readyState !== OPEN) return;
    const id = String(++this.#frames);
    this.#socket.send(JSON.stringify({ specversion: '1.0', id, source: '/client', type, data }));
  }

  /** @param {TidingsState} state */
  #become(state) {
    this.#state = state;
    this.#emit('state', state);
  }

  /**
   * A listener that throws is reported and hurts neither the stream nor the other listeners.
   * @template {keyof TidingsEvents} K
   * @param {K} name
   * @param {TidingsEvents[K]} detail
   */
  #emit(name, detail) {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        listener(detail);
      } catch (failure) {
        globalThis.reportError ? globalThis.reportError(failure) : console.error(failure);
      }
    }
  }

  #random() {
    return this.#options.env.Math.random();
  }

  #now() {
    return this.#options.env.Date.now();
  }

  /** @param {string} name @param {number} delay @param {() => void} action */
  #after(name, delay, action) {
    this.#clear(name);
    this.#timers.set(name, this.#options.env.setTimeout(action, delay));
  }

  /** @param {string} name */
  #clear(name) {
    this.#options.env.clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }
}

/**
 * A browser can set no header at the handshake, so the token travels as a subprotocol entry.
 * @param {string} token
 */
function carrierOf(token) {
  const entry = encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`);
  // The two that encodeURIComponent leaves and a subprotocol may not have.
  return entry.replaceAll('(', '%28').replaceAll(')', '%29');
}

/** @param {string} frame @returns {TidingsEvent | undefined} */
const parsed = (frame) => {
  try {
    const event = JSON.parse(frame);
    return typeof event?.type === 'string' ? event : undefined;
  } catch {
    return undefined;
  }
};

/** Of a JWT; an opaque token does not tell. @param {string} token @returns {number | undefined} milliseconds */
const expiryOf = (token) => {
  try {
    return JSON.parse(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'))).exp * 1_000 || undefined;
  } catch {
    return undefined;
  }
};
