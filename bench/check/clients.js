import WebSocket from 'ws'
import { token } from './issuer.js'

const dialects = {
  plain: {
    path: user => `/ws?user=${user}`,
    greet: () => {},
    event: frame => [JSON.parse(frame)]
  },
  socketio: {
    path: user => `/socket.io/?EIO=4&transport=websocket&user=${user}`,
    greet: (socket, frame) => {
      if (frame.startsWith('0')) {
        socket.send('40')
      } else if (frame === '2') {
        socket.send('3')
      }
    },
    event: frame => frame.startsWith('42') ? [JSON.parse(frame.slice(2))[1]] : []
  },
  centrifugo: {
    path: () => '/connection/websocket',
    open: (socket, user) => socket.send(JSON.stringify({ id: 1, connect: { token: token(user) } })),
    greet: (socket, frame) => {
      if (frame === '{}') {
        socket.send('{}')
      }
    },
    event: frame => frame.split('\n').filter(Boolean).map(JSON.parse).flatMap(reply => reply.push?.pub?.data ?? [])
  }
}

/** Connected, and what it has received so far: the ids of events. */
export function connect (dialect, port, user) {
  const { path, open, greet, event } = dialects[dialect]
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path(user)}`, { perMessageDeflate: false })
  const received = []
  socket.on('message', data => {
    const frame = data.toString()
    greet(socket, frame)
    received.push(...event(frame).map(each => each.id))
  })
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', () => {
      open?.(socket, user)
      resolve({ user, received, close: () => socket.terminate() })
    })
  })
}
