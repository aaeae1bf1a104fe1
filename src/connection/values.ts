// Values as PostgreSQL prints them, into JavaScript's. One table for every engine, so that all give the same rows.
// What is not in the table stays text: dates, numeric, bytea.

const boolean = (text: string): boolean => text === 't'
const json = (text: string): unknown => JSON.parse(text)
const words = (text: string): number[] => (text.trim() === '' ? [] : text.trim().split(' ').map(Number))
const arrayOf =
  (element: (text: string) => unknown) =>
  (text: string): unknown[] =>
    parseArray(text, element)
const text = (value: string): string => value

type Parser = (text: string) => unknown

/** By the oid of the type (pg_type.dat); they never change. */
export const PARSERS: Readonly<Record<number, Parser>> = {
  16: boolean,
  20: Number,
  21: Number,
  23: Number,
  26: Number,
  28: Number,
  700: Number,
  701: Number,
  114: json,
  3802: json,
  // int2vector, oidvector
  22: words,
  30: words,
  // Arrays of: bool, int2, int4, oid, int8, float4, float8
  1000: arrayOf(boolean),
  1005: arrayOf(Number),
  1007: arrayOf(Number),
  1028: arrayOf(Number),
  1016: arrayOf(Number),
  1021: arrayOf(Number),
  1022: arrayOf(Number),
  // Arrays of: "char", name, text, bpchar, varchar, aclitem, regproc, regprocedure, regclass, regtype, regrole, regnamespace
  1002: arrayOf(text),
  1003: arrayOf(text),
  1009: arrayOf(text),
  1014: arrayOf(text),
  1015: arrayOf(text),
  1034: arrayOf(text),
  1008: arrayOf(text),
  2207: arrayOf(text),
  2210: arrayOf(text),
  2211: arrayOf(text),
  4097: arrayOf(text),
  4090: arrayOf(text),
  // Arrays of: json, jsonb
  199: arrayOf(json),
  3807: arrayOf(json),
}

export const parserOf = (oid: number): Parser => PARSERS[oid] ?? text

/** `{a,"b c",NULL,{…}}`, perhaps after bounds `[0:2]=`; quoted elements escape with a backslash. */
function parseArray(literal: string, element: (text: string) => unknown): unknown[] {
  const root: unknown[] = []
  const open: unknown[][] = [root]
  const tokens = /\{|\}|,|"((?:[^"\\]|\\[^])*)"|([^{},"]+)/g
  tokens.lastIndex = Math.max(literal.indexOf('{'), 0)
  for (let match = tokens.exec(literal); match; match = tokens.exec(literal)) {
    const [token, quoted, bare] = match
    if (token === '{') {
      const inner: unknown[] = []
      open.at(-1)?.push(inner)
      open.push(inner)
    } else if (token === '}') {
      open.pop()
    } else if (quoted !== undefined) {
      open.at(-1)?.push(element(quoted.replace(/\\([^])/g, '$1')))
    } else if (bare !== undefined) {
      open.at(-1)?.push(bare === 'NULL' ? null : element(bare))
    }
  }
  const [array] = root
  return Array.isArray(array) ? array : []
}
