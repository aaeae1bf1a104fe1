// Change types that run a program or a Java class: they are read, so that their checksums are right, and refused.

import { type ChangeType } from './change-type.ts'
import { ChangelogError } from '../../errors.ts'

const refused = (name: string, fields: ChangeType['fields'], instead: string): ChangeType => ({
  name,
  fields,
  required: [],
  steps: ({ change }) => {
    throw new ChangelogError(`${name} is not supported: it runs what is no SQL. ${instead}`, change)
  },
  rollback: null,
})

export const executeCommand = refused(
  'executeCommand',
  { executable: 'text', os: 'text', timeout: 'text' },
  'Run the command beside Trueup, and delete the change.',
)

export const customChange = refused(
  'customChange',
  { class: 'text', param: 'text', params: 'text' },
  'Write as SQL what the Java class does.',
)
