import { follow } from './events.js'

const EVERYONE = 'everyone'
const decoder = new TextDecoder()

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: process.env.PORT,
  fetch (request, server) {
    const user = new URL(request.url).searchParams.get('user')
    if (!server.upgrade(request, { data: { user } })) {
      return new Response('expected: a WebSocket', { status: 426 })
    }
  },
  websocket: {
    open (socket) {
      socket.subscribe(topicOf(socket.data.user))
      socket.subscribe(EVERYONE)
    },
    message () {}
  }
})

function topicOf (user) {
  return `user:${user}`
}

await follow(
  (user, value) => server.publish(topicOf(user), decoder.decode(value)),
  value => server.publish(EVERYONE, decoder.decode(value))
)
