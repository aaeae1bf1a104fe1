// The scripts of several revisions as one: every statement as it was written, each revision in transactions of its own.

import { placeText } from '../../source/source-error.ts'
import type { SqlStatement } from '../../source/sql-statement.ts'
import type { NewRevision } from '../files/write.ts'
import type { Revision, Script } from '../revision.ts'
import { placeOfStep } from '../run/errors.ts'
import { stepsOf } from '../run/step.ts'

export type Bodies = Pick<NewRevision, 'upBody' | 'downBody' | 'losesData' | 'irreversible'> & {
  readonly warnings: readonly string[]
}

export function concatenated(line: readonly Revision[]): Bodies {
  const ups = line.map(({ up }) => up)
  const upBody = bodies(line, ups)
  const back = line.toReversed()
  const without = line.filter(({ down, up }) => down === null && up.segments.length > 0)
  const losses = line.flatMap(({ down }) => down?.losesData ?? [])
  const irreversible = without
    .map(({ id, irreversible: why, message }) => `${id} ${message}: ${why ?? 'no way down was written'}`)
    .join('; ')
  const hasWayBack = without.length === 0
  return {
    upBody,
    downBody: hasWayBack
      ? bodies(
          back.filter(({ down }) => down !== null),
          back.flatMap(({ down }) => down ?? []),
        )
      : null,
    losesData: hasWayBack && losses.length > 0 ? [...new Set(losses)].join('; ') : null,
    irreversible: hasWayBack ? null : irreversible,
    warnings: [],
  }
}

function bodies(line: readonly Revision[], scripts: readonly Script[]): string {
  let isFirst = true
  const parts = line.flatMap(({ id, message }, index) => {
    const script = scripts[index]
    const [segment] = script?.segments ?? []
    if (!script || !segment) return []
    const directive = segment.transactional ? (isFirst ? [] : ['-- @transaction new']) : ['-- @transaction none']
    isFirst = false
    // Its own directive for how it begins, if it has one, comes right behind.
    return [[`-- ${id}${message ? ` ${message}` : ''}`, ...directive, bodyOf(script)].join('\n')]
  })
  return `${parts.join('\n\n')}\n`
}

/** With a semicolon at its end, and with the session as it was before. */
function bodyOf(script: Script): string {
  const text = script.text.slice(script.bodyOffset).trimEnd()
  const steps = stepsOf(script)
  const last = steps.at(-1)
  const isOpen =
    last !== undefined &&
    'statement' in last &&
    last.statement.copyData === null &&
    !script.text
      .slice(last.statement.offset + last.statement.sql.length)
      .trimStart()
      .startsWith(';')
  const resets = [...new Set(steps.flatMap((step) => ('statement' in step ? resetOf(step.statement) : [])))]
  return [text, ...(isOpen ? [';'] : []), ...resets].join('\n')
}

/** A revision begins with the session's own settings, whatever the one before it has set. */
function resetOf({ sql, words }: SqlStatement): string[] {
  if (words[0] !== 'set' || ['local', 'transaction', 'constraints'].includes(words[1] ?? '')) return []
  if (words[1] === 'session' && words[2] === 'authorization') return ['RESET SESSION AUTHORIZATION;']
  const name = /^set\s+(?:session\s+)?(role|time\s+zone|[\w.]+)/i.exec(sql)?.[1]
  return name === undefined ? [] : [`RESET ${/^time/i.test(name) ? 'timezone' : name};`]
}

const OF_SCHEMA = new Set([
  'create',
  'alter',
  'drop',
  'comment',
  'grant',
  'revoke',
  'set',
  'reset',
  'security',
  'analyze',
  'vacuum',
])

/** Where something else than the schema is changed, for a person. */
export const dataSteps = (line: readonly Revision[]): readonly string[] =>
  line.flatMap(({ up }) =>
    stepsOf(up)
      .filter((step) => !('statement' in step) || !OF_SCHEMA.has(step.statement.words[0] ?? ''))
      .map((step) => {
        const text = 'statement' in step ? step.statement.sql.split('\n')[0] : `@run ${step.program.path}`
        return `${placeText(placeOfStep(step))}: ${text}`
      }),
  )
