// What other tools fill in when they run a file: a revision holds SQL that any tool can run, so it is filled in once, here.

import { RevisionError } from '../errors.ts'
import type { ForeignFile } from './linear.ts'

/** Throws where the file has a placeholder that nobody said what stands in for. */
export function filledIn(file: ForeignFile, pattern: RegExp, replacements: ReadonlyMap<string, string>): string {
  const { text, shown } = file
  return text.replaceAll(pattern, (placeholder: string, ...rest: unknown[]) => {
    const value = replacements.get(placeholder)
    if (value !== undefined) return value
    const offset = rest.find((one) => typeof one === 'number') ?? 0
    const line = text.slice(0, offset).split('\n').length
    throw new RevisionError(
      `${placeholder} is a placeholder. Say what stands in for it: --replace '${placeholder}=…'`,
      { file: shown, line },
    )
  })
}

/** `${name}`, as Flyway and Liquibase have it. */
export const DOLLAR_BRACES = /\$\{[^}\s]+\}/g
