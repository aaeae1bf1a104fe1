// The decisions that a command makes against its user, one class each; the exit code of each is in exit.ts.

/** The person at the terminal said no. */
export class DeclinedError extends Error {
  override readonly name = 'DeclinedError'
}

/** A plan file that is none, or of another format. */
export class PlanFileError extends Error {
  override readonly name = 'PlanFileError'
}
