// An object of a PostgreSQL database, at the grain at which it can be changed alone.
// Knows names and addresses; knows nothing of what a kind means.

/** `<kind> <identity>`, for example `table public.account`; unique within a catalog. */
export type Key = string

/** One thing in the catalog: a table, a column, a default, a comment, a grant. */
export interface CatalogObject<Shape = object> {
  readonly key: Key
  /** The `type` of its kind, for example `materialized view`. */
  readonly kind: string
  /** As DDL names it: quoted, schema-qualified, with a routine's argument types. */
  readonly identity: string
  /** Its own name, unquoted. */
  readonly name: string
  /** What it belongs to: a table's schema, a column's table, a comment's object. */
  readonly parent: CatalogObject | null
  /** Its compared attributes. */
  readonly shape: Shape
}

export const keyOf = (kind: string, identity: string): Key => `${kind} ${identity}`

/** The object's schema, or itself when it is one; null for what lives in no schema (roles, extensions, casts). */
export function schemaOf(object: CatalogObject): string | null {
  for (let at: CatalogObject | null = object; at; at = at.parent) if (at.kind === 'schema') return at.name
  return null
}

/** The outermost object that it is part of, below the schema: a policy's table, a comment's view. */
export function wholeOf(object: CatalogObject): CatalogObject {
  let whole = object
  while (whole.parent && whole.parent.kind !== 'schema') whole = whole.parent
  return whole
}
