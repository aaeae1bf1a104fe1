import { expect, test } from 'vitest'
import { isNarrowing } from '../../src/revisions/author/narrowing.ts'

test.each([
  ['bigint', 'integer'],
  ['text', 'integer'],
  ['character varying(50)', 'character varying(20)'],
  ['text', 'character varying(20)'],
  ['character varying', 'character varying(20)'],
  ['numeric(10,2)', 'numeric(10,4)'],
  ['numeric', 'numeric(10,2)'],
  ['timestamp with time zone', 'date'],
  ['jsonb', 'json'],
  ['timestamp(6) without time zone', 'timestamp(3) without time zone'],
  ['integer', 'public.mood'],
])('%s holds more than %s', (from, to) => expect(isNarrowing(from, to)).toBe(true))

test.each([
  ['integer', 'bigint'],
  ['integer', 'numeric'],
  ['character varying(20)', 'character varying(50)'],
  ['character varying(20)', 'character varying'],
  ['public.mood', 'text'],
  ['numeric(10,2)', 'numeric(12,2)'],
  ['numeric(10,2)', 'numeric'],
  ['date', 'timestamp with time zone'],
  ['json', 'jsonb'],
])('%s fits into %s', (from, to) => expect(isNarrowing(from, to)).toBe(false))
