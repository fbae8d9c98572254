// Sends events with Segment's node SDK: send.mjs <host> <user> <count>. Ends when all are delivered; fails if some are not.
import { Analytics } from '@segment/analytics-node'

const [host, user, count] = process.argv.slice(2)
const analytics = new Analytics({ writeKey: 'dev-write', host, flushAt: 20, flushInterval: 500, maxRetries: 100 })

let failed = 0
analytics.on('error', (error) => {
  failed++
  console.error(error)
})

for (let i = 0; i < Number(count); i++) {
  analytics.track({
    userId: user,
    event: 'Product Viewed',
    properties: { product_id: 'mug-1', name: 'Blue mug', category: 'kitchen/mug', price: 7.95 }
  })
}

await analytics.closeAndFlush({ timeout: 200000 })
process.exitCode = failed > 0 ? 1 : 0
