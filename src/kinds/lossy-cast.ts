// What a change of a column's type takes from its values without an error, so that nobody would notice.
// A cast that refuses what does not fit (text to varchar(10), bigint to integer: SQLSTATE class 22) loses nothing.
// Knows type names as format_type() prints them; knows nothing of catalogs.

import { isAssignable, parseType, type TypeName } from './column-type.ts'

const DIGITS = 'digits'
const MICROSECONDS = 6

/** How many decimal digits the largest value has. */
const WHOLE = new Map([
  ['smallint', 5],
  ['integer', 10],
  ['bigint', 19],
])
/** DBL_DIG and FLT_DIG of C: what survives the way there and back. */
const FLOATING = new Map([
  ['real', 6],
  ['double precision', 15],
])

/**
 * In words, as `digits`; null: nothing.
 * @param isCut the cast is an explicit one, as in `USING value::text::varchar(5)`: it cuts off what an assignment refuses
 */
export function lossInCast(from: string, to: string, isCut = !isAssignable(from, to)): string | null {
  const [a, b] = [parseType(from), parseType(to)]
  if (a.array !== b.array || (a.base === b.base && String(a.modifiers) === String(b.modifiers))) return null
  const values = isAssignable(from, to) ? a : inText(b)
  return lossOfDigits(values, b) ?? lossOfTime(values, b) ?? lossOfLength(a, b, isCut)
}

/** What may stand in a text that is read as this type. */
function inText({ base, array }: TypeName): TypeName {
  if (/^(date|time)/.test(base)) return { base: 'timestamp without time zone', modifiers: [], array }
  return { base: base.replace(/^interval .*/, 'interval'), modifiers: [], array }
}

function lossOfDigits(a: TypeName, b: TypeName): string | null {
  const [precision, scale] = digitsOf(a)
  if (precision === null) return null
  if (WHOLE.has(b.base)) return scale > 0 ? DIGITS : null
  if (b.base === 'money') return scale > 2 ? DIGITS : null
  const floating = FLOATING.get(b.base)
  if (floating !== undefined) return a.base !== 'real' && a.base !== b.base && precision > floating ? DIGITS : null
  if (b.base !== 'numeric') return null
  // numeric takes DBL_DIG or FLT_DIG digits of a floating-point number, and as many decimal places as its scale says.
  return FLOATING.has(a.base) || (b.modifiers.length > 0 && scale > b.modifiers[1]!) ? DIGITS : null
}

/** How many digits, and how many of them behind the decimal point, a value may have; null: it is no number. */
function digitsOf({ base, modifiers }: TypeName): [precision: number | null, scale: number] {
  const whole = WHOLE.get(base)
  if (whole !== undefined) return [whole, 0]
  if (base === 'numeric') return modifiers.length === 0 ? [Infinity, Infinity] : [modifiers[0]!, modifiers[1]!]
  if (base === 'money') return [19, 2]
  return FLOATING.has(base) ? [Infinity, Infinity] : [null, 0]
}

const hasDate = ({ base }: TypeName): boolean => /^(timestamp|date)/.test(base)
const hasTime = ({ base }: TypeName): boolean => base.startsWith('time')
const hasZone = ({ base }: TypeName): boolean => base.endsWith('with time zone')

function lossOfTime(a: TypeName, b: TypeName): string | null {
  const [from, to] = [a, b].map(({ modifiers }) => modifiers[0] ?? MICROSECONDS)
  const isFiner = from! > to!
  if (a.base.startsWith('interval')) {
    if (!b.base.startsWith('interval')) return null
    return isFiner || (b.base !== 'interval' && a.base !== b.base) ? 'the finer parts' : null
  }
  if (!(hasDate(a) || hasTime(a)) || !(hasDate(b) || hasTime(b))) return null
  if (hasDate(a) && !hasDate(b)) return 'the date'
  if (hasTime(a) && !hasTime(b)) return 'the time of day'
  if (a.base === 'time with time zone' && !hasZone(b)) return 'the time zone'
  return hasTime(a) && isFiner ? 'fractions of seconds' : null
}

/** A name holds 63 bytes, of which a character may take four. */
const SAFE_NAME = 15
/** The manual, 8.3 and 8.10: an explicit cast to these cuts off what is too long. */
const CUT_OFF = new Set(['character varying', 'character', 'bit', 'bit varying'])

function lossOfLength(a: TypeName, b: TypeName, isCut: boolean): string | null {
  if (a.base === 'inet' && b.base === 'cidr') return 'the host'
  if (b.base === 'name') return (a.modifiers[0] ?? Infinity) > SAFE_NAME ? 'what is longer' : null
  if (b.base === '"char"') return 'what is longer'
  const [from = Infinity, to = Infinity] = [CUT_OFF.has(a.base) ? a.modifiers[0] : undefined, b.modifiers[0]]
  return isCut && CUT_OFF.has(b.base) && from > to ? 'what is longer' : null
}
