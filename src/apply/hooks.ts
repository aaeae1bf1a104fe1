// What the user wants done around a plan.

import type { Connection } from '../connection/connection.ts'
import { ApplyError, messageOf } from './errors.ts'
import { brief, type ApplyEvent } from './events.ts'

/** SQL, or a function that is given the session of the run. */
export type Hook = string | ((connection: Connection) => unknown)

export interface FailedHook {
  readonly hook: string
  readonly message: string
}

const nameOf = (hook: Hook): string => (typeof hook === 'string' ? brief(hook) : hook.name || 'a function')

async function call(connection: Connection, hook: Hook): Promise<void> {
  if (typeof hook === 'string') await connection.execute(hook)
  else await hook(connection)
}

/** The first that fails ends the run before it has begun. */
export async function runBefore(
  connection: Connection,
  hooks: readonly Hook[],
  tell: (event: ApplyEvent) => void,
): Promise<void> {
  for (const hook of hooks) {
    tell({ type: 'hook', when: 'before', name: nameOf(hook) })
    try {
      await call(connection, hook)
    } catch (error) {
      throw new ApplyError(
        `The hook before the plan failed, so the plan was not applied: ${nameOf(hook)}: ${messageOf(error)}`,
        {
          cause: error,
        },
      )
    }
  }
}

/** The plan is applied and stays so: a hook that fails is told, and the others still run. */
export async function runAfter(
  connection: Connection,
  hooks: readonly Hook[],
  tell: (event: ApplyEvent) => void,
): Promise<FailedHook[]> {
  const failed: FailedHook[] = []
  for (const hook of hooks) {
    tell({ type: 'hook', when: 'after', name: nameOf(hook) })
    try {
      await call(connection, hook)
    } catch (error) {
      failed.push({ hook: nameOf(hook), message: messageOf(error) })
    }
  }
  return failed
}
