// tagDatabase: no SQL, a tag on the changeset's own row.

import { type ChangeType } from './change-type.ts'

export const tagDatabase: ChangeType = {
  name: 'tagDatabase',
  fields: { tag: 'text', keepTagOnRollback: 'boolean' },
  required: ['tag'],
  bare: 'tag',
  unhashed: ['keepTagOnRollback'],
  steps: () => [],
  rollback: () => [],
}
