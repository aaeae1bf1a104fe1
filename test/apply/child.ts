// Applies a plan in a process of its own, which kills itself at an event of that number, or is killed from outside.

import { applyPlan } from '../../src/apply/apply.ts'
import { connect } from '../../src/connection/connect.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { readState } from './state.ts'

interface Order {
  readonly directory: string
  readonly database: string
  readonly plan: Plan
  /** Counted from 1; 0: never. */
  readonly killAt: number
}

const order: Order = JSON.parse(process.argv[2] ?? '')
let events = 0
const connection = await connect({ host: order.directory, user: 'postgres', dbname: order.database })
const report = await applyPlan(order.plan, connection, {
  readState,
  lockTimeoutMs: 1000,
  retryDelayMs: 50,
  onProgress: (event) => {
    events++
    process.stdout.write(`${JSON.stringify(event)}\n`)
    if (events === order.killAt) process.kill(process.pid, 'SIGKILL')
  },
})
process.stdout.write(`${JSON.stringify({ type: 'end', report })}\n`)
await connection.close()
