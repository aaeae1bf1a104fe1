// psql's variables within a text: `:name`, `:'name'`, `:"name"` and `:{?name}` (the manual, psql, "SQL Interpolation").

import { ident, literal } from '../catalog/identifier.ts'

export interface Interpolation {
  /** Of what is replaced. */
  readonly length: number
  readonly text: string
  /** Set for `:name`, whose value is read as SQL in its turn. */
  readonly variable: string | null
}

const NAME = String.raw`[\w\u0080-\uffff]+`
const REFERENCE = new RegExp(`:(?:(${NAME})|'(${NAME})'|"(${NAME})"|\\{\\?(${NAME})\\})`, 'y')

/** Null where no variable is named, or one that is not set: such text stays as it is. */
export function interpolationAt(
  text: string,
  position: number,
  variables: ReadonlyMap<string, string>,
): Interpolation | null {
  REFERENCE.lastIndex = position
  const match = REFERENCE.exec(text)
  if (!match) return null
  const [{ length }, plain, asLiteral, asIdentifier, asked] = match
  if (asked !== undefined) return { length, text: variables.has(asked) ? 'TRUE' : 'FALSE', variable: null }
  const value = variables.get(plain ?? asLiteral ?? asIdentifier ?? '')
  if (value === undefined) return null
  if (plain !== undefined) return { length, text: value, variable: plain }
  return { length, text: asLiteral !== undefined ? literal(value) : quoted(value), variable: null }
}

/** The name of the variable there, set or not; null: it is none. */
export function variableAt(text: string, position: number): string | null {
  REFERENCE.lastIndex = position
  const [, plain, asLiteral, asIdentifier] = REFERENCE.exec(text) ?? []
  return plain ?? asLiteral ?? asIdentifier ?? null
}

/** psql quotes every identifier, needed or not. */
const quoted = (name: string): string => {
  const identifier = ident(name)
  return identifier.startsWith('"') ? identifier : `"${identifier}"`
}
