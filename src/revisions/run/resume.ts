// Where an interrupted revision goes on: behind what is recorded as done, once it is known what became of the statement that
// was running. Never guesses: what cannot be seen is explained, with the two ways out.

import { effectOf } from '../../apply/effect.ts'
import { placeText } from '../../source/source-error.ts'
import { RevisionError } from '../errors.ts'
import type { Event } from '../history/read.ts'
import { advance } from '../history/record.ts'
import type { Step } from '../revision.ts'
import { nameOf, type Task } from './carry.ts'
import { placeOfStep } from './errors.ts'
import { stepsChecksum, shownStep } from './keep.ts'
import type { LiveRun } from './live.ts'
import { settle } from './outside.ts'
import { restoreSession, scriptRun } from './script.ts'
import { codeOf } from './send.ts'
import { recordedPlainly, stepsOf } from './step.ts'

export interface ResumePoint {
  readonly interrupted: Event
  readonly stepsDone: number
}

export async function resumePoint(run: LiveRun, interrupted: Event, task: Task): Promise<ResumePoint> {
  const steps = task.script ? stepsOf(task.script) : []
  const { stepsDone, stepsChecksum: checksum } = interrupted
  if (checksum !== null && (steps.length < stepsDone || stepsChecksum(steps, stepsDone) !== checksum))
    throw new RevisionError(
      `${point(interrupted)}, and those statements are no longer as they ran in ${task.script?.file ?? 'its file'}: ` +
        `it cannot be continued from there. Put them back (git checkout ${task.script?.file ?? ''}) and run this again; what follows them may change. ` +
        ifByHand(interrupted),
    )
  run.tell({ type: 'note', text: `resuming ${nameOf(task)} after statement ${stepsDone} of ${steps.length}` })
  if (interrupted.begun === null) return { interrupted, stepsDone }
  const extent = await settled(run, interrupted, task, steps[stepsDone])
  const after = extent === 'done' ? stepsDone + 1 : stepsDone
  await recordedPlainly(run.connection, () =>
    advance(run.connection, run.table, interrupted.position, {
      stepsDone: after,
      stepsChecksum: stepsChecksum(steps, after),
      begun: null,
      status: 'running',
    }),
  )
  return { interrupted, stepsDone: after }
}

async function settled(
  run: LiveRun,
  interrupted: Event,
  task: Task,
  step: Step | undefined,
): Promise<'done' | 'not begun'> {
  const { connection, work, options } = run
  const isUnchanged = shownStep(step) === interrupted.begun
  if (step && task.script && isUnchanged) {
    const script = scriptRun(connection, task.script, { work })
    // Names are looked up as they were meant.
    await restoreSession(script, interrupted.stepsDone)
    const extent = await settle(script, step, interrupted.stepsDone)
    if (extent !== 'unknown') return extent
  } else if ((await effectOf(codeOf(interrupted.begun ?? ''))?.look(connection)) === 'not begun') return 'not begun'
  if (options.resume) return options.resume === 'done' && isUnchanged ? 'done' : 'not begun'
  throw new RevisionError(unknown(run, interrupted, step, isUnchanged))
}

function unknown(run: LiveRun, interrupted: Event, step: Step | undefined, isUnchanged: boolean): string {
  const { direction, at } = { direction: interrupted.action, at: step ? placeText(placeOfStep(step)) : 'the end' }
  const shown = (interrupted.begun ?? '').split('\n').slice(0, 5).join('\n  ')
  const head = `${point(interrupted)} while this ran, outside of a transaction:\n  ${shown}\n`
  if (!isUnchanged)
    return (
      `${head}The file says something else there now (${at}). What it may have done is still there: undo that by hand; ` +
      `then \`trueup ${direction} --resume again\` goes on with the file as it is.`
    )
  return (
    `${head}It may have done all of its work, some, or none, and ${run.connection.server.database} does not tell which. Look at what it changes; then\n` +
    `  trueup ${direction} --resume again   runs it again (it does no harm where it looks for what is left to do)\n` +
    `  trueup ${direction} --resume done    goes on behind it\n` +
    `With \`-- @resume again\` above it in the file (${at}), it is run again without a question.`
  )
}

/** `The upgrade to 3f9c… (add invoices) stopped after statement 2 of 5 (2026-11-20 12:00:00 UTC, deploy (anna@laptop))`. */
const point = ({ action, revision, message, stepsDone, steps, startedAt, appliedBy }: Event): string =>
  `The ${action} ${action === 'downgrade' ? 'from' : 'to'} ${nameOf({ id: revision, message })} stopped after statement ` +
  `${stepsDone} of ${steps} (begun ${startedAt} by ${appliedBy})`

const ifByHand = ({ action, revision, parents }: Event): string => {
  const other = parents.join(' ') || 'base'
  const [whole, none] = action === 'downgrade' ? [other, revision] : [revision, other]
  return (
    `Or finish it or undo it by hand, and say so: \`trueup stamp ${whole}\` where all of it is done, ` +
    `\`trueup stamp ${none}\` where nothing of it is left.`
  )
}

/** An interrupted run stands in the way of a run in the other direction, or its file is gone. */
export const inTheWay = (interrupted: Event, what: string): RevisionError => {
  const { action, revision, parents } = interrupted
  const target = action === 'downgrade' ? (parents[0] ?? 'base') : revision
  return new RevisionError(
    `${point(interrupted)}. ${what} \`trueup ${action} ${target}\` finishes it. ${ifByHand(interrupted)}`,
  )
}
