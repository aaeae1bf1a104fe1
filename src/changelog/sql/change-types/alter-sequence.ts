// alterSequence.

import { givenText, textOf, type ChangeType } from './change-type.ts'
import { SEQUENCE, sequenceOptions } from './create-sequence.ts'

export const alterSequence: ChangeType = {
  name: 'alterSequence',
  fields: SEQUENCE,
  required: ['sequenceName'],
  steps: ({ fields, names }) => {
    const sequence = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'sequenceName'))
    const stopsCycling = fields['cycle'] === false ? ' NO CYCLE' : ''
    return [`ALTER SEQUENCE ${sequence}${sequenceOptions(fields)}${stopsCycling}`]
  },
  rollback: null,
}
