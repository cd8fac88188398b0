/** Who this tab is. Kept in the tab's own storage, so that two tabs may be two people, and a reload stays signed in. */

const KEY = 'tidings.account';

/**
 * @typedef {{ name: string, user: string, groups: string[], token: string, refresh?: string }} Account
 * @typedef {{ passwordNeeded: boolean, names: string[], groups: string[], now: number }} DemoConfig
 */

/** A refusal, with what the server said (RFC 9457). */
export class Refused extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** @returns {Account | undefined} */
export const account = () => JSON.parse(sessionStorage.getItem(KEY) ?? 'null') ?? undefined;

export const signOut = () => sessionStorage.removeItem(KEY);

/** @returns {Promise<DemoConfig>} */
export const config = () => call('/demo/config');

/** @param {string} name @param {string} [password] */
export async function signIn(name, password) {
  return remember(name, await call('/demo/sign-in', { name, password }));
}

/**
 * @param {boolean} fresh
 * @param {boolean} passwordNeeded without one, signing in again by name replaces a refresh token that is worn out
 * @returns {Promise<string | undefined>}
 */
export async function token(fresh, passwordNeeded) {
  const current = account();
  if (!current || !fresh) return current?.token;
  try {
    if (current.refresh) {
      return remember(current.name, await call('/demo/refresh', { refresh_token: current.refresh })).token;
    }
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.status >= 500) throw failure;
  }
  return passwordNeeded ? undefined : (await signIn(current.name)).token;
}

/** @param {string} audience @param {string} type @param {object} data */
export const publish = (audience, type, data) => call('/demo/events', { audience, type, data }, account()?.token);

/**
 * The user's own inbox at the server: a GET, or a POST of what to change.
 * @param {string} path @param {object} [what]
 */
export const inbox = (path, what) => call(`/api/inbox${path}`, what, account()?.token);

/** @param {string} name @param {{ access_token: string, refresh_token?: string }} tokens @returns {Account} */
function remember(name, tokens) {
  const claims = claimsOf(tokens.access_token);
  const signedIn = {
    name,
    user: claims.sub ?? name,
    groups: Array.isArray(claims.groups) ? claims.groups : [],
    token: tokens.access_token,
    refresh: tokens.refresh_token,
  };
  sessionStorage.setItem(KEY, JSON.stringify(signedIn));
  return signedIn;
}

/** For display only: the server alone verifies. @param {string} jwt */
function claimsOf(jwt) {
  try {
    const payload = atob(jwt.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(payload, (c) => c.charCodeAt(0))));
  } catch {
    return {};
  }
}

/** @param {string} path @param {object} [body] @param {string} [bearer] @returns {Promise<any>} */
async function call(path, body, bearer) {
  /** @type {Record<string, string>} */
  const headers = {};
  if (body) headers['Content-Type'] = 'application/json';
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  const response = await fetch(path, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer.detail ?? `the server answered ${response.status}`);
  return answer;
}
