// createSequence, and the options that alterSequence shares.

import type { Fields } from '../../changelog.ts'
import { givenText, isSet, textOf, type ChangeType, type FieldType } from './change-type.ts'

export const SEQUENCE = {
  catalogName: 'text',
  schemaName: 'text',
  sequenceName: 'text',
  incrementBy: 'integer',
  minValue: 'integer',
  maxValue: 'integer',
  cacheSize: 'integer',
  cycle: 'boolean',
  dataType: 'text',
  ordered: 'boolean',
} as const satisfies Readonly<Record<string, FieldType>>

export const createSequence: ChangeType = {
  name: 'createSequence',
  fields: { ...SEQUENCE, startValue: 'integer' },
  required: ['sequenceName'],
  steps: ({ fields, names }) => {
    const sequence = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'sequenceName'))
    return [`CREATE SEQUENCE  IF NOT EXISTS ${sequence}${sequenceOptions(fields)}`]
  },
  rollback: ({ fields, names }) => [
    `DROP SEQUENCE ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'sequenceName'))} CASCADE`,
  ],
}

/** PostgreSQL has no ORDER, and a cache of none is its default. */
export function sequenceOptions(fields: Fields): string {
  const option = (name: string, words: string): string[] => {
    const value = textOf(fields, name)
    return value === null || (name === 'cacheSize' && value === '0') ? [] : [` ${words} ${value}`]
  }
  return [
    ...option('dataType', 'AS'),
    ...option('startValue', 'START WITH'),
    ...option('incrementBy', 'INCREMENT BY'),
    ...option('minValue', 'MINVALUE'),
    ...option('maxValue', 'MAXVALUE'),
    ...option('cacheSize', 'CACHE'),
    ...(isSet(fields, 'cycle') ? [' CYCLE'] : []),
  ].join('')
}
