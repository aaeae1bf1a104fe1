import { expect, test } from 'vitest'
import { kinds } from '../../src/kinds/all.ts'

const rules = kinds.flatMap(({ type, attributes }) =>
  Object.entries(attributes).flatMap(([name, rule]) =>
    typeof rule === 'object' && rule.same ? [[`${type}: ${name}`, rule] as const] : [],
  ),
)

// A plan's end is promised by a fingerprint, which knows nothing of `same`.
test.each(rules)('%s: what is the same has one state, or is left open', (_name, rule) =>
  expect(rule.state !== undefined || rule.open === true).toBe(true),
)
