import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NOTIFICATIONS, ANNOUNCEMENTS } from './log.js'
import * as issuer from './issuer.js'

/** Below the ports that the kernel gives to clients. */
export async function freePort () {
  for (;;) {
    const port = 20000 + Math.floor(Math.random() * 12000)
    if (await isFree(port)) {
      return port
    }
  }
}

function isFree (port) {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

export function start (folder, port) {
  const environment = { JAVA: 'java', JVM_OPTS: '-Xmx512m', NOTIFICATIONS, ANNOUNCEMENTS, ISSUER: issuer.url }
  return spawn(join(folder, 'start'), {
    env: { ...environment, ...process.env, PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit']
  })
}

export function dialectOf (folder) {
  return readFileSync(join(folder, 'subject.properties'), 'utf8').match(/^dialect=(.*)$/m)[1]
}
