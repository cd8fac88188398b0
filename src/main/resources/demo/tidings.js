/**
 * Tidings: live, resumable notifications in the browser. One file, no dependency, no build step.
 *
 *     import { connect } from './tidings.js';
 *
 *     const tidings = connect({ url: '/ws', getToken: async ({ fresh }) => await myAccessToken(fresh) });
 *     tidings.on('event', (event) => show(event.type, event.data));
 *     tidings.on('state', (state) => badge(state.name));
 *     tidings.on('gap', ({ reason, skipped }) => reloadEverything());
 *
 * Delivery is at least once. The client keeps the cursor of the last event that it handed over and resumes from it on
 * any server. Where the server cannot resume, it says so and `gap` is raised: a gap is never silent.
 *
 * Two things keep an event from being handed over twice. By cursor order: the kept cursor covers the event's own, so
 * this client, or the one that stored the cursor, has had it, however long ago. By identity: the same `source` and `id`
 * were among the last 2,000; this catches what a producer wrote twice. Neither drops what was not handed over: cursors
 * of different logs, or where a partition is missing, are not compared. What remains is an event that was handed over
 * right before the page was killed, before its cursor was stored.
 *
 * Liveness is the server's part: it sends pings, which a browser answers by itself and does not show to a page. So
 * there is no heartbeat timer here; when the page is shown again, one small frame (an ack) makes a dead connection show
 * itself. A connection is not trusted beyond the moment when the network goes, and is given back while the page is
 * frozen or kept for the back button.
 *
 * A browser tells a page nothing of a refused handshake. So the server is asked for the reason by a plain GET of the
 * same address: 401 brings a new token, 403 ends it, 503 is waited out as `Retry-After` says. From an origin that the
 * server does not know, or where the page's `connect-src` forbids it, there is no answer, and the backoff alone counts.
 *
 * It runs wherever there are a `WebSocket` and timers: without a page (React Native, workers, Node) it takes an absolute
 * address and does without what belongs to pages. What it cannot do without is named by one `error`, and it closes.
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
 * Why a connection ended. `code` is the WebSocket close code; 1006 is a refused handshake or a lost network, as `reason`
 * says; 1001 this page, which sleeps.
 * @typedef {{ code: number, reason: string }} Ending
 */

/**
 * - `connecting`: the handshake is under way.
 * - `catching-up`: resumed; what was missed arrives, until the server says that it was all.
 * - `live`: connected, nothing is outstanding. Raised again with a new `expires` when the token was renewed.
 * - `waiting`: not connected; the next try is at `retryAt`, or when the page wakes up.
 * - `closed`: no further try by itself. `final`: the server's verdict, so `open()` helps only after the user has done
 *   something about it (signed in again, closed another tab); otherwise `close()` was called.
 * @typedef {{ name: 'connecting', attempt: number }
 *   | { name: 'catching-up', expires?: Date }
 *   | { name: 'live', expires?: Date }
 *   | ({ name: 'waiting', attempt: number, retryAt: Date } & Ending)
 *   | ({ name: 'closed', final: boolean } & Ending)} TidingsState
 */

/**
 * What was not delivered, to be fetched another way: offsets of a topic's partition, `from` and not `to` included.
 * @typedef {{ topic: string, partition: number, from: number, to: number }} Skipped
 */

/**
 * @typedef {{ cursor: string, resumed: boolean, reason?: string, skipped?: Skipped[], inbox?: string, heartbeat: number,
 *   expires?: string }} Welcome `inbox`: where what was missed can be read, on a server that has an inbox
 * @typedef {{ event: TidingsEvent, state: TidingsState, gap: { reason: string, skipped?: Skipped[], inbox?: string },
 *   welcome: Welcome, goaway: { reason: string, reconnectin?: number, cursor?: string },
 *   error: { code: string, message: string } }} TidingsEvents
 */

/**
 * Where the cursor outlives the client: {@link sessionCursor}, {@link localCursor} or another. One that throws is
 * reported once, as `error` with the code `cursor-store`, and the stream goes on without it. `anew`: after a gap, so
 * whatever stands there is void.
 * @typedef {{ load(): string | null | undefined, save(cursor: string, anew: boolean): void }} CursorStore
 */

