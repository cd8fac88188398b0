import { Consumer, stringDeserializer } from '@platformatic/kafka'
import { randomUUID } from 'node:crypto'

const { BOOTSTRAP, NOTIFICATIONS, ANNOUNCEMENTS } = process.env

/** What is written to both topics from now on. The client knows groups only: this process is one by itself. */
export async function follow (onNotification, onAnnouncement) {
  const consumer = new Consumer({
    groupId: `bench-${randomUUID()}`,
    bootstrapBrokers: [BOOTSTRAP],
    deserializers: { key: stringDeserializer },
    autocommit: false
  })
  const events = await consumer.consume({ topics: [NOTIFICATIONS, ANNOUNCEMENTS], mode: 'latest' })
  events.on('data', event => {
    if (event.topic === ANNOUNCEMENTS) {
      onAnnouncement(event.value)
    } else {
      onNotification(event.key, event.value)
    }
  })
}
