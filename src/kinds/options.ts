// Storage parameters (reloptions, attoptions): `name=value` texts, in any order. Shared by all kinds that have them.

import { ident, literal } from '../catalog/identifier.ts'

const split = (option: string): [name: string, value: string] => {
  const at = option.indexOf('=')
  return [option.slice(0, at), option.slice(at + 1)]
}

/** A parameter of a TOAST table is written `toast.name`. */
const nameOf = (name: string): string => name.split('.').map(ident).join('.')

/** Plain words and numbers stand as they are; anything else is quoted, as pg_dump does. */
const valueOf = (value: string): string =>
  /^[a-zA-Z0-9_.+-]+$/.test(value) && ident(value) === value ? value : literal(value)

/** `fillfactor=70, autovacuum_enabled=false`, for WITH (…) and SET (…). */
export const optionList = (options: readonly string[]): string =>
  options
    .map(split)
    .map(([name, value]) => `${nameOf(name)}=${valueOf(value)}`)
    .join(', ')

/** ` WITH (…)`, or nothing. */
export const withOptions = (options: readonly string[]): string =>
  options.length ? ` WITH (${optionList(options)})` : ''

/** The clauses that turn one list into the other: `SET (…)` for what is new or changed, `RESET (…)` for what is gone. */
export function changeOptions(from: readonly string[], to: readonly string[]): string[] {
  const kept = new Set(to.map((option) => split(option)[0]))
  const set = to.filter((option) => !from.includes(option))
  const reset = from.map((option) => split(option)[0]).filter((name) => !kept.has(name))
  return [
    ...(set.length ? [`SET (${optionList(set)})`] : []),
    ...(reset.length ? [`RESET (${reset.map(nameOf).join(', ')})`] : []),
  ]
}
