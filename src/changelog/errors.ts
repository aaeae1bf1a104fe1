// What can be wrong with a changelog's files: what happened, in which file and line, and what to do now.

import { placeText, type Place } from '../source/source-error.ts'

export class ChangelogError extends Error {
  override readonly name: string = 'ChangelogError'
  readonly place: Place | null

  constructor(message: string, place: Place | null = null, options?: ErrorOptions) {
    super(place ? `${placeText(place)}: ${message}` : message, options)
    this.place = place
  }
}
