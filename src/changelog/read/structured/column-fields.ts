// What a column and its constraints may say, in every change that has columns, and how their values are read.

import { nearest } from '../../../config/nearest.ts'
import type { Fields, FieldValue } from '../../changelog.ts'
import { ChangelogError } from '../../errors.ts'
import type { ScalarType } from '../../sql/change-types/change-type.ts'
import { childOf, entriesOf, type Node } from './node.ts'

const CONSTRAINTS: Readonly<Record<string, ScalarType>> = {
  nullable: 'boolean',
  notNullConstraintName: 'text',
  primaryKey: 'boolean',
  primaryKeyName: 'text',
  primaryKeyTablespace: 'text',
  references: 'text',
  referencedTableCatalogName: 'text',
  referencedTableSchemaName: 'text',
  referencedTableName: 'text',
  referencedColumnNames: 'text',
  unique: 'boolean',
  uniqueConstraintName: 'text',
  checkConstraint: 'text',
  deleteCascade: 'boolean',
  foreignKeyName: 'text',
  initiallyDeferred: 'boolean',
  deferrable: 'boolean',
  validateNullable: 'boolean',
  validateUnique: 'boolean',
  validatePrimaryKey: 'boolean',
  validateForeignKey: 'boolean',
}

const COLUMN: Readonly<Record<string, ScalarType>> = {
  name: 'text',
  computed: 'boolean',
  type: 'text',
  value: 'text',
  valueNumeric: 'number',
  valueDate: 'date',
  valueBoolean: 'boolean',
  valueBlobFile: 'text',
  valueClobFile: 'text',
  valueComputed: 'text',
  valueSequenceNext: 'text',
  valueSequenceCurrent: 'text',
  defaultValue: 'text',
  defaultValueNumeric: 'number',
  defaultValueDate: 'date',
  defaultValueBoolean: 'boolean',
  defaultValueComputed: 'text',
  defaultValueSequenceNext: 'text',
  defaultValueConstraintName: 'text',
  autoIncrement: 'boolean',
  startWith: 'integer',
  incrementBy: 'integer',
  generationType: 'text',
  defaultOnNull: 'boolean',
  remarks: 'text',
  descending: 'boolean',
  included: 'boolean',
  encoding: 'text',
  afterColumn: 'text',
  beforeColumn: 'text',
  position: 'integer',
}

const LOAD_COLUMN: Readonly<Record<string, ScalarType>> = {
  ...COLUMN,
  index: 'integer',
  header: 'text',
  allowUpdate: 'boolean',
  nullPlaceholder: 'text',
}

export const columnFields = (node: Node): Fields => fieldsOf(node, COLUMN, 'column')
export const loadColumnFields = (node: Node): Fields => fieldsOf(node, LOAD_COLUMN, 'column')
export const parameterFields = (node: Node): Fields => fieldsOf(node, COLUMN, 'param')

/** What of a column and its constraints can be true or false. */
export const truthValues = (column: Node): Node[] =>
  entriesOf(column).flatMap((child) =>
    child.name === 'constraints'
      ? entriesOf(child).filter(({ name }) => CONSTRAINTS[name] === 'boolean')
      : LOAD_COLUMN[child.name] === 'boolean'
        ? [child]
        : [],
  )

function fieldsOf(node: Node, types: Readonly<Record<string, ScalarType>>, what: string): Fields {
  const fields: Record<string, FieldValue> = {}
  for (const child of entriesOf(node)) {
    if (child.name === 'constraints') continue
    const type = types[child.name]
    if (type === undefined) throw unknown(child, Object.keys(types), what)
    if (child.value !== null) Object.assign(fields, scalar(child.name, type, child))
  }
  if (what !== 'column') return fields
  const constraints = childOf(node, 'constraints') ?? node.children.map((c) => childOf(c, 'constraints')).find(Boolean)
  if (constraints) fields['constraints'] = constraintFields(constraints)
  if (node.value !== null && fields['value'] === undefined) fields['value'] = node.value
  return fields
}

function constraintFields(node: Node): Fields {
  const fields: Record<string, FieldValue> = {}
  for (const child of entriesOf(node)) {
    const type = CONSTRAINTS[child.name]
    if (type === undefined) throw unknown(child, Object.keys(CONSTRAINTS), 'constraints')
    if (child.value !== null) Object.assign(fields, scalar(child.name, type, child))
  }
  return fields
}

function unknown(child: Node, known: readonly string[], what: string): ChangelogError {
  const meant = nearest(child.name, known)
  return new ChangelogError(
    `Unexpected node: ${child.name} in ${what}.${meant ? ` Did you mean ${meant}?` : ''}`,
    child,
  )
}

/** What is no number and no date is an expression: valueComputed instead of valueNumeric. */
export function scalar(name: string, type: ScalarType, node: Node): Fields {
  const value = node.value ?? ''
  switch (type) {
    case 'boolean':
      return { [name]: value.trim().toLowerCase() === 'true' }
    case 'number':
      return numeric(name, value)
    case 'date': {
      const date = isoDate(node.date ?? value, node.date !== null)
      return date === null ? { [name.replace('Date', 'Computed')]: value } : { [name]: date }
    }
    case 'integer':
    case 'text':
      return { [name]: value }
  }
}

/** Java takes for a number what begins with one. */
function numeric(name: string, value: string): Fields {
  const bare = value.startsWith('(') ? value.slice(1).replace(/\)$/, '') : value
  return /^-?(?:[.,]?\d|∞)|^NaN/.test(bare) ? { [name]: bare } : { [name.replace('Numeric', 'Computed')]: value }
}

const DATE = /^\d{4}-\d\d-\d\d$/
const TIME = /^\d\d:\d\d:\d\d$/
const TIMESTAMP = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?$/

/** As the checksum has it: `2020-01-02`, `2020-01-02T03:04:05.12`, `03:04:05`; null where it is none. */
function isoDate(text: string, isDate: boolean): string | null {
  if (DATE.test(text)) return isDate ? `${text}T00:00:00` : text
  if (TIME.test(text)) return text
  const [, date, time, fraction] = TIMESTAMP.exec(text.trim()) ?? []
  if (date === undefined || time === undefined) return null
  const shown = fraction?.replace(/0+$/, '') ?? ''
  return `${date}T${time}${shown === '.' ? '' : shown}`
}
