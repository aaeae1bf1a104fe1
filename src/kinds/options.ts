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

/** Their order means nothing. */
export const OPTIONS = {
  same: (from: readonly string[], to: readonly string[]): boolean =>
    from.length === to.length && from.every((option) => to.includes(option)),
  state: (options: readonly string[]): readonly string[] => options.toSorted(),
}

/** The clauses that turn one list into the other: `SET (…)` for what is new or changed, `RESET (…)` for what is gone. */
export function changeOptions(from: readonly string[], to: readonly string[]): string[] {
  const kept = new Set(to.map((option) => split(option)[0]))
  const isToast = (option: string): boolean => option.startsWith('toast.')
  const isOwn = (option: string): boolean => !isToast(option)
  const set = [
    ...setOptions(from.filter(isOwn), to.filter(isOwn)),
    ...setOptions(from.filter(isToast), to.filter(isToast)),
  ]
  const reset = from.map((option) => split(option)[0]).filter((name) => !kept.has(name))
  return [
    ...(set.length ? [`SET (${optionList(set)})`] : []),
    ...(reset.length ? [`RESET (${reset.map(nameOf).join(', ')})`] : []),
  ]
}

/** SET moves what it names to the end: naming what comes after a change too keeps the order that is printed. */
function setOptions(from: readonly string[], to: readonly string[]): readonly string[] {
  if (to.every((option) => from.includes(option))) return []
  const stays = from.filter((option) => to.includes(option))
  const inPlace = to.findIndex((option, i) => stays[i] !== option)
  return to.slice(inPlace)
}
