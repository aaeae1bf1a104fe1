// output: a message for whoever runs the changelog.

import { givenText, textOf, type ChangeType } from './change-type.ts'

export const output: ChangeType = {
  name: 'output',
  fields: { message: 'text', target: 'text' },
  required: ['message'],
  bare: 'message',
  defaults: { target: 'STDERR' },
  steps: ({ fields }) => [
    { type: 'output', message: givenText(fields, 'message'), target: textOf(fields, 'target') ?? 'STDERR' },
  ],
  rollback: () => [],
}
