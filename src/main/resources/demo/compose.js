/** The form that sends a notification. */
import { publish } from './account.js';
import { byId, element, inputOf } from './dom.js';

const form = /** @type {HTMLFormElement} */ (byId('compose'));
const kind = () => String(new FormData(form).get('kind'));

/** @param {string[]} people @param {string[]} groups */
export function offer(people, groups) {
  byId('people').replaceChildren(...people.map((value) => element('option', { value })));
  byId('groups').replaceChildren(...groups.map((value) => element('option', { value })));
  inputOf('user').value ||= people[0] ?? '';
  inputOf('group').value ||= groups[0] ?? '';
}

/** @returns {string} */
function audience() {
  if (kind() === 'everyone') return 'everyone';
  return `${kind()}:${inputOf(kind()).value.trim()}`;
}

async function send() {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button.primary'));
  byId('compose-problem').textContent = '';
  if (!inputOf('title').value.trim()) return complain('A title is missing.', inputOf('title'));
  if (audience().endsWith(':')) return complain('A recipient is missing.', inputOf(kind()));
  button.disabled = true;
  try {
    const body = inputOf('body').value.trim();
    const data = { title: inputOf('title').value.trim(), ...(body && { body }) };
    const { partition, offset, topic } = await publish(audience(), inputOf('type').value.trim(), data);
    byId('written').textContent = `Written to ${topic}, partition ${partition}, offset ${offset}`;
    inputOf('title').value = inputOf('body').value = '';
    inputOf('title').focus();
  } catch (failure) {
    complain(`Not sent: ${/** @type {Error} */ (failure).message}`);
  } finally {
    button.disabled = false;
  }
}

/** @param {string} problem @param {HTMLElement} [field] */
function complain(problem, field) {
  byId('compose-problem').textContent = problem;
  byId('written').textContent = '';
  field?.focus();
}

form.addEventListener('change', () => {
  byId('user-row').hidden = kind() !== 'user';
  byId('group-row').hidden = kind() !== 'group';
});
form.addEventListener('submit', (submit) => {
  submit.preventDefault();
  send();
});
form.addEventListener('keydown', (key) => {
  if (key.key === 'Enter' && (key.ctrlKey || key.metaKey)) form.requestSubmit();
});
