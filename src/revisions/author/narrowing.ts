// Whether a type holds less than another, so that a value may be refused or cut. Knows type names as format_type() prints them.

interface TypeName {
  readonly base: string
  readonly modifiers: readonly number[]
}

function parse(type: string): TypeName {
  const modifiers = /\(([\d,-]+)\)/.exec(type)?.[1]
  return { base: type.replace(/\([\d,-]+\)/, ''), modifiers: modifiers?.split(',').map(Number) ?? [] }
}

/** Each holds all that those before it do. */
const WIDENING: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'bigint', 'numeric'],
  ['smallint', 'integer', 'double precision'],
  ['real', 'double precision'],
  ['character varying', 'text'],
  ['character', 'character varying', 'text'],
  ['date', 'timestamp without time zone', 'timestamp with time zone'],
  ['json', 'jsonb'],
  ['cidr', 'inet'],
]

export function isNarrowing(from: string, to: string): boolean {
  const [a, b] = [parse(from), parse(to)]
  if (/^(text|character varying)$/.test(to)) return false
  if (a.base === b.base) return b.modifiers.length > 0 && !fits(a.modifiers, b.modifiers)
  if (b.modifiers.length > 0) return true
  return !WIDENING.some((types) => types.includes(a.base) && types.indexOf(b.base) > types.indexOf(a.base))
}

/** Of numeric both the digits before the decimal point and those behind it. */
function fits(from: readonly number[], to: readonly number[]): boolean {
  if (from.length === 0) return false
  const [[digits = 0, scale = 0], [room = 0, places = 0]] = [from, to]
  return places >= scale && room - places >= digits - scale
}
