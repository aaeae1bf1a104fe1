// The commands that enums, composite types, ranges and domains share. Knows names, not what a type is made of.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import type { LockMode, Statement } from './kind.ts'

type TypeKeyword = 'TYPE' | 'DOMAIN'

export const renameType = (was: CatalogObject, to: string, keyword: TypeKeyword = 'TYPE', lock: LockMode = 'none') => ({
  sql: `ALTER ${keyword} ${was.identity} RENAME TO ${ident(to)}`,
  lock,
})

export const setTypeSchema = (was: CatalogObject, schema: string, keyword: TypeKeyword = 'TYPE') => ({
  sql: `ALTER ${keyword} ${was.identity} SET SCHEMA ${ident(schema)}`,
  lock: 'none' as const,
})

/** A composite type is a relation too, so that dropping or renaming it locks one. */
export const dropType = (identity: string, keyword: TypeKeyword = 'TYPE', lock: LockMode = 'none'): Statement => ({
  sql: `DROP ${keyword} ${identity}`,
  lock,
})

/** A name beside `object`, in the same schema. */
export const beside = (object: CatalogObject, name: string): string =>
  object.parent ? `${object.parent.identity}.${ident(name)}` : ident(name)
