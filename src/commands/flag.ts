// What a flag's declaration says.

export interface Flag {
  /** As commander writes it. */
  readonly flags: string
  readonly help: string
  /** May be given more than once. */
  readonly repeatable?: boolean
  /** The heading under which --help lists it. */
  readonly group: string
  /** Kept for scripts that were written for migra, or as the other half of a `--no-…`. */
  readonly hidden?: boolean
}
