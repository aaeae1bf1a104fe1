// A column's type as a changelog writes it, in PostgreSQL's words as Liquibase chooses them. What it does not know it writes in
// capitals.

export interface DataType {
  readonly sql: string
  readonly family: Family
  /** serial and its like count by themselves. */
  readonly isSerial: boolean
}

/** How values of it are written. */
export type Family =
  | 'integer'
  | 'number'
  | 'boolean'
  | 'text'
  | 'clob'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'uuid'
  | 'xml'
  | 'blob'
  | 'other'

/** name(parameters) rest */
const SHAPE = /^([^([]*)(?:\(([^)]*)\))?\s*((?:\[\s*\])*)\s*(.*)$/s

const INTEGERS: Readonly<Record<string, string>> = {
  int: 'INTEGER',
  integer: 'INTEGER',
  int4: 'INTEGER',
  serial: 'INTEGER',
  serial4: 'INTEGER',
  bigint: 'BIGINT',
  int8: 'BIGINT',
  bigserial: 'BIGINT',
  serial8: 'BIGINT',
  smallint: 'SMALLINT',
  int2: 'SMALLINT',
  smallserial: 'SMALLINT',
  tinyint: 'SMALLINT',
  mediumint: 'MEDIUMINT',
}

const CLOBS = new Set([
  'text',
  'clob',
  'nclob',
  'longtext',
  'mediumtext',
  'tinytext',
  'ntext',
  'longvarchar',
  'longnvarchar',
])
const BYTES = new Set(['longblob', 'mediumblob', 'tinyblob', 'binary', 'varbinary', 'image', 'longvarbinary'])
const VARCHARS = new Set(['varchar', 'varchar2', 'character varying', 'nvarchar', 'nvarchar2'])
const TIMESTAMPS = new Set(['datetime', 'datetime2', 'smalldatetime', 'timestamp', 'timestamptz'])
const UUIDS = new Set(['uuid', 'uniqueidentifier'])

interface Parts {
  readonly name: string
  readonly parameters: string | null
  readonly array: string
  readonly rest: string
}

export function dataTypeOf(written: string): DataType {
  const isJdbc = /^java\.sql\.Types\./i.test(written.trim())
  const plain = written.trim().replace(/^java\.sql\.Types\./i, '')
  const [, name = '', parameters, array = '', rest = ''] = SHAPE.exec(plain) ?? []
  const quoted = /^"(?:[^"]|"")*"$/.test(plain)
  if (array !== '' || quoted) return other(quoted ? plain : `${arrayElement(plain)}${array}`)
  const parts = { ...splitName(name.trim(), rest), parameters: parameters?.trim() ?? null, array }
  return known(isJdbc ? jdbcName(parts) : parts, plain)
}

/** `timestamp with time zone` is a name, and `with time zone` what stands behind `timestamp(3)`. */
function splitName(name: string, rest: string): { name: string; rest: string } {
  const whole = name.replaceAll(/\s+/g, ' ')
  const lower = whole.toLowerCase()
  for (const two of ['character varying', 'double precision', 'bit varying'])
    if (lower === two || lower.startsWith(`${two} `))
      return { name: two, rest: `${whole.slice(two.length)} ${rest}`.trim() }
  const space = whole.indexOf(' ')
  return space < 0
    ? { name: lower, rest }
    : { name: lower.slice(0, space), rest: `${whole.slice(space + 1)} ${rest}`.trim() }
}

function jdbcName(parts: Parts): Parts {
  if (parts.name === 'timestamp_with_timezone') return { ...parts, name: 'timestamptz' }
  if (parts.name === 'real') return { ...parts, name: 'float' }
  if (parts.name === 'bit') return { ...parts, name: 'boolean' }
  return parts
}

function known(parts: Parts, written: string): DataType {
  const { name, parameters, rest } = parts
  const integer = INTEGERS[name]
  const of = (sql: string, family: Family): DataType => ({ sql, family, isSerial: false })
  const sized = (word: string): string => (parameters === null ? word : `${word}(${commas(parameters)})`)
  if (integer !== undefined) return { sql: integer, family: 'integer', isSerial: name.includes('serial') }
  if (CLOBS.has(name)) return of('TEXT', 'clob')
  if (BYTES.has(name)) return of('BYTEA', 'blob')
  if (name === 'blob') return of('OID', 'blob')
  if (VARCHARS.has(name)) return of(behind(sized('VARCHAR').replace(/ (?:char|byte)\)$/i, ')'), rest), 'text')
  if (name === 'char' || name === 'character') return of(behind(sized('CHAR'), rest), 'text')
  if (name === 'nchar') return of(behind(sized('NCHAR'), rest), 'text')
  if (name === 'boolean' || name === 'bool') return of('BOOLEAN', 'boolean')
  if (name === 'bit') return of(sized('BIT'), parameters === null || parameters === '1' ? 'boolean' : 'other')
  if (name === 'date') return of('date', 'date')
  if (name === 'time' || name === 'timetz') return of(zoned(sized('time'), name === 'timetz', rest, true), 'time')
  if (TIMESTAMPS.has(name)) return of(zoned(sized('TIMESTAMP'), name === 'timestamptz', rest, false), 'timestamp')
  if (UUIDS.has(name)) return of('UUID', 'uuid')
  if (name === 'xml' || name === 'xmltype') return of('XML', 'xml')
  return number(parts, sized) ?? other(unknown(written))
}

function number({ name, rest }: Parts, sized: (word: string) => string): DataType | null {
  const of = (sql: string): DataType => ({ sql, family: 'number', isSerial: false })
  if (name === 'decimal') return of(behind(sized('DECIMAL'), rest))
  if (name === 'numeric' || name === 'number') return of(behind(sized('numeric'), rest))
  if (name === 'money' || name === 'smallmoney' || name === 'currency') return of('DECIMAL')
  if (name === 'float') return of(sized('FLOAT'))
  if (name === 'real') return of('REAL')
  if (name === 'double' || name === 'double precision') return of('DOUBLE PRECISION')
  return null
}

function zoned(sql: string, hasZone: boolean, rest: string, isTime: boolean): string {
  const said = rest.trim()
  if (/^with(?:out)? time zone$/i.test(said)) return `${sql} ${isTime ? said.toUpperCase() : said}`
  if (said !== '') return /^with timezone$/i.test(said) ? `${sql} WITH TIME ZONE` : `${sql} ${said}`
  return `${sql} ${hasZone ? 'WITH' : 'WITHOUT'} TIME ZONE`
}

const commas = (list: string): string =>
  list
    .split(',')
    .map((part) => part.trim())
    .join(', ')
const behind = (sql: string, rest: string): string => (rest.trim() === '' ? sql : `${sql} ${rest.trim()}`)
const other = (sql: string): DataType => ({ sql, family: 'other', isSerial: false })

/** In capitals, but for what is quoted. */
const unknown = (written: string): string => {
  const [, name = '', parameters, , rest = ''] = SHAPE.exec(written) ?? []
  const sized =
    parameters === undefined ? name.trim().toUpperCase() : `${name.trim().toUpperCase()}(${commas(parameters)})`
  return behind(sized, rest)
}

/** The element of an array type keeps its parameters before the brackets, where PostgreSQL wants them. */
const arrayElement = (written: string): string => unknown(written.replace(/\s*(?:\[\s*\])+\s*$/, ''))
