// A change as the text that its checksum is taken of: its fields in the order of their lines. What Liquibase calls its string form.

import type { Fields, FieldValue } from '../changelog.ts'

const INDENT = '    '

/** @param left out names of fields that do not count */
export function serialized(name: string, fields: Fields, leftOut: readonly string[] = []): string {
  return `${name}:${block(fields, 1, leftOut)}`
}

function block(fields: Fields, depth: number, leftOut: readonly string[]): string {
  const lines = Object.entries(fields)
    .filter(([name]) => !leftOut.includes(name))
    .flatMap(([name, value]) => (value === undefined ? [] : line(name, value, depth)))
    .toSorted((a, b) => (a < b ? -1 : 1))
  return lines.length === 0 ? '[]' : `[\n${lines.join('\n')}\n${INDENT.repeat(depth - 1)}]`
}

function line(name: string, value: FieldValue, depth: number): string[] {
  const indent = INDENT.repeat(depth)
  if (typeof value !== 'object') return [`${indent}${name}="${value}"`]
  if (isList(value)) return [`${indent}${name}=${list(value, depth)}`]
  return [`${indent}${block(value, depth + 1, [])}`]
}

function list(values: readonly FieldValue[], depth: number): string {
  if (values.length === 0) return '[]'
  const indent = INDENT.repeat(depth + 1)
  const items = values.map((value) => `${indent}${item(value, depth + 2)}`)
  return `[\n${items.join(',\n')}\n${INDENT.repeat(depth)}]`
}

const item = (value: FieldValue, depth: number): string =>
  typeof value === 'object' && !isList(value) ? block(value, depth, []) : String(value)

const isList = (value: FieldValue): value is readonly FieldValue[] => Array.isArray(value)
