// sqitch.plan: one change a line, tags on lines of their own. Knows the file's syntax; knows no database.

import { RevisionError } from '../errors.ts'
import type { ForeignFile } from './linear.ts'

export interface PlannedChange {
  readonly name: string
  readonly note: string
  /** That stand behind it, before the next change. */
  readonly tags: readonly string[]
  /** The first of them, or the first after a later change. */
  readonly tag: string | null
}

export interface SqitchPlan {
  readonly project: string
  readonly changes: readonly PlannedChange[]
  readonly hasTags: boolean
}

/** `name [requires] 2013-12-30T23:19:13Z Planner <email> # note`; a leading + or - says deploy or revert. */
const CHANGE =
  /^[ \t]*([+-]?)[ \t]*([^\s@%#[]+)(?:[ \t]+\[[^\]]*\])?[ \t]+\d{4}-\d\d-\d\dT\S+[ \t]+[^#]*(?:#[ \t]*(.*))?$/
const TAG = /^[ \t]*@([^\s#]+)/

export function parsePlan({ text, shown }: ForeignFile): SqitchPlan {
  const changes: { name: string; note: string; tags: string[] }[] = []
  let project = ''
  text.split('\n').forEach((line, i) => {
    const pragma = /^[ \t]*%[ \t]*([\w-]+)[ \t]*=[ \t]*(.*)$/.exec(line)
    if (pragma?.[1] === 'project') project = pragma[2]?.trim() ?? ''
    if (pragma || line.trim() === '' || line.trim().startsWith('#')) return
    const tag = TAG.exec(line)?.[1]
    if (tag !== undefined) return void changes.at(-1)?.tags.push(tag)
    const [, sign, name, note = ''] = CHANGE.exec(line) ?? []
    if (name === undefined || sign === '-')
      throw new RevisionError('is no change and no tag of a sqitch plan that Trueup can read.', {
        file: shown,
        line: i + 1,
      })
    changes.push({ name, note: note.replaceAll('\\n', ' ').trim(), tags: [] })
  })
  if (project === '') throw new RevisionError('has no %project.', { file: shown, line: 1 })
  return {
    project,
    changes: changes.map((change, i) => ({ ...change, tag: changes.slice(i).flatMap(({ tags }) => tags)[0] ?? null })),
    hasTags: changes.some(({ tags }) => tags.length > 0),
  }
}
