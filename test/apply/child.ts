// Applies a plan in a process of its own, which kills itself at an event of that number, or is killed from outside.

import { applyPlan } from '../../src/apply/apply.ts'
import type { ApplyEvent } from '../../src/apply/events.ts'
import { connect } from '../../src/connection/connect.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { readState } from './state.ts'

export interface Order {
  readonly host: string
  readonly database: string
  readonly plan: Plan
  /** The event at which it kills itself: its number, from 1, or its type and step; null: never. */
  readonly killAt: number | { readonly type: string; readonly step: number } | null
}

const isFatal = (event: ApplyEvent): boolean => {
  const { killAt } = order
  if (killAt === null || typeof killAt === 'number') return events === killAt
  return event.type === killAt.type && 'step' in event && event.step === killAt.step
}

const order: Order = JSON.parse(process.argv[2] ?? '')
let events = 0
const connection = await connect({ host: order.host, user: 'postgres', dbname: order.database })
const report = await applyPlan(order.plan, connection, {
  readState,
  lockTimeoutMs: 1000,
  retryDelayMs: 50,
  onProgress: (event) => {
    events++
    process.stdout.write(`${JSON.stringify(event)}\n`)
    if (isFatal(event)) process.kill(process.pid, 'SIGKILL')
  },
})
process.stdout.write(`${JSON.stringify({ type: 'end', report })}\n`)
await connection.close()
