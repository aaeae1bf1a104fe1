// A plan as a file: what `plan` writes and `apply` takes. Beside the plan, what was compared, so that the same is
// compared again when it is applied. No address and no password of a database is in it.

import { toJson } from './terminal.ts'
import { readFileSync } from 'node:fs'
import type { Key } from '../catalog/object.ts'
import { isRecord } from '../config/settings.ts'
import { summarise, type Summary } from '../output/summary.ts'
import type { Plan } from '../plan/plan.ts'
import { PlanFileError } from './errors.ts'
import type { Landmarks } from './landmarks.ts'
import type { SelectionOptions } from '../compare/selection.ts'

const FORMAT = 'trueup plan 1'

export interface PlanFile extends Plan {
  readonly summary: Summary
  readonly compared: SelectionOptions
  /** What the plan makes without saying whose it is. */
  readonly unsaid: readonly Key[]
  /** In whose words the states were compared: a server of another major is read in these. */
  readonly major: number
  /** Whoever made it allowed it to lose data. */
  readonly unsafe: boolean
  readonly landmarks: { readonly from: Landmarks; readonly to: Landmarks }
}

export type Made = Omit<PlanFile, keyof Plan | 'summary'>

export const planFile = (plan: Plan, made: Made): PlanFile => ({ ...plan, summary: summarise(plan), ...made })

export const writtenPlan = (file: PlanFile): string => toJson(file)

/** @throws PlanFileError */
export function readPlanFile(path: string): PlanFile {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new PlanFileError(isMissing ? `there is no plan ${path}` : `${path} cannot be read as a plan: ${reason}`, {
      cause: error,
    })
  }
  if (!isRecord(content)) throw new PlanFileError(`${path} is not a plan that "trueup plan" wrote`)
  const { format } = content
  if (format !== FORMAT)
    throw new PlanFileError(
      typeof format === 'string' && format.startsWith('trueup plan')
        ? `${path} is a "${format}"; this version of Trueup applies "${FORMAT}". Make the plan again.`
        : `${path} is not a plan that "trueup plan" wrote`,
    )
  if (!isPlanFile(content))
    throw new PlanFileError(
      `${path} is damaged, or was written with --format json by diff. Make it with trueup plan -o ${path}`,
    )
  return content
}

function isPlanFile(content: unknown): content is PlanFile {
  if (!isRecord(content)) return false
  const { from, to, transactions, compared, landmarks, unsafe, unsaid, major, proof } = content
  return (
    typeof from === 'string' &&
    typeof to === 'string' &&
    typeof unsafe === 'boolean' &&
    typeof major === 'number' &&
    Array.isArray(unsaid) &&
    [compared, proof, landmarks].every(isRecord) &&
    isRecord(landmarks) &&
    [landmarks['from'], landmarks['to']].every(isRecord) &&
    Array.isArray(transactions) &&
    transactions.every(isTransaction)
  )
}

const isTransaction = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value['transactional'] === 'boolean' &&
  Array.isArray(value['statements']) &&
  value['statements'].every((s) => isRecord(s) && typeof s['sql'] === 'string' && Array.isArray(s['objects']))
