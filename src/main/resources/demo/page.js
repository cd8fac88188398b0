/** The page: signs in, connects with `tidings.js`, and shows what arrives. */
import { account, config, signIn, signOut, token } from './account.js';
import { synchronise } from './clock.js';
import { offer } from './compose.js';
import { avatar, byId, element, inputOf, tint } from './dom.js';
import { clear, show, showGap } from './feed.js';
import { closeInbox, openInbox, receive } from './inbox.js';
import { forget, note, watch } from './status.js';
import { connect, sessionCursor } from './tidings.js';

/** @type {import('./account.js').DemoConfig} */
let facts = { passwordNeeded: false, names: [], groups: [], now: 0 };
/** @type {import('./tidings.js').Tidings | undefined} */
let tidings;

/** @param {import('./account.js').Account} me */
function enter(me) {
  byId('welcome').hidden = true;
  byId('desk').hidden = byId('whoami').hidden = false;
  const [face, name] = byId('whoami').children;
  face.className = `avatar ${tint(me.name)}`;
  face.textContent = [...me.name][0];
  name.textContent = me.name;
  document.title = `${me.name} · Tidings`;
  byId('fact-groups').textContent = me.groups.join(', ') || 'none';
  byId('kcat').textContent =
    `echo '{"title":"Hello"}' |\n  kcat -P -b localhost:9092 -t notifications -k ${quoted(me.user)}`;
  offer([...new Set([...facts.names, me.user])], [...new Set([...facts.groups, ...me.groups])]);
  inputOf('title').focus();
  openInbox().then((cursor) => account()?.user === me.user && follow(me.user, cursor));
}

/** @param {string} user @param {string | undefined} read the cursor at which the inbox was read */
function follow(user, read) {
  const store = sessionCursor(`tidings.cursor.${user}`);
  const stream = connect({
    url: '/ws',
    store,
    // A tab that was here before goes on where it was; a new one begins where the inbox ends.
    cursor: store.load() ?? read,
    getToken: ({ fresh }) => token(fresh, facts.passwordNeeded),
  });
  tidings = stream;
  stream.on('event', (event) => receive(event) && show(event, stream.state.name === 'catching-up', user));
  stream.on('gap', (gap) => {
    showGap(gap);
    // What was missed is there.
    if (gap.inbox) openInbox();
  });
  stream.on('welcome', ({ resumed }) => {
    note(resumed ? 'welcome: resumed from the cursor' : 'welcome: a new session');
    synchronise(config).catch(() => {});
  });
  watch(stream, { signIn: leave });
}

function leave() {
  tidings?.close();
  signOut();
  forget();
  clear();
  closeInbox();
  document.title = 'Tidings';
  byId('desk').hidden = byId('whoami').hidden = true;
  byId('welcome').hidden = false;
  byId('journal').replaceChildren();
  inputOf('name').focus();
}

/** @param {string} name */
async function submit(name) {
  const problem = byId('sign-in-problem');
  problem.textContent = '';
  if (!name) return void (problem.textContent = 'A name is missing.');
  const password = facts.passwordNeeded ? inputOf('password').value : undefined;
  if (facts.passwordNeeded && !password) {
    inputOf('name').value = name;
    return inputOf('password').focus();
  }
  try {
    enter(await signIn(name, password));
    inputOf('password').value = '';
  } catch (failure) {
    problem.textContent = /** @type {Error} */ (failure).message;
  }
}

/** For a shell. @param {string} text */
const quoted = (text) => (/^[\w@.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

function offerPeople() {
  byId('password-row').hidden = !facts.passwordNeeded;
  const buttons = facts.names.map((name) => {
    const button = element('button', { type: 'button' }, avatar(name), name);
    button.addEventListener('click', () => submit(name));
    return button;
  });
  byId('known').replaceChildren(...buttons);
}

byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  submit(inputOf('name').value.trim());
});
byId('sign-out').addEventListener('click', leave);
byId('clear').addEventListener('click', clear);

facts = await config().catch(() => facts);
offerPeople();
const me = account();
if (me) enter(me);
else byId('welcome').hidden = false;
