// What databasechangelog holds of a changeset beside its checksum, as Liquibase writes it. No database is known here.

import type { Change, Changeset, Fields } from '../changelog.ts'

const MAX_DESCRIPTION = 255

/** DESCRIPTION: each change with the names that it is about. */
export function storedDescription({ changes }: Changeset): string {
  if (changes.length === 0) return 'empty'
  const text = changes.map(described).join('; ')
  return text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION - 3)}...` : text
}

function described({ type, fields }: Change): string {
  const said = Object.keys(fields)
    .filter((name) => (name.endsWith('Name') && !/(?:schema|catalog)Name$/i.test(name)) || name === 'path')
    .toSorted()
    .flatMap((name) => text(fields, name))
  return said.length === 0 ? type : `${type} ${said.join(', ')}`
}

const text = (fields: Fields, name: string): string[] => {
  const value = fields[name]
  return typeof value === 'string' ? [`${name}=${value}`] : []
}

/** CONTEXTS: null where there are none. */
export const storedContexts = ({ contexts }: Changeset): string | null =>
  contexts.length === 0 ? null : contexts.map((each) => (/[, ]/.test(each) ? `(${each})` : each)).join(' AND ')

/** LABELS: in small letters; null where there are none. */
export const storedLabels = ({ labels }: Changeset): string | null => {
  const names = labels
    .flatMap((list) => list.split(','))
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
  return names.length === 0 ? null : names.join(',')
}
