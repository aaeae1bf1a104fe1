// How a column gets another type: the conversion of its values, what that costs, and what of them is lost.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { isAssignable, rewrites, throughText } from './column-type.ts'
import type { Statement } from './kind.ts'
import { lossInCast } from './lossy-cast.ts'

/** What of a column decides how its values are converted. */
export interface TypedColumn {
  dataType: string
  /** Null where it is the type's own. */
  collation: string | null
  /** `settable`: by SET EXPRESSION, from 17 on; of a virtual column only while its table has no CHECK (0A000). */
  generated: { expression: string; stored: boolean; settable: boolean } | null
  /** Its type is a domain with constraints, which a new column is checked against row by row. */
  checkedType: boolean
  /** What the domain that is its type is made of; null where it is no domain. */
  baseType: string | null
}

export const isStored = (c: CatalogObject<TypedColumn>): boolean => c.parent?.kind !== 'foreign table'

/** By an assignment cast, so that no USING is needed. */
export const casts = (
  { shape: from }: CatalogObject<TypedColumn>,
  { shape: to }: CatalogObject<TypedColumn>,
): boolean => isAssignable(from.baseType ?? from.dataType, to.baseType ?? to.dataType)

/** USING is refused for generated columns (42601), and a foreign table has no rows to convert. */
export function using(c: CatalogObject<TypedColumn>, was: CatalogObject<TypedColumn>): string {
  if (c.shape.generated !== null || !isStored(c)) return ''
  return isExplicit(c, was) ? ` USING ${throughText(ident(c.name), was.shape.dataType, c.shape.dataType)}` : ''
}

/** A type of the same name is another one, to which there is no cast. */
const isExplicit = (c: CatalogObject<TypedColumn>, was: CatalogObject<TypedColumn>): boolean =>
  was.shape.dataType === c.shape.dataType || !casts(was, c)

export function costOfRetype(c: CatalogObject<TypedColumn>, was: CatalogObject<TypedColumn>): Partial<Statement> {
  if (!isStored(c)) return {}
  const [from, to] = [was.shape, c.shape]
  if (from.dataType === to.dataType || to.checkedType) return { rewritesTable: true }
  const [a, b] = [from.baseType ?? from.dataType, to.baseType ?? to.dataType]
  return a === b ? {} : rewrites(a, b, from.collation !== to.collation)
}

/** Of values that nothing else gives: those of a generated column are worked out again. */
export function lossOfRetype(c: CatalogObject<TypedColumn>, was: CatalogObject<TypedColumn>): Partial<Statement> {
  if (!isStored(c) || c.shape.generated !== null) return {}
  const [from, to] = [was.shape, c.shape]
  const loss = lossInCast(from.baseType ?? from.dataType, to.baseType ?? to.dataType, isExplicit(c, was))
  return loss === null ? {} : { losesData: `${loss} of the values of column ${was.identity}` }
}
