// What can be wrong with revisions, each with what happened, where, and the command that settles it.

import { placeText, type Place } from '../source/source-error.ts'

/** The files, the graph, or what was asked of them. */
export class RevisionError extends Error {
  override readonly name: string = 'RevisionError'

  constructor(message: string, place: Place | null = null, options?: ErrorOptions) {
    super(place ? `${placeText(place)}: ${message}` : message, options)
  }
}

/** It would lose data, and nobody said that it may. */
export class DataLossError extends RevisionError {
  override readonly name = 'DataLossError'
}
