// stop: the run ends here.

import { textOf, type ChangeType } from './change-type.ts'

export const stop: ChangeType = {
  name: 'stop',
  fields: { message: 'text' },
  required: [],
  bare: 'message',
  defaults: { message: 'Stop command in changelog file' },
  steps: ({ fields }) => [{ type: 'stop', message: textOf(fields, 'message') ?? 'Stop command in changelog file' }],
  rollback: null,
}
