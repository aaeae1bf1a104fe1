// Upgrades in a process of its own, which is killed from outside, or kills itself at a statement.

import { connect } from '../../src/connection/connect.ts'
import { up } from './chain.ts'
import { twenty } from './twenty.ts'

export interface Order {
  readonly url: string
  /** Where it kills itself: when this statement is about to be sent, or once it is done. */
  readonly killAt: { readonly type: 'statement' | 'statement done' | 'running'; readonly sql: string } | null
}

const order: Order = JSON.parse(process.argv[2] ?? '')
const connection = await connect(order.url)
await up(connection, twenty(), 'head', {
  allowDrift: true,
  onProgress: (event) => {
    const { killAt } = order
    if (killAt && event.type === killAt.type && 'statement' in event && event.statement.sql.includes(killAt.sql))
      process.kill(process.pid, 'SIGKILL')
  },
})
await connection.close()