/**
 * @typedef {object} TidingsOptions
 * @property {string | URL} url the address of `/ws`; relative to the page where there is one, http(s) or ws(s)
 * @property {(wanted: { fresh: boolean }) => string | null | undefined | Promise<string | null | undefined>} getToken
 *   gives the access token. `fresh`: the last one was refused or is about to expire, so do not answer from a cache.
 *   Nothing: nobody is signed in, and the client closes. A failure, or no answer in 30 s, is tried again later.
 * @property {string} [cursor] resume from here rather than from what `store` holds
 * @property {CursorStore} [store] default: in memory, for as long as this client lives
 * @property {boolean} [affinity] ask the server once, at `api/connect` beside `url`, for a number by which a load balancer
 *   leads users of a partition to few servers (`tidings.tail.affinity`); default false
 * @property {number} [backoffBase] milliseconds; default 500
 * @property {number} [backoffCap] milliseconds; default 30,000
 * @property {number} [stableAfter] milliseconds of connection after which the backoff starts anew; default 10,000
 * @property {typeof globalThis} [env] stand-in for the browser in tests: WebSocket, fetch, timers, clocks, listeners
 */

/**
 * The catalogue of close codes. `then`: `reconnect`; `renew`, with a new token; `ease`, no sooner than a crowded server
 * can take it; `stop`, since the next try would end alike. A code that is not listed means `reconnect`. 1000 is not the
 * server's, so something in between has closed.
 * @type {Readonly<Record<number, { text: string, then: 'reconnect' | 'renew' | 'ease' | 'stop' }>>}
 */
