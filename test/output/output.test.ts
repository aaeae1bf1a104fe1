import { describe, expect, test } from 'vitest'
import { render } from '../../src/output/format.ts'
import { annotation } from '../../src/output/github.ts'
import { comment } from '../../src/output/sql.ts'
import { summarise } from '../../src/output/summary.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { example, nothing } from './example.ts'

const plain = { colour: false }
const one = (sql: string, more: object = {}): Plan => ({
  ...nothing,
  transactions: [
    { transactional: true, statements: [{ sql, lock: 'none', verb: 'alter', objects: ['table public.t'], ...more }] },
  ],
})

describe('sql', () => {
  test('holds nothing but SQL and comments, statement by statement', () => {
    const sql = render(example, 'sql', plain)
    expect(sql).toContain('-- loses data: the values of column fax of table public.account\nALTER TABLE')
    expect(sql.indexOf('SET check_function_bodies = off;')).toBe(0)
    expect(sql.match(/^-- Step \d of 2/gm)).toHaveLength(2)
    expect(sql.endsWith(';\n')).toBe(true)
  })
  test('is empty where nothing differs', () => expect(render(nothing, 'sql', plain)).toBe(''))
  test('marks no step where there is only one', () => expect(render(one('SELECT 1'), 'sql', plain)).toBe('SELECT 1;\n'))
  test('a line break in a name does not end the comment', () => {
    expect(comment('column "a\nDROP TABLE x;\r--"')).toBe('-- column "a\n-- DROP TABLE x;\n-- --"')
    expect(render(one('SELECT 1', { risk: 'a\nb' }), 'sql', plain)).toBe('-- a\n-- b\nSELECT 1;\n')
  })
})

describe('text', () => {
  const text = render(example, 'text', plain)
  test('groups by object and says what each part costs', () => {
    expect(text).toContain(
      '~ table public.account  AccessExclusiveLock\n    ~ column age   TYPE bigint\n        rewrites the table',
    )
    expect(text).toContain('    - column fax\n        loses data: the values of column fax of table public.account')
    expect(text).toContain('= view public.adult  made again, unchanged')
    expect(text).toContain('+ table public.invoice\n    with index invoice_note')
  })
  test('ends with figures, proof, notes, and what is not covered', () => {
    expect(text).toContain('3 created, 3 altered, 1 renamed, 2 dropped, 1 made again: 11 statements in 2 steps')
    expect(text).toContain('12 seeded rows survived')
    expect(text).toContain('Not covered: operator class public.box_ops')
  })
  test('says so where nothing differs', () => expect(render(nothing, 'text', plain)).toBe('No difference\n'))
  test('has colour only when told', () => {
    expect(text).not.toContain('\x1b[')
    expect(render(example, 'text', { colour: true })).toContain('\x1b[32m')
  })
})

test('json is the plan, and its summary', () => {
  const parsed = JSON.parse(render(example, 'json', plain))
  expect(parsed).toMatchObject(JSON.parse(JSON.stringify(example)))
  expect(parsed.summary).toEqual(JSON.parse(JSON.stringify(summarise(example))))
  expect(parsed.summary).toMatchObject({
    created: 3,
    dropped: 2,
    rewrites: 1,
    scans: 1,
    strongestLock: 'AccessExclusiveLock',
  })
})

describe('markdown', () => {
  const markdown = render(example, 'markdown', plain)
  test('opens with the risks, then the table, the SQL folded away', () => {
    const order = ['[!CAUTION]', '[!WARNING]', '| | object |', '<details>', '```sql', '- Proven', 'Not covered'].map(
      (part) => markdown.indexOf(part),
    )
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order.every((at) => at >= 0)).toBe(true)
  })
  test('a name cannot break the table', () => {
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'))
    for (const row of rows) expect(row.replaceAll('\\|', '').match(/\|/g)).toHaveLength(5)
    expect(markdown).toContain('``public."Old\\|name`s"``')
  })
  test('SQL with a fence in it stays inside the fence', () =>
    expect(render(one('SELECT $$\n```\n$$'), 'markdown', plain)).toContain('````sql\nSELECT $$\n```\n$$;\n````'))
})

describe('github', () => {
  test('escapes what would end the command', () =>
    expect(annotation('error', 'a: b, 5%', 'x\r\ny 50% z')).toBe('::error title=a%3A b%2C 5%25::x%0D%0Ay 50%25 z'))
  test('every line is a command', () => {
    const lines = render(example, 'github', plain).trimEnd().split('\n')
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) title=[^:]+::/)
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(1)
  })
})

test('every format names what is not covered, and SQL leaves that to standard error', () => {
  for (const format of ['text', 'json', 'markdown', 'github'] as const)
    expect(render(example, format, plain)).toContain('operator class public.box_ops USING gist')
})
