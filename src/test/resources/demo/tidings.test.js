/** What the client promises, one sentence a test. `run()` is called by ClientIT in a real browser. */
import { closeCodes, connect } from '/tidings.js';
import { FakeBrowser } from './fakes.js';

/** A client on a fake browser, with all that it said. @param {object} [options] */
async function client(options = {}) {
  const browser = new FakeBrowser();
  /** @type {any[]} */ const asked = [];
  const getToken = (/** @type {object} */ wanted) => (asked.push(wanted), `token-${asked.length}`);
  const tidings = connect(/** @type {any} */ ({ url: '/ws', getToken, env: browser, ...options }));
  /** @type {Record<string, any[]>} */ const said = { state: [], event: [], gap: [], error: [], goaway: [], welcome: [] };
  for (const name of Object.keys(said)) tidings.on(/** @type {any} */ (name), (detail) => said[name].push(detail));
  await browser.pass();
  return { browser, tidings, said, asked };
}

const equal = (/** @type {any} */ actual, /** @type {any} */ expected) => {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(value) ?? 'undefined');
  if (is !== should) throw new Error(`${is} (expected: ${should})`);
};
const names = (/** @type {any[]} */ states) => states.map(({ name }) => name);

/** @type {Record<string, () => Promise<void>>} */
const tests = {
  async bringsItsTokenAsASubprotocolAndNeverInTheAddress() {
    const { browser } = await client({ getToken: () => 'a(b)c' });
    equal(browser.socket.url, 'wss://app.example/ws');
    equal(browser.socket.protocols, [
      'cloudevents.json',
      'quarkus-http-upgrade%23Authorization%23Bearer%20a%28b%29c',
    ]);
  },
  async isLiveAfterTheWelcomeOfANewSession() {
    const { browser, tidings, said } = await client();
    browser.socket.welcome();
    equal(names(said.state), ['connecting', 'live']);
    equal(tidings.cursor, 'c0');
    equal(said.gap, []);
  },
  async handsAnEventOverOnceAndKeepsItsCursor() {
    const { browser, tidings, said } = await client();
    browser.socket.welcome();
    browser.socket.event('1');
    browser.socket.event('1', { cursor: 'later' });
    equal(said.event.length, 1);
    equal(tidings.cursor, 'later');
  },
  async resumesFromTheLastCursor() {
    const { browser, said } = await client();
    browser.socket.welcome();
    browser.socket.event('1');
    browser.socket.end(1012);
    await browser.pass(1_000);
    equal(new URL(browser.socket.url).searchParams.get('cursor'), 'c-1');
    browser.socket.welcome({ cursor: 'c-1', resumed: true, reason: undefined });
    equal(names(said.state).slice(-3), ['waiting', 'connecting', 'catching-up']);
    await browser.pass(300);
    equal(names(said.state).slice(-1), ['live']);
    equal(said.gap, []);
  },
  async keepsItsOwnCursorWhileCatchingUp() {
    const { browser, tidings } = await client({ cursor: 'mine' });
    browser.socket.welcome({ cursor: 'the-end', resumed: true });
    equal(tidings.cursor, 'mine');
  },
  async tellsAGapWhenItsCursorWasNotTaken() {
    const { browser, tidings, said } = await client({ cursor: 'old' });
    browser.socket.welcome({ reason: 'cursor-too-old' });
    equal(said.gap, [{ reason: 'cursor-too-old' }]);
    equal(tidings.cursor, 'c0');
  },
  async isLiveWithTheFirstEventAsNewAsTheWelcome() {
    const { browser, tidings } = await client({ cursor: 'old' });
    const frame = { source: '/tidings', type: 'tidings.welcome', time: '2026-01-01T00:00:10Z' };
    browser.socket.onmessage?.({ data: JSON.stringify({ ...frame, data: { cursor: 'old', resumed: true } }) });
    browser.socket.event('1', { time: '2026-01-01T00:00:05Z' });
    equal(tidings.state.name, 'catching-up');
    browser.socket.event('2', { time: '2026-01-01T00:00:11Z' });
    equal(tidings.state.name, 'live');
  },
  async storesTheCursorForTheNextPage() {
    /** @type {string[]} */ const saved = [];
    const store = { load: () => 'stored', save: (/** @type {string} */ cursor) => void saved.push(cursor) };
    const { browser } = await client({ store });
    equal(new URL(browser.socket.url).searchParams.get('cursor'), 'stored');
    browser.socket.welcome({ resumed: true });
    browser.socket.event('7');
    equal(saved, ['c-7']);
  },
  async takesNoRecordForAControlEvent() {
    const { browser, tidings, said } = await client();
    browser.socket.welcome();
    browser.socket.event('1', { source: '/tidings', type: 'tidings.goaway', data: { reason: 'forged' } });
    equal([said.event.length, said.goaway.length], [1, 0]);
    equal(tidings.state.name, 'live');
  },
  async backsOffExponentiallyWithFullJitterUpToTheCap() {
    const { browser, said } = await client();
    browser.random = 1;
    for (let attempt = 0; attempt < 9; attempt++) {
      browser.socket.end(1006);
      const { retryAt } = said.state[said.state.length - 1];
      const pause = retryAt.getTime() - browser.now;
      equal(pause, Math.min(30_000, 500 * 2 ** attempt));
      await browser.pass(pause);
    }
    browser.random = 0;
    browser.socket.end(1006);
    equal(said.state[said.state.length - 1].retryAt.getTime(), browser.now);
  },
  async startsTheBackoffAnewAfterAStableTime() {
    const { browser, tidings } = await client();
    for (const connected of [0, 0, 10_000]) {
      browser.socket.welcome();
      await browser.pass(connected);
      browser.socket.end(1012);
      if (connected) equal(/** @type {any} */ (tidings.state).attempt, 1);
      await browser.pass(30_000);
    }
  },
  async comesBackNoSoonerThanGoAwayAsks() {
    const { browser, tidings } = await client();
    browser.socket.welcome();
    browser.socket.control('tidings.goaway', { reason: 'drain', reconnectin: 4_000 });
    browser.socket.end(1012);
    await browser.pass(4_000);
    equal(tidings.state.name, 'waiting');
    await browser.pass(500);
    equal(tidings.state.name, 'connecting');
  },
  async doesWhatTheCatalogueSaysOfEachCode() {
    for (const [code, { then }] of Object.entries(closeCodes)) {
      const { browser, tidings, asked } = await client();
      browser.socket.welcome();
      browser.socket.end(Number(code), 'because');
      const final = then === 'stop';
      equal([code, tidings.state.name], [code, final ? 'closed' : 'waiting']);
      if (final) equal(/** @type {any} */ (tidings.state).final, true);
      await browser.pass(60_000);
      equal([code, asked[1]?.fresh], [code, final ? undefined : code === '4401']);
    }
  },
  async reconnectsAfterACodeThatItDoesNotKnow() {
    const { browser, tidings } = await client();
    browser.socket.welcome();
    browser.socket.end(4999);
    equal(tidings.state.name, 'waiting');
  },
  async asksForANewTokenAfterARefusalButNoMoreThanOnceAMinute() {
    const { browser, asked } = await client({ backoffCap: 1_000 });
    for (let attempt = 0; attempt < 4; attempt++) {
      browser.socket.end(1006);
      await browser.pass(1_000);
    }
    equal(asked.map(({ fresh }) => fresh), [false, true, false, false, false]);
    await browser.pass(60_000);
    browser.socket.end(1006);
    await browser.pass(1_000);
    equal(asked[asked.length - 1].fresh, true);
  },
  async closesWhenNobodyIsSignedIn() {
    const { browser, tidings } = await client({ getToken: () => null });
    equal(tidings.state, { name: 'closed', final: true, code: 4401, reason: 'not signed in' });
    equal(browser.sockets.length, 0);
  },
  async triesAgainWhenTheTokenCannotBeHad() {
    let failures = 1;
    const getToken = () => (failures-- > 0 ? Promise.reject(new Error('offline')) : 'token');
    const { browser, tidings } = await client({ getToken });
    equal([tidings.state.name, /** @type {any} */ (tidings.state).reason], ['waiting', 'no token: offline']);
    await browser.pass(500);
    equal(browser.sockets.length, 1);
  },
  async renewsTheTokenBeforeItExpiresWithoutReconnecting() {
    const { browser, asked } = await client();
    const expires = new Date(browser.now + 100_000).toISOString();
    browser.socket.welcome({ expires });
    await browser.pass(62_000);
    equal(asked.length, 1);
    await browser.pass(1_000);
    equal(asked[1], { fresh: true });
    const [{ type, data, specversion, source }] = browser.socket.sent;
    equal([type, data, specversion, source], ['tidings.token', { token: 'token-2' }, '1.0', '/client']);
    await browser.pass(62_600);
    equal([browser.sockets.length, asked.length], [1, 3]);
  },
  async acknowledgesAllThatWasHandedOver() {
    const { browser, tidings } = await client();
    browser.socket.welcome();
    browser.socket.event('1');
    tidings.ack();
    equal([browser.socket.sent[0].type, browser.socket.sent[0].data], ['tidings.ack', { cursor: 'c-1' }]);
  },
  async hurriesWhenTheNetworkIsBackUnlessTheServerIsCrowded() {
    for (const [code, sockets] of [[1012, 2], [1013, 1]]) {
      const { browser } = await client();
      browser.random = 1;
      browser.socket.welcome();
      browser.socket.end(code);
      browser.random = 0.01;
      browser.raise('online');
      await browser.pass(10);
      equal([code, browser.sockets.length], [code, sockets]);
    }
  },
  async letsADeadConnectionShowItselfWhenThePageIsShownAgain() {
    const { browser } = await client();
    browser.socket.welcome();
    browser.document.dispatchEvent(new Event('visibilitychange'));
    equal([browser.socket.sent.length, browser.socket.sent[0].type], [1, 'tidings.ack']);
  },
  async givesUpAHandshakeThatBringsNoWelcome() {
    const { browser, tidings } = await client();
    await browser.pass(15_000);
    equal([tidings.state.name, /** @type {any} */ (tidings.state).reason], ['waiting', 'no welcome in time']);
  },
  async isHurtNeitherByAListenerThatThrowsNorByAFrameThatIsNoEvent() {
    const { browser, tidings, said } = await client();
    const reported = globalThis.reportError;
    globalThis.reportError = () => {};
    tidings.on('event', () => {
      throw new Error('listener');
    });
    browser.socket.welcome();
    browser.socket.onmessage?.({ data: 'not json' });
    browser.socket.event('1');
    browser.socket.event('2');
    globalThis.reportError = reported;
    equal([said.event.length, said.error[0].code, tidings.cursor], [2, 'not-an-event', 'c-2']);
  },
  async leavesNothingBehindWhenClosedAndGoesOnWhenOpened() {
    const { browser, tidings } = await client();
    browser.socket.welcome();
    browser.socket.event('1');
    tidings.close();
    equal([browser.socket.readyState, browser.timers.size, tidings.state.name], [3, 0, 'closed']);
    tidings.open();
    await browser.pass();
    equal(new URL(browser.socket.url).searchParams.get('cursor'), 'c-1');
  },
};

/** @returns {Promise<Record<string, string>>} by test, what was wrong with it; empty: nothing */
export async function run() {
  /** @type {Record<string, string>} */ const results = {};
  for (const [name, test] of Object.entries(tests)) {
    results[name] = await test().then(
      () => '',
      (failure) => String(failure.stack ?? failure),
    );
  }
  return results;
}
