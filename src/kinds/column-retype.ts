// How a column gets another type: the conversion of its values, what that costs, and what of them is lost.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import type { Column } from './column.ts'
import { isAssignable, rewrites, throughText } from './column-type.ts'
import type { Statement } from './kind.ts'
import { lossInCast } from './lossy-cast.ts'

export const isStored = (c: CatalogObject<Column>): boolean => c.parent?.kind !== 'foreign table'

/** By an assignment cast, so that no USING is needed. */
export const casts = ({ shape: from }: CatalogObject<Column>, { shape: to }: CatalogObject<Column>): boolean =>
  isAssignable(from.baseType ?? from.dataType, to.baseType ?? to.dataType)

/** USING is refused for generated columns (42601), and a foreign table has no rows to convert. */
export function using(c: CatalogObject<Column>, was: CatalogObject<Column>): string {
  if (c.shape.generated !== null || !isStored(c)) return ''
  return isExplicit(c, was) ? ` USING ${throughText(ident(c.name), was.shape.dataType, c.shape.dataType)}` : ''
}

/** A type of the same name is another one, to which there is no cast. */
const isExplicit = (c: CatalogObject<Column>, was: CatalogObject<Column>): boolean =>
  was.shape.dataType === c.shape.dataType || !casts(was, c)

export function costOfRetype(c: CatalogObject<Column>, was: CatalogObject<Column>): Partial<Statement> {
  if (!isStored(c)) return {}
  const [from, to] = [was.shape, c.shape]
  if (from.dataType === to.dataType || to.checkedType) return { rewritesTable: true }
  const [a, b] = [from.baseType ?? from.dataType, to.baseType ?? to.dataType]
  return a === b ? {} : rewrites(a, b, from.collation !== to.collation)
}

/** Of values that nothing else gives: those of a generated column are worked out again. */
export function lossOfRetype(c: CatalogObject<Column>, was: CatalogObject<Column>): Partial<Statement> {
  if (!isStored(c) || c.shape.generated !== null) return {}
  const [from, to] = [was.shape, c.shape]
  const loss = lossInCast(from.baseType ?? from.dataType, to.baseType ?? to.dataType, isExplicit(c, was))
  return loss === null ? {} : { losesData: `${loss} of the values of column ${was.identity}` }
}
