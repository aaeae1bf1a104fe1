// What can go wrong with a throwaway PostgreSQL.

/** No shadow came about, or it cannot do what was asked. The message says what to do. */
export class ShadowError extends Error {
  override readonly name = 'ShadowError'
}
