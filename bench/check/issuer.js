import { createServer } from 'node:http'
import { createSign, generateKeyPairSync } from 'node:crypto'

const KEY = 'check'
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const server = createServer(answer)

export let url

export async function start () {
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${server.address().port}`
}

export function close () {
  server.close()
}

function answer (request, response) {
  const documents = {
    '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/jwks` },
    '/jwks': { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY, alg: 'RS256', use: 'sig' }] }
  }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(documents[request.url] ?? {}))
}

/** With the claim that subscribes a session of Centrifugo to announcements. */
export function token (user) {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: url, sub: user, aud: 'tidings', iat: now, exp: now + 300, channels: ['everyone'] }
  const signed = [{ alg: 'RS256', typ: 'JWT', kid: KEY }, claims]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`
}
