// Carries out revisions on a database in which what repeatable files made may stand in the way: that is set aside in the
// revision's own transaction, and what only the database knew of it is given back at the end.

import { asBefore, isInTheWay, setAside, type SetAside } from '../repeatable/set-aside.ts'
import { carry, RevisionFailure, type Carrying, type Ran, type Task } from './carry.ts'
import type { DriftOptions } from './drift.ts'
import { ScriptError } from './errors.ts'
import type { LiveRun } from './live.ts'
import { runScript } from './script.ts'

export interface CarryingAside {
  carry(task: Task, carrying: Carrying): Promise<Ran>
  /** Once the files have run again: owners, privileges, comments. */
  giveBack(): Promise<void>
}

export function carryingAside(run: LiveRun, options: DriftOptions): CarryingAside {
  const aside: SetAside[] = []
  return {
    async carry(task, carrying) {
      try {
        return await carry(run, task, carrying)
      } catch (error) {
        const found = await whatIsInTheWay(run, error, carrying.stepsDone ?? 0, options)
        if (!found) throw error
        run.tell({
          type: 'note',
          text: `set aside for ${task.id}, until its file runs again: ${[...found.keys].join(', ')}`,
        })
        const ran = await carry(run, task, { ...carrying, prelude: found.sql })
        aside.push(found)
        return ran
      }
    },
    async giveBack() {
      for (const one of aside) {
        const script = await asBefore(run.connection, one, options)
        if (script) await runScript(run.connection, script, { work: run.work, pinned: run.pinned })
      }
    },
  }
}

async function whatIsInTheWay(
  run: LiveRun,
  error: unknown,
  stepsDone: number,
  { making, ...options }: DriftOptions,
): Promise<SetAside | null> {
  const cause = error instanceof RevisionFailure ? error.cause : null
  if (!making || !(cause instanceof ScriptError) || !isInTheWay(cause.cause)) return null
  // Only the first transaction of the run can be told to set something aside.
  if (cause.aftermath !== 'rolled back' || cause.stepsDone !== stepsDone) return null
  const made = await making()
  return made && setAside(run.connection, made, options)
}
