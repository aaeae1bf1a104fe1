// What is wrong with an input itself: a path, a file, a psql command. A statement that PostgreSQL refuses is a LoadError.

/** Where something stands, for a person: `schema/010.sql:12`. */
export interface Place {
  readonly file: string
  /** From 1. */
  readonly line: number
}

export const placeText = (place: Place): string => `${place.file}:${place.line}`

export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly place: Place | null

  constructor(message: string, place: Place | null = null, options?: ErrorOptions) {
    super(place ? `${placeText(place)}: ${message}` : message, options)
    this.place = place
  }
}
