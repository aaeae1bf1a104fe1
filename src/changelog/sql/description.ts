// DESCRIPTION of databasechangelog: each change in a few words.

import type { Changeset } from '../changelog.ts'

/** `sql; createTable tableName=person`; not yet cut to the width of the column. */
export const descriptionOf = ({ changes }: Changeset): string =>
  changes
    .map(({ type, fields }) => {
      const { tableName } = fields
      return typeof tableName === 'string' ? `${type} tableName=${tableName}` : type
    })
    .join('; ')
