import assert from 'node:assert/strict'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as issuer from './issuer.js'
import * as log from './log.js'
import { connect } from './clients.js'
import { dialectOf, freePort, start } from './subject.js'

const PATIENCE = 60_000
const ONE = 'user-00000001'
const OTHER = 'user-00000002'

const folder = process.argv[2]
const dialect = dialectOf(folder)

await log.createTopics()
await log.notify(ONE, 'old')
await log.announce('old')
await issuer.start()
const port = await freePort()
const subject = start(folder, port)
try {
  await check()
  console.log(`${basename(folder)}: ok (each of a user's sessions got its event, all got the announcement, none an old one)`)
} finally {
  subject.kill()
  issuer.close()
  await log.close()
}

async function check () {
  const sessions = []
  for (const user of [ONE, ONE, OTHER]) {
    sessions.push(await until('a handshake', () => connect(dialect, port, user).catch(() => null)))
  }
  const [one, again, other] = sessions
  await probe(one)
  await log.notify(ONE, 'to-one')
  await log.announce('to-all')
  await until('all events', () => sessions.every(each => each.received.includes('to-all')) && again.received.includes('to-one'))
  await sleep(500)
  assert.deepEqual(news(one), ['to-all', 'to-one'])
  assert.deepEqual(news(again), ['to-all', 'to-one'])
  assert.deepEqual(news(other), ['to-all'])
  sessions.forEach(each => each.close())
}

/** Until it reads the topics' ends. */
function probe (session) {
  return until('a probe', async () => {
    await log.notify(session.user, 'probe')
    await sleep(100)
    return session.received.includes('probe')
  })
}

function news (session) {
  return session.received.filter(id => id !== 'probe').sort()
}

async function until (what, condition) {
  const end = Date.now() + PATIENCE
  while (Date.now() < end) {
    const value = await condition()
    if (value) {
      return value
    }
    assert.equal(subject.exitCode, null, `${basename(folder)}: ended with ${subject.exitCode} (expected: ${what})`)
    await sleep(100)
  }
  throw new Error(`${basename(folder)}: no ${what} within ${PATIENCE} ms`)
}
