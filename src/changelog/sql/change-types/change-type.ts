// What a change type is: the contract of every file in this folder. The core knows them only through all.ts.

import type { Change, Fields, Quoting, Rendering, Step } from '../../changelog.ts'
import type { Names } from '../names.ts'

export type FieldType = ScalarType | 'columns' | 'loadColumns' | 'params'

/** What is no number or no date is an expression: its field is called Computed instead. */
export type ScalarType = 'text' | 'boolean' | 'integer' | 'number' | 'date'

export interface ChangeType {
  readonly name: string
  readonly fields: Readonly<Record<string, FieldType>>
  readonly required: readonly string[]
  /** What each of its columns must say. */
  readonly columnsNeed?: readonly string[]
  /** What a bare value means: `sql: select 1`. */
  readonly bare?: string
  /** The field that names a file whose text this change is about. */
  readonly fileField?: string
  /** Fields that the checksum leaves out. */
  readonly unhashed?: readonly string[]
  /** Older names of fields. */
  readonly aliases?: Readonly<Record<string, string>>
  /** The fields as the checksum has them, where that is not as they were written. */
  readonly normalized?: (fields: Fields) => Fields
  /** Pairs of fields of which Liquibase silently drops both. */
  readonly conflicting?: readonly (readonly [string, string])[]
  /** Values of fields that are not written, as the checksum has them. */
  readonly defaults?: Fields
  readonly steps: (context: ChangeContext) => Steps | Promise<Steps>
  /** What undoes it; null: nothing does by itself. */
  readonly rollback: ((context: ChangeContext) => Steps | Promise<Steps>) | null
}

/** SQL stands for a statement at the change's own line. */
export type Steps = readonly (string | Step)[]

export interface ChangeContext {
  readonly change: Change
  readonly fields: Fields
  readonly names: Names
  readonly quoting: Quoting
  readonly rendering: Rendering
}

/** Fields that nearly every change has. */
export const TABLE = { catalogName: 'text', schemaName: 'text', tableName: 'text' } as const

/** A field's text; null where it is not written. */
export function textOf(fields: Fields, name: string): string | null {
  const value = fields[name]
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : null
}

/** A field that `required` promises. */
export const givenText = (fields: Fields, name: string): string => textOf(fields, name) ?? ''

export const isSet = (fields: Fields, name: string): boolean => fields[name] === true

/** A field that holds a list of others: columns, parameters. */
export function listOf(fields: Fields, name: string): Fields[] {
  const value = fields[name]
  return isList(value) ? value.filter(isFields) : []
}

export const nestedOf = (fields: Fields, name: string): Fields => {
  const value = fields[name]
  return isFields(value) ? value : {}
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `a, b` as names. */
export const namesIn = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
