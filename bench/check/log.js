import { Admin, Producer, stringSerializers } from '@platformatic/kafka'
import { randomUUID } from 'node:crypto'

const bootstrapBrokers = [process.env.BOOTSTRAP]
const run = randomUUID().slice(0, 8)

export const NOTIFICATIONS = `check-${run}-notifications`
export const ANNOUNCEMENTS = `check-${run}-announcements`

const producer = new Producer({ clientId: 'check', bootstrapBrokers, serializers: stringSerializers })

export async function createTopics () {
  const admin = new Admin({ clientId: 'check', bootstrapBrokers })
  await admin.createTopics({ topics: [NOTIFICATIONS], partitions: 4, replicas: 1 })
  await admin.createTopics({ topics: [ANNOUNCEMENTS], partitions: 2, replicas: 1 })
  await admin.close()
}

export function notify (user, id) {
  return write(NOTIFICATIONS, user, `#${user}`, id)
}

export function announce (id) {
  return write(ANNOUNCEMENTS, 'everyone', 'everyone', id)
}

/** As the bench's events are, the header for Centrifugo included. */
function write (topic, key, channel, id) {
  const event = { specversion: '1.0', id, source: '/check', type: 'check', data: { padding: 'x'.repeat(120) } }
  const headers = {
    'content-type': 'application/cloudevents+json; charset=UTF-8',
    'x-centrifugo-channels': channel
  }
  return producer.send({ acks: -1, messages: [{ topic, key, value: JSON.stringify(event), headers }] })
}

export function close () {
  return producer.close()
}
