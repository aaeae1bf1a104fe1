// A state as a folder of SQL files, one object and its parts a file: `022-tables/public/account.sql`. The folders are
// numbered in the order in which kinds can be made, so that the files run in the order of their names.

import { createHash } from 'node:crypto'
import { schemaOf, wholeOf, type CatalogObject, type Key } from '../catalog/object.ts'
import { priorityOf } from '../plan/step.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { AnyKind } from '../kinds/kind.ts'
import type { Plan, PlannedStatement } from '../plan/plan.ts'
import { statementsOf } from './changes.ts'

export interface SqlFile {
  /** With forward slashes, relative to the folder. */
  readonly path: string
  readonly content: string
}

/** `plan` makes `catalog` from nothing. */
export function toFolder(plan: Plan, catalog: Catalog, kinds: readonly AnyKind[]): readonly SqlFile[] {
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))
  const placed = (object: CatalogObject): CatalogObject => {
    const key = kindOf.get(object.kind)?.standsWith?.(object) ?? object.key
    return catalog.objects.get(key) ?? object
  }
  const files = new Map<string, PlannedStatement[]>()
  for (const statement of statementsOf(plan)) {
    const object = statement.objects.map((key) => catalog.objects.get(key)).find((found) => found !== undefined)
    const path = object ? pathOf(filedUnder(placed(object), kindOf), kindOf) : '999-others.sql'
    const statements = files.get(path) ?? []
    statements.push(statement)
    files.set(path, statements)
  }
  return [...files]
    .map(([path, statements]) => ({ path, content: script(statements) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

function script(statements: readonly PlannedStatement[]): string {
  // A body may name what a later file creates.
  const settings = statements.some((s) => s.definesRoutine) ? ['SET check_function_bodies = off'] : []
  return `${[...settings, ...statements.map((s) => s.sql)].map((sql) => `${sql};`).join('\n\n')}\n`
}

/** A comment on a schema stands with the schema. */
function filedUnder(object: CatalogObject, kindOf: ReadonlyMap<string, AnyKind>): CatalogObject {
  const whole = wholeOf(object)
  return whole.parent && kindOf.get(whole.kind)?.partOfParent ? whole.parent : whole
}

function pathOf(object: CatalogObject, kindOf: ReadonlyMap<string, AnyKind>): string {
  const kind = kindOf.get(object.kind)
  const priority = kind ? priorityOf({ kind, object }) : 999
  const folder = `${String(priority).padStart(3, '0')}-${plural(object.kind)}`
  const schema = object.kind === 'schema' ? null : schemaOf(object)
  return [
    folder,
    ...(schema === null ? [] : [fileName(schema, schema)]),
    `${fileName(object.name, keyOfName(object))}.sql`,
  ].join('/')
}

/** Overloaded routines share a name, and a file; all else has its own. */
const keyOfName = (object: CatalogObject): Key => (object.identity.endsWith(')') ? object.name : object.identity)

/** Upper case, and what file systems do not take, would let names collide: a hash of the name keeps them apart. */
function fileName(name: string, identity: string): string {
  if (/^[a-z0-9_][a-z0-9_-]{0,99}$/.test(name)) return name
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '_')
    .slice(0, 60)
  return `${plain}~${createHash('sha256').update(identity).digest('hex').slice(0, 8)}`
}

function plural(kind: string): string {
  const words = kind.replaceAll(' ', '-')
  if (/(?:x|ss|sh|ch)$/.test(words)) return `${words}es`
  if (words.endsWith('s')) return words
  return /[^aeiou]y$/.test(words) ? `${words.slice(0, -1)}ies` : `${words}s`
}