export const closeCodes = Object.freeze({
  1000: { text: 'closed', then: 'reconnect' },
  1001: { text: 'moving on', then: 'reconnect' },
  1002: { text: 'protocol error', then: 'stop' },
  1006: { text: 'connection lost', then: 'reconnect' },
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
const WELCOME_WITHIN_MS = 15_000;
const TOKEN_WITHIN_MS = 30_000;
const ANSWER_WITHIN_MS = 5_000;
const EASE_ATTEMPTS = 3;
const REFUSED_TOKEN_AGE_MS = 60_000;
const SLOT_GRACE_MS = 1_000;
const LONGEST_TIMER_MS = 2_147_483_647;
const OPEN = 1;
const WINDOW_EVENTS = ['online', 'offline', 'pagehide', 'pageshow'];
const DOCUMENT_EVENTS = ['visibilitychange', 'freeze', 'resume'];
/** What the server answers when it is asked why it refused. @type {Readonly<Record<number, string>>} */
const REFUSALS = Object.freeze({
  401: 'token refused',
  403: 'forbidden',
  431: 'token too large',
  503: 'no room at the moment',
});

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

/**
 * Keeps the cursor in localStorage, for all of the browser's tabs and for its next start. It stands for what any of the
 * tabs was handed; a tab reads it at its start only, so none that runs skips what another one has had.
 * @param {string} name by user, as above
 * @returns {CursorStore}
 */
export const localCursor = (name) => ({
  load: () => localStorage.getItem(name),
  save: (cursor, anew) => {
    // A tab that lags behind does not take back how far another one has come.
    if (anew || !covers(localStorage.getItem(name), cursor)) localStorage.setItem(name, cursor);
  },
});

/**
 * One user's stream on this page. Its members are bound to it, so that they work inside a Proxy (Vue, MobX) and on their own.
 */
export class Tidings {
  /** @param {TidingsOptions} options */
  constructor(options) {
    const stream = new Stream(options);
    const shown = (/** @type {() => any} */ get) => ({ get, enumerable: true, configurable: true });
    Object.defineProperties(this, { state: shown(() => stream.state), cursor: shown(() => stream.cursor) });

    /** @readonly @type {TidingsState} */ this.state;

    /** Where the stream stands: everything up to it was handed over. @readonly @type {string | undefined} */ this.cursor;

    /**
     * @type {<K extends keyof TidingsEvents>(name: K, listener: (detail: TidingsEvents[K]) => void) => () => void}
     * an event counts as handed over when its listener returns; the answer takes the listener off again
     */
    this.on = (name, listener) => stream.on(name, listener);

    /** Connects where closed; where waiting, tries now. @type {() => Tidings} */
    this.open = () => (stream.open(), this);

    /** Disconnects; the cursor stays, so that `open()` goes on where this ended. @type {() => void} */
    this.close = () => stream.close();

    /**
     * Tells the server that everything up to the cursor (by default, all that was handed over) is dealt with.
     * @type {(cursor?: string) => void}
     */
    this.ack = (cursor) => stream.ack(cursor);
  }
}

class Stream {
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
  /** When a new token was last asked for. Like all times here, by a clock that nobody sets. */ #freshAt = -Infinity;
  /** The server named a time or is crowded: do not hurry. */ #patient = false;
  /** What goaway or Retry-After asked for. */ #notBefore = -Infinity;
  /** It is this client's own slot, so it needs no jitter. */ #slotted = false;
  /** The page is frozen or put away. */ #asleep = false;
  #opened = false;
  /** 0: not yet. */ #welcomedAt = 0;
  /** From the page's time to the server's. */ #ahead = 0;
  /** When the next try is due. */ #tryAt = 0;
  /** Of the token in use, in milliseconds. */ #lifetime = 0;
  /** Of the token in use and of the one before, by the server's clock. */ #expiry = NaN;
  #formerExpiry = NaN;
  /** @type {AbortController | undefined} */ #question;
  /** @type {number | undefined} by what a load balancer keeps users together */ #p;
  #storeFailed = false;
  #frames = 0;

  /** @param {TidingsOptions} options */
  constructor(options) {
    this.#options = { backoffBase: 500, backoffCap: 30_000, stableAfter: 10_000, env: globalThis, ...options };
    this.#cursor = options.cursor ?? this.#stored((store) => store?.load()) ?? undefined;
  }

  get state() {
    return this.#state;
  }

  get cursor() {
    return this.#cursor;
  }

  /** @param {string} name @param {(detail: any) => void} listener */
  on(name, listener) {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  open() {
    this.#asleep = false;
    if (this.#state.name === 'waiting') this.#after('try', 0, () => this.#try());
    if (this.#state.name !== 'closed') return;
    this.#fresh = this.#state.final;
    this.#attempt = 0;
    this.#notBefore = -Infinity;
    this.#state = { name: 'connecting', attempt: 0 };
    this.#listen('addEventListener');
    // After the caller's turn, so that listeners put on right after connect() are told of everything.
    this.#after('try', 0, () => this.#try());
  }

  close() {
    if (this.#state.name !== 'closed') this.#end({ code: 1000, reason: 'closed by the page' }, false);
  }

  ack(cursor = this.#cursor) {
    if (cursor !== undefined) this.#send('tidings.ack', { cursor });
  }

  async #try() {
    const generation = ++this.#generation;
    const lacking = this.#lacking();
    if (lacking) return this.#giveUp(lacking);
    this.#become({ name: 'connecting', attempt: this.#attempt });
    let what = 'no token: ';
    try {
      const token = await this.#token(this.#fresh);
      if (generation !== this.#generation) return;
      if (!token) return this.#end({ code: 4401, reason: 'not signed in' }, true);
      what = '';
      await this.#locate(token);
      if (generation === this.#generation) this.#connect(token, generation);
    } catch (failure) {
      if (generation === this.#generation) this.#retry({ code: 1006, reason: what + messageOf(failure) });
    }
  }

  /** @param {boolean} fresh */
  async #token(fresh) {
    const late = new Promise((_, reject) => {
      const failure = new Error(`getToken: no answer (expected: within ${TOKEN_WITHIN_MS / 1_000} s)`);
      this.#after('token', TOKEN_WITHIN_MS, () => reject(failure));
    });
    const generation = this.#generation;
    try {
      const token = await Promise.race([this.#options.getToken({ fresh }), late]);
      if (fresh) this.#freshAt = this.#now();
      return token;
    } finally {
      if (generation === this.#generation) this.#clear('token');
    }
  }

  /** What no further try would change. */
  #lacking() {
    if (typeof this.#options.env.WebSocket !== 'function') return 'WebSocket: none here (expected: one in globalThis or env)';
    if (typeof this.#options.getToken !== 'function') return 'getToken: none (expected: a function that gives the token)';
    const page = this.#options.env.location?.href ? '' : ', as there is no page that it could be relative to';
    return this.#address() ? '' : `url: ${this.#options.url} (expected: an http, https, ws or wss address${page})`;
  }

  /** @param {string} message */
  #giveUp(message) {
    this.#end({ code: 1006, reason: message }, true);
    this.#emit('error', { code: 'environment', message });
  }

  /** Nothing where there is none. */
  #address() {
    return addressOf(String(this.#options.url).trim(), this.#options.env.location?.href);
  }

  /** By which a load balancer may lead this user. Any server will do, so no answer is no failure. @param {string} token */
  async #locate(token) {
    if (!this.#options.affinity || this.#p !== undefined) return;
    const [path] = this.#address().split('?');
    const answer = await this.#ask(`${path.slice(0, path.lastIndexOf('/'))}/api/connect`, token);
    try {
      const { p } = answer?.status === 200 ? await answer.json() : {};
      this.#p = Number.isInteger(p) ? p : undefined;
    } catch {
      // As above.
    }
  }

  /** @param {string} token @param {number} generation */
  #connect(token, generation) {
    const { WebSocket } = this.#options.env;
    const cursor = this.#cursor;
    const url = withParameters(this.#address(), { p: this.#p, cursor });
    this.#opened = false;
    this.#welcomedAt = 0;
    this.#notBefore = -Infinity;
    this.#slotted = false;
    this.#after('welcome', WELCOME_WITHIN_MS, () => this.#ended(1006, 'no welcome in time'));
    /** @type {WebSocket} */
    const socket = new WebSocket(url, ['cloudevents.json', carrierOf(token)]);
    socket.onopen = () => void (generation === this.#generation && (this.#opened = true));
    socket.onmessage = ({ data }) => generation === this.#generation && this.#receive(data, cursor);
    socket.onclose = ({ code, reason }) => {
      if (generation !== this.#generation) return;
      if (code === 1006 && !this.#opened) this.#refused(url, token);
      else this.#ended(code, reason);
    };
    this.#socket = socket;
  }

  /** @param {string} url @param {string} token */
  async #refused(url, token) {
    const generation = this.#generation;
    this.#clear('welcome');
    const answer = await this.#ask(url, token);
    if (generation !== this.#generation) return;
    const status = answer?.status ?? 0;
    const seconds = status === 503 ? (answer?.headers.get('Retry-After') ?? '') : '';
    const why = status === 0 ? 'refused or unreachable' : (REFUSALS[status] ?? 'refused');
    const ending = { code: 1006, reason: status === 0 ? why : `${why} (${status})` };
    if (status === 403) return this.#end(ending, true);
    // Without an answer a token that is past its time is reason enough; but no more than one new token a minute.
    const stale = status === 401 || (status === 0 && (expiryOf(token) ?? Infinity) <= this.#options.env.Date.now());
    this.#fresh = stale && this.#now() - this.#freshAt > REFUSED_TOKEN_AGE_MS;
    this.#patient = status === 503;
    if (/^\d+$/.test(seconds)) this.#notBefore = this.#now() + Number(seconds) * 1_000;
    else if (status === 503) this.#attempt = Math.max(this.#attempt, EASE_ATTEMPTS);
    this.#retry(ending);
  }

  /** @param {string} url @param {string} token @returns {Promise<Response | undefined>} nothing where none comes in time */
  async #ask(url, token) {
    const { env } = this.#options;
    if (!env.fetch || env.navigator?.onLine === false) return undefined;
    const question = (this.#question = typeof AbortController === 'function' ? new AbortController() : undefined);
    const late = new Promise((resolve) => this.#after('answer', ANSWER_WITHIN_MS, () => resolve(question?.abort())));
    const headers = { Authorization: `Bearer ${token}` };
    const address = url.replace(/^ws/, 'http');
    try {
      const signal = question?.signal;
      return await Promise.race([env.fetch(address, { headers, cache: 'no-store', redirect: 'error', signal }), late]);
    } catch {
      return undefined;
    }
  }

  /** @param {string} frame @param {string | undefined} askedFor */
  #receive(frame, askedFor) {
    const event = parsed(frame);
    if (!event) return this.#emit('error', { code: 'not-an-event', message: 'a frame that is no CloudEvent' });
    // Only what comes from the log has a cursor, so no record can pass for a control event.
    if (event.source !== '/tidings' || event.cursor !== undefined) return this.#deliver(event);
    if (event.type === 'tidings.welcome') this.#welcomed(event.data, event.time, askedFor);
    if (event.type === 'tidings.cursor') this.#caughtUp(event.data);
    if (event.type === 'tidings.goaway') this.#goAway(event.data);
    if (event.type === 'tidings.error') this.#complained(event.data);
  }

  /** @param {Welcome} welcome @param {string | undefined} time @param {string | undefined} askedFor */
  #welcomed(welcome, time, askedFor) {
    this.#clear('welcome');
    this.#welcomedAt = this.#now();
    this.#ahead = (Date.parse(time ?? '') || this.#options.env.Date.now()) - this.#welcomedAt;
    this.#fresh = false;
    this.#patient = false;
    const generation = this.#generation;
    this.#emit('welcome', welcome);
    if (!welcome.resumed) {
      const { reason = 'unknown', skipped, inbox } = welcome;
      const found = { reason, ...(skipped && { skipped }), ...(inbox && { inbox }) };
      if (askedFor !== undefined) this.#emit('gap', found);
      this.#keep(welcome.cursor, true);
    }
    // A listener may have closed.
    if (generation !== this.#generation) return;
    this.#expireAt(Date.parse(welcome.expires ?? ''));
    this.#become({ name: welcome.resumed ? 'catching-up' : 'live', ...this.#expires() });
  }

  /** @param {TidingsEvent} event */
  #deliver(event) {
    if (covers(this.#cursor, event.cursor)) return;
    const identity = `${event.source} ${event.id}`;
    if (!this.#seen.has(identity)) {
      this.#seen.add(identity);
      if (this.#seen.size > SEEN) this.#seen.delete(/** @type {string} */ (this.#seen.values().next().value));
      this.#emit('event', event);
    }
    this.#keep(event.cursor);
  }

  /** The server has sent everything up to that cursor. @param {{ cursor: string }} data */
  #caughtUp({ cursor }) {
    this.#keep(cursor);
    if (this.#state.name === 'catching-up') this.#become({ name: 'live', ...this.#expires() });
  }

  /** Events go on until the server closes. @param {{ reason: string, reconnectin?: number, cursor?: string }} goaway */
  #goAway(goaway) {
    this.#keep(goaway.cursor);
    this.#notBefore = this.#now() + (goaway.reconnectin ?? 0);
    this.#slotted = goaway.reconnectin !== undefined;
    this.#emit('goaway', goaway);
  }

  /** @param {string | undefined} cursor @param {boolean} [anew] */
  #keep(cursor, anew = false) {
    if (cursor === undefined || cursor === this.#cursor) return;
    this.#cursor = cursor;
    this.#stored((store) => store?.save(cursor, anew));
  }

  /** @template T @param {(store: CursorStore | undefined) => T} use @returns {T | undefined} */
  #stored(use) {
    try {
      return use(this.#options.store);
    } catch (failure) {
      const error = { code: 'cursor-store', message: messageOf(failure) };
      if (!this.#storeFailed) this.#options.env.setTimeout(() => this.#emit('error', error), 0);
      this.#storeFailed = true;
      return undefined;
    }
  }

  /**
   * The next token is fetched after half to three quarters of what is left: early enough for the once-a-minute timers
   * of a background tab, and spread, so that tokens minted together are not renewed together.
   * @param {number} at by the server's clock: the page's may be wrong, or set meanwhile
   */
  #expireAt(at) {
    this.#clear('renew');
    this.#expiry = at;
    const left = at - this.#ahead - this.#now();
    if (!(left > 1_000)) return;
    this.#lifetime ||= left;
    this.#after('renew', left * (0.5 + 0.25 * this.#random()), () => this.#renew());
  }

  /** For a state, by the page's clock. @returns {{ expires?: Date }} */
  #expires() {
    const left = this.#expiry - this.#ahead - this.#now();
    return Number.isNaN(left) ? {} : { expires: new Date(this.#options.env.Date.now() + left) };
  }

  async #renew() {
    const generation = this.#generation;
    try {
      const token = await this.#token(true);
      if (generation !== this.#generation) return;
      if (!token) return this.#end({ code: 4401, reason: 'not signed in' }, true);
      this.#send('tidings.token', { token });
      this.#formerExpiry = this.#expiry;
      this.#expireAt(expiryOf(token) ?? this.#now() + this.#ahead + this.#lifetime);
      this.#become({ .../** @type {any} */ (this.#state), ...this.#expires() });
    } catch {
      // Tried again in what time is left; after that the server closes with 4401, which renews too.
      if (generation === this.#generation) this.#expireAt(this.#expiry);
    }
  }

  /** @param {{ code: string, message: string }} error */
  #complained(error) {
    const refused = error.code === 'token-refused';
    if (refused || error.code === 'issuer-unavailable') {
      this.#expireAt(this.#formerExpiry);
      // The same again would be an offence; the session's end brings a new token too.
      if (refused) this.#clear('renew');
      this.#become({ .../** @type {any} */ (this.#state), ...this.#expires() });
    }
    this.#emit('error', error);
  }

  /** @param {number} code @param {string} reason */
  #ended(code, reason) {
    const { text, then } = closeCodes[code] ?? { text: 'unknown', then: 'reconnect' };
    const ending = { code, reason: reason || text };
    if (then === 'stop') return this.#end(ending, true);
    this.#forgive();
    if (then === 'ease') this.#attempt = Math.max(this.#attempt, EASE_ATTEMPTS);
    this.#patient = then === 'ease' || this.#notBefore > this.#now();
    this.#fresh = then === 'renew';
    this.#retry(ending);
  }

  #forgive() {
    if (this.#welcomedAt && this.#now() - this.#welcomedAt >= this.#options.stableAfter) this.#attempt = 0;
  }

  /** @param {Ending} ending */
  #retry(ending) {
    this.#drop();
    const pause = this.#pause(this.#ceiling());
    this.#attempt++;
    this.#waitFor(pause, ending);
  }

  #ceiling() {
    const { backoffBase, backoffCap } = this.#options;
    return Math.min(backoffCap, backoffBase * 2 ** this.#attempt);
  }

  /** Full jitter, after the time that the server named. @param {number} ceiling */
  #pause(ceiling) {
    const left = this.#notBefore - this.#now();
    return Math.max(0, left) + (this.#slotted && left > -SLOT_GRACE_MS ? 0 : this.#random() * ceiling);
  }

  /** @param {number} pause @param {Ending} ending */
  #waitFor(pause, { code, reason }) {
    const retryAt = new Date(this.#options.env.Date.now() + pause);
    this.#tryAt = this.#now() + pause;
    this.#after('try', pause, () => this.#try());
    this.#become({ name: 'waiting', attempt: this.#attempt, retryAt, code, reason });
  }

  /** @param {Event} event of the page's life */
  #onPage = ({ type }) => {
    if (type === 'freeze' || type === 'pagehide') this.#sleep();
    else if (type === 'resume' || type === 'pageshow') this.#rise();
    else if (type === 'offline') this.#lose();
    else this.#wake();
  };

  /** A frozen page reads nothing, and one with a connection is not kept for the back button. */
  #sleep() {
    if (this.#asleep) return;
    this.#asleep = true;
    const waiting = this.#state.name === 'waiting' && this.#state;
    const { code, reason } = waiting || { code: 1001, reason: 'the page sleeps' };
    if (this.#socket) this.#forgive();
    this.#drop();
    const retryAt = waiting ? waiting.retryAt : new Date(this.#options.env.Date.now());
    this.#become({ name: 'waiting', attempt: this.#attempt, retryAt, code, reason });
  }

  #rise() {
    if (!this.#asleep || this.#state.name !== 'waiting') return;
    this.#asleep = false;
    this.#waitFor(this.#pause(this.#patient ? this.#ceiling() : this.#options.backoffBase), this.#state);
  }

  /** What the socket does not know yet: the network is gone, and the connection does not outlive that for sure. */
  #lose() {
    if (this.#socket && this.#socket.readyState <= OPEN) this.#ended(1006, 'offline');
  }

  /** The page was shown or the network is back: hurry a try that waits, and let a dead connection show itself. */
  #wake() {
    const { document, navigator } = this.#options.env;
    if (document?.visibilityState === 'hidden' || navigator?.onLine === false) return;
    if (this.#asleep) return this.#rise();
    if (this.#socket?.readyState === OPEN) return this.ack();
    if (this.#state.name !== 'waiting' || this.#patient) return;
    const left = Math.max(0, this.#tryAt - this.#now());
    this.#waitFor(this.#random() * Math.min(this.#options.backoffBase, left), this.#state);
  }

  /** @param {Ending} ending @param {boolean} final */
  #end(ending, final) {
    this.#drop();
    this.#listen('removeEventListener');
    this.#asleep = false;
    this.#become({ name: 'closed', final, ...ending });
  }

  #drop() {
    this.#generation++;
    for (const name of [...this.#timers.keys()]) this.#clear(name);
    this.#question?.abort();
    this.#question = undefined;
    this.#socket?.close();
    this.#socket = undefined;
    this.#lifetime = 0;
  }

  /** @param {'addEventListener' | 'removeEventListener'} how */
  #listen(how) {
    const { env } = this.#options;
    for (const name of WINDOW_EVENTS) env[how]?.(name, this.#onPage);
    for (const name of DOCUMENT_EVENTS) env.document?.[how]?.(name, this.#onPage);
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

  /** Nobody sets this clock, and timers go by it. */
  #now() {
    const { performance, Date } = this.#options.env;
    return (performance ?? Date).now();
  }

  /** @param {string} name @param {number} delay @param {() => void} action */
  #after(name, delay, action) {
    this.#clear(name);
    this.#timers.set(name, this.#options.env.setTimeout(action, Math.min(delay, LONGEST_TIMER_MS)));
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

/**
 * Without a URL where it can be done without: that of React Native knows neither protocol nor parameters.
 * @param {string} url @param {string | undefined} base the page's address
 */
function addressOf(url, base) {
  const [, scheme, secure, rest] = /^(http|ws)(s?):\/\/([^#]+)/i.exec(url) ?? [];
  if (scheme) return `ws${secure.toLowerCase()}://${rest.replace(/^[^/?]+$|^[^/?]+(?=\?)/, '$&/')}`;
  try {
    return base && /^(?![a-z][a-z0-9+.-]*:)/i.test(url) ? addressOf(new URL(url, base).href, undefined) : '';
  } catch {
    return '';
  }
}

/** @param {string} address @param {Record<string, string | number | undefined>} wanted */
function withParameters(address, wanted) {
  const [path, ...query] = address.split('?');
  const own = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const others = query.join('?').split('&').filter((pair) => pair && !own.some(([name]) => pair.split('=')[0] === name));
  const all = [...others, ...own.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)];
  return all.length ? `${path}?${all.join('&')}` : path;
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

/** @param {unknown} failure */
const messageOf = (failure) => (failure instanceof Error ? failure.message : String(failure));

const NUMBER = '(0|[1-9a-v][0-9a-v]*)';
const CURSOR = new RegExp(`^${NUMBER}(\\.${NUMBER}-${NUMBER})+$`);

/**
 * Whether who stands at `cursor` has had everything up to `other`. Cursors stay opaque to everybody else: they are the
 * log's epoch and, by partition, the offset to go on from, to the base 32.
 * @param {string | null | undefined} cursor @param {string | undefined} other
 */
function covers(cursor, other) {
  if (!cursor || !other || !CURSOR.test(cursor) || !CURSOR.test(other)) return false;
  const [epoch, ...positions] = cursor.split('.');
  const [otherEpoch, ...others] = other.split('.');
  const offsets = new Map(positions.map((position) => /** @type {[string, string]} */ (position.split('-'))));
  return epoch === otherEpoch && others.every((position) => reaches(offsets, position.split('-')));
}

/** As text, since a double does not hold them all. @param {Map<string, string>} offsets @param {string[]} position */
function reaches(offsets, [partition, offset]) {
  const reached = offsets.get(partition);
  if (reached === undefined) return false;
  return reached.length === offset.length ? reached >= offset : reached.length > offset.length;
}
