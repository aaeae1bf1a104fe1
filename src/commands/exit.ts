// What a run ends with: the exit codes that migra's users know, and the words for what went wrong.

import { UnsafePlanError as UnsafeRunError } from '../apply/errors.ts'
import { ServerError } from '../connection/errors.ts'
import { SettingError } from '../config/settings.ts'
import { annotation, toGithub } from '../output/github.ts'
import { UnsafePlanError, UsageError } from '../compare/errors.ts'
import { DataLossError, RevisionError } from '../revisions/errors.ts'

export const EXIT = {
  same: 0,
  error: 1,
  different: 2,
  unsafe: 3,
  /** EX_USAGE of sysexits.h. */
  usage: 64,
} as const

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage
  if (error instanceof SettingError && error.isUsage) return EXIT.usage
  const isUnsafe = [UnsafePlanError, UnsafeRunError, DataLossError].some((refused) => error instanceof refused)
  return isUnsafe ? EXIT.unsafe : EXIT.error
}

/** For --format github, where a run would otherwise end without a word on its page. */
export function annotationsOf(error: unknown): string {
  const plan = error instanceof UnsafePlanError ? toGithub(error.plan) : ''
  return `${plan}${annotation('error', 'Trueup', messageOf(error, false))}\n`
}

/** For a person: what happened and what to do now; the stack only where it was asked for. */
export function messageOf(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return String(error)
  // Errors of the language itself are bugs, and say so with their evidence.
  const isBug = [TypeError, RangeError, ReferenceError].some((bug) => error instanceof bug)
  // With -v revisions are listed in full: what is wrong with them is no bug, and no stack explains it.
  if (isBug || (verbose && !(error instanceof RevisionError))) return error.stack ?? error.message
  if (!(error instanceof ServerError)) return error.message
  const { message, code, detail, hint } = error
  return [`${message} (SQLSTATE ${code})`, ...(detail ? [detail] : []), ...(hint ? [`Hint: ${hint}`] : [])].join('\n')
}
