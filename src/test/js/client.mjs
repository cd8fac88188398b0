/** The client under test, on a browser of our own, with all that it said. */
import { readFile } from 'node:fs/promises';
import { FakeBrowser } from './fake-browser.mjs';

// As text, since Node takes a .js file without a package.json for something else before its version 20.19.
const source = await readFile(new URL('../../main/resources/demo/tidings.js', import.meta.url), 'utf8');
const named = `${source}\n//# sourceURL=tidings.js\n`;

/** @type {typeof import('../../main/resources/demo/tidings.js')} */
export const { closeCodes, connect, localCursor, sessionCursor, Tidings } = await import(
  `data:text/javascript;base64,${Buffer.from(named).toString('base64')}`
);

/** @param {object} [options] @param {(browser: FakeBrowser) => void} [arrange] before it connects */
export async function client(options = {}, arrange = () => {}) {
  const browser = new FakeBrowser();
  arrange(browser);
  /** @type {any[]} */ const asked = [];
  const getToken = (/** @type {object} */ wanted) => (asked.push(wanted), `token-${asked.length}`);
  const tidings = connect(/** @type {any} */ ({ url: '/ws', getToken, env: browser, ...options }));
  /** @type {Record<string, any[]>} */
  const said = { state: [], event: [], gap: [], error: [], goaway: [], welcome: [] };
  for (const name of Object.keys(said)) tidings.on(/** @type {any} */ (name), (detail) => said[name].push(detail));
  await browser.pass();
  return { browser, tidings, said, asked };
}

/** The cursor that the browser's newest connection asked for. @param {FakeBrowser} browser */
export const askedFor = (browser) => new URL(browser.socket.url).searchParams.get('cursor');

/** @param {{ name: string }[]} states */
export const names = (states) => states.map(({ name }) => name);

/** @param {any[]} events */
export const ids = (events) => events.map(({ id }) => id);

/** A JWT that nobody signed. @param {object} claims */
export const jwt = (claims) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;

/** What a server answers to a plain request. @param {number} status @param {Record<string, string>} [headers] */
export const answering = (status, headers = {}) => async () => ({ status, headers: new Headers(headers) });
