// empty: nothing.

import { type ChangeType } from './change-type.ts'

export const empty: ChangeType = { name: 'empty', fields: {}, required: [], steps: () => [], rollback: () => [] }
