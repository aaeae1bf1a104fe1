// Keeps in the history how far one revision has come: in the transaction of its work, or around a statement that runs in none.

import { createHash } from 'node:crypto'
import { advance, record, type NewEvent, type Progress } from '../history/record.ts'
import type { Event } from '../history/read.ts'
import { withoutSecrets } from '../../source/load-error.ts'
import type { Script, Step } from '../revision.ts'
import type { LiveRun } from './live.ts'
import { stepsOf, type Recorder } from './step.ts'

export class HistoryRecorder implements Recorder {
  readonly #run: Pick<LiveRun, 'connection' | 'table'>
  readonly #event: NewEvent
  readonly #steps: readonly Step[]
  readonly #started = performance.now()
  readonly #elapsedBefore: number
  /** The row's position, once it is committed. */
  #row: number | null
  /** Its position while that is open: after a rollback it is not there. */
  #open: number | null = null

  /** @param interrupted the row that it goes on with; null: none is there yet */
  constructor(
    run: Pick<LiveRun, 'connection' | 'table'>,
    event: NewEvent,
    script: Script | null,
    interrupted: Event | null = null,
  ) {
    this.#run = run
    this.#event = event
    this.#steps = script ? stepsOf(script) : []
    this.#row = interrupted?.position ?? null
    this.#elapsedBefore = interrupted?.elapsedMs ?? 0
  }

  elapsedMs(): number {
    return this.#elapsedBefore + performance.now() - this.#started
  }

  done(steps: number): Promise<void> {
    const status = steps >= this.#steps.length ? 'done' : 'running'
    return this.#write({ status, begun: null, error: null, ...this.#extent(steps) })
  }

  begin(steps: number): Promise<void> {
    const begun = shownStep(this.#steps[steps])
    return this.#write({ status: 'running', begun, error: null, ...this.#extent(steps) })
  }

  undone(): Promise<void> {
    return this.#write({ begun: null })
  }

  committed(): void {
    this.#row ??= this.#open
    this.#open = null
  }

  /** The run ended with an error; what is recorded of its steps stays so. */
  failed(message: string): Promise<void> {
    return this.#write({ status: 'failed', error: message })
  }

  #extent(steps: number): Progress {
    return { stepsDone: steps, stepsChecksum: stepsChecksum(this.#steps, steps) }
  }

  async #write(progress: Progress): Promise<void> {
    const { connection, table } = this.#run
    const kept = { ...progress, steps: this.#steps.length, elapsedMs: this.elapsedMs() }
    if (this.#row !== null) await advance(connection, table, this.#row, kept)
    else this.#open = await record(connection, table, { ...this.#event, ...kept })
  }
}

const textOfStep = (step: Step | undefined): string =>
  step === undefined
    ? ''
    : 'statement' in step
      ? `${step.statement.sql}${step.statement.copyData ?? ''}`
      : `@run ${step.program.path}`

/** For the history, which others may read. */
export const shownStep = (step: Step | undefined): string => withoutSecrets(textOfStep(step))

/** Of what ran, if anything did: a run that was interrupted continues only where this is unchanged. */
export function stepsChecksum(steps: readonly Step[], count: number): string | null {
  if (count === 0) return null
  const hash = createHash('sha256')
  for (const step of steps.slice(0, count)) hash.update(`${textOfStep(step)}\0`)
  return hash.digest('hex')
}
