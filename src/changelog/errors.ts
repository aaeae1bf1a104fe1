// What can be wrong with a changelog's files: what happened, in which file and line, and what to do now.

import { placeText, type Place } from '../source/source-error.ts'

/** Its message begins with the place, where there is one. */
export class ChangelogError extends Error {
  override readonly name: string = 'ChangelogError'
  readonly place: Place | null

  constructor(message: string, place: Place | null = null, options?: ErrorOptions) {
    super(place ? `${placeText(place)}: ${message}` : message, options)
    this.place = place
  }
}

/** The most that are named; the others are counted. */
export const MOST_NAMED = 20

/** Several things that are wrong with the files, told at once. */
export class ChangelogErrors extends ChangelogError {
  override readonly name = 'ChangelogErrors'
  readonly errors: readonly ChangelogError[]

  constructor(errors: readonly ChangelogError[]) {
    super(
      [
        `${errors.length} errors in the files of the changelog:`,
        ...errors.slice(0, MOST_NAMED).map(({ message }) => `     ${message}`),
        ...andMore(errors.length),
      ].join('\n'),
    )
    this.errors = errors
  }
}

export const andMore = (count: number, indent = '     '): string[] =>
  count > MOST_NAMED ? [`${indent}… and ${count - MOST_NAMED} more`] : []
