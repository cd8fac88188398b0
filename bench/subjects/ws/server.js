import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { follow } from './events.js'

const BACKLOG = 16384
const TEXT = { binary: false }
const socketsOf = new Map()

const http = createServer()
const server = new WebSocketServer({ server: http, path: '/ws' })

server.on('connection', (socket, request) => {
  const user = new URL(request.url, 'http://localhost').searchParams.get('user')
  add(user, socket)
  socket.on('close', () => remove(user, socket))
  socket.on('error', () => socket.terminate())
})

function add (user, socket) {
  const sockets = socketsOf.get(user)
  if (sockets) {
    sockets.add(socket)
  } else {
    socketsOf.set(user, new Set([socket]))
  }
}

function remove (user, socket) {
  const sockets = socketsOf.get(user)
  sockets.delete(socket)
  if (sockets.size === 0) {
    socketsOf.delete(user)
  }
}

function notify (user, value) {
  for (const socket of socketsOf.get(user) ?? []) {
    socket.send(value, TEXT)
  }
}

function announce (value) {
  for (const socket of server.clients) {
    socket.send(value, TEXT)
  }
}

await follow(notify, announce)
http.listen({ host: '127.0.0.1', port: process.env.PORT, backlog: BACKLOG })
