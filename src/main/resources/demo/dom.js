/** The little of the DOM that the page needs. Text goes in as text, so nothing that arrives can become markup. */

const TINTS = 6;

/** @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
export const byId = (id) => /** @type {T} */ (document.getElementById(id));

/** @param {string} id */
export const inputOf = (id) => /** @type {HTMLInputElement} */ (byId(id));

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string | false | undefined)} children
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return made;
}

/** A round initial, in a colour that stays with the name. @param {string} name */
export const avatar = (name) => element('span', { class: `avatar ${tint(name)}`, 'aria-hidden': 'true' }, [...name][0]);

/** @param {string} name */
export function tint(name) {
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return `tint-${sum % TINTS}`;
}
