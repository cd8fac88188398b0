import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { follow } from './events.js'

const BACKLOG = 16384

const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false })

io.on('connection', socket => socket.join(roomOf(socket.handshake.query.user)))

/** A socket is in a room of its own id too: a user's must not look like one. */
function roomOf (user) {
  return `user:${user}`
}

await follow(
  (user, value) => io.to(roomOf(user)).emit('event', JSON.parse(value)),
  value => io.emit('event', JSON.parse(value))
)
http.listen({ host: '127.0.0.1', port: process.env.PORT, backlog: BACKLOG })
