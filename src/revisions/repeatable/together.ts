// Repeatable files that need each other, statement by statement: one that needs what a later file makes is put off until it is
// there. What never is, is explained.

import { RevisionError } from '../errors.ts'
import type { Replay, ReplayError } from '../replay/open.ts'
import { stepsOf } from '../run/step.ts'
import type { Repeatable, Script, Step } from '../revision.ts'
import { asRevision, failureOf } from './attempt.ts'

interface Part {
  readonly file: Repeatable
  readonly step: Step
}

/** Runs them, and returns the script that does the same in one go. */
export async function together(live: Replay, files: readonly Repeatable[]): Promise<Script> {
  let waiting = files.flatMap((file): Part[] => stepsOf(file.script).map((step) => ({ file, step })))
  const ordered: Part[] = []
  for (;;) {
    const still: { part: Part; failure: ReplayError }[] = []
    for (const part of waiting) {
      const failure = await failureOf(live, asRevision(part.file.name, scriptOf([part])))
      if (failure) still.push({ part, failure })
      else ordered.push(part)
    }
    if (still.length === 0) return scriptOf(ordered)
    if (still.length === waiting.length) throw stuck(still)
    waiting = still.map(({ part }) => part)
  }
}

/** What a file sets for the session holds for each of its statements, and for no other file's. */
function scriptOf(parts: readonly Part[]): Script {
  const [first] = parts
  if (!first) throw new Error('a script of no statement: a bug in repeatable/together.ts')
  const steps = parts.flatMap(({ file, step }, index) => {
    const isOther = index > 0 && parts[index - 1]?.file !== file
    return [...(isOther ? resets(parts[index - 1]) : []), ...settingsBefore(file, step), step]
  })
  return { ...first.file.script, segments: [{ transactional: true, steps }] }
}

const isSetting = (step: Step): boolean => 'statement' in step && step.statement.words[0] === 'set'

function settingsBefore({ script }: Repeatable, step: Step): readonly Step[] {
  const steps = stepsOf(script)
  return isSetting(step) ? [] : steps.slice(0, steps.indexOf(step)).filter(isSetting)
}

function resets(before: Part | undefined): readonly Step[] {
  const setting = before && stepsOf(before.file.script).find(isSetting)
  if (!setting || !('statement' in setting)) return []
  return [{ statement: { ...setting.statement, sql: 'RESET search_path', words: ['reset', 'search_path'] } }]
}

/** What they need is nowhere. */
export class UnmetNeedError extends RevisionError {
  override readonly name = 'UnmetNeedError'
}

function stuck(still: readonly { part: Part; failure: ReplayError }[]): UnmetNeedError {
  const files = [...new Set(still.map(({ part }) => part.file.script.file))]
  const reasons = still.slice(0, 10).map(({ failure }) => failure.message.split('\n').slice(1, 3).join('\n  '))
  return new UnmetNeedError(
    `${files.join(' and ')} ${files.length === 1 ? 'needs' : 'need'} what neither the revisions nor a repeatable file makes` +
      `${files.length === 1 ? '' : ', or need each other in a circle'}:\n${reasons.map((text) => `  ${text}`).join('\n')}\n` +
      'Put what is missing into a revision (trueup revision), or into one of these files; what goes in a circle, with a first version that needs nothing.',
  )
}
