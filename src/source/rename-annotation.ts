// Rename annotations as the rest of Trueup speaks of them: by objects of the catalog that was read.

import { schemaOf, type CatalogObject } from '../catalog/object.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { RenameHint, Sort } from './rename-hint.ts'
import { SourceError, type Place } from './source-error.ts'

export interface RenameAnnotation extends Place {
  /** The object's kind; `enum label` for a label, which is no object of its own. */
  readonly kind: string
  /** The identity of the renamed object as it is in the definition, `public.t.c`; a label behind its enum's identity and a dot. */
  readonly to: string
  /** The old name, unquoted; behind its old schema and a dot where the annotation names one. */
  readonly from: string
}

const KINDS: Readonly<Record<Sort, readonly string[]>> = {
  schema: ['schema'],
  relation: ['table', 'foreign table', 'view', 'materialized view'],
  type: ['enum', 'domain', 'composite type', 'range type', 'base type', 'shell type'],
  routine: ['function', 'procedure', 'aggregate'],
  sequence: ['sequence'],
  'event trigger': ['event trigger'],
  column: ['column', 'view column', 'composite attribute'],
  label: ['enum'],
  constraint: ['constraint', 'domain constraint'],
  index: ['index'],
  trigger: ['trigger'],
  policy: ['policy'],
  rule: ['rule'],
}

/** Throws a SourceError where what an annotation is about is nothing that Trueup knows to rename. */
export function renameAnnotations(hints: readonly RenameHint[], catalog: Catalog): RenameAnnotation[] {
  if (hints.length === 0) return []
  return hints.map((hint) => {
    const isLabel = hint.sort === 'label'
    const name = isLabel ? hint.parent : hint.name
    const found = [...catalog.objects.values()].filter(
      (object) => object.name === name && isMeant(object, hint, isLabel),
    )
    const object = found.find(({ identity }) => identity.endsWith(`(${hint.arguments})`)) ?? found[0]
    if (!object)
      throw new SourceError(
        `the annotation “renamed from ${hint.from}” is about ${hint.sort} ${hint.name}, which Trueup does not read.`,
        hint,
      )
    return {
      kind: isLabel ? 'enum label' : object.kind,
      to: isLabel ? `${object.identity}.${hint.name}` : object.identity,
      from: hint.fromSchema === null ? hint.from : `${hint.fromSchema}.${hint.from}`,
      file: hint.file,
      line: hint.line,
    }
  })
}

function isMeant(object: CatalogObject, hint: RenameHint, isLabel: boolean): boolean {
  if (!KINDS[hint.sort].includes(object.kind)) return false
  if (hint.sort !== 'schema' && hint.schema !== null && schemaOf(object) !== hint.schema) return false
  return isLabel || hint.parent === null || object.parent?.name === hint.parent
}
