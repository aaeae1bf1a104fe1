// A database as a changelog: what belongs to one object stands in one changeset.

import { expect, test } from 'vitest'
import type { PlannedStatement } from '../../src/plan/plan.ts'
import { formattedChangelog } from '../../src/changelog/write/formatted.ts'

const statement = (sql: string, key: string, identity: string, part: string | null = null): PlannedStatement => ({
  sql,
  lock: 'none',
  verb: 'create',
  objects: [key],
  subject: { kind: 'table', identity, part },
})

test('owners and privileges of an object are one changeset, in its first place, in their order', () => {
  const statements = [
    statement('CREATE TABLE a ()', 'table public.a', 'public.a'),
    statement('CREATE TABLE b ()', 'table public.b', 'public.b'),
    statement('ALTER TABLE a OWNER TO x', 'owner of table public.a', 'public.a', 'owner'),
    statement('ALTER TABLE b OWNER TO x', 'owner of table public.b', 'public.b', 'owner'),
    statement('GRANT SELECT ON a TO r', 'privilege of r on table public.a', 'public.a', 'privileges of r'),
    statement('GRANT SELECT ON b TO r', 'privilege of r on table public.b', 'public.b', 'privileges of r'),
    statement('GRANT UPDATE (n) ON a TO s', 'privilege of s on column public.a.n', 'public.a', 'privileges of s on n'),
    statement('CREATE TABLE c ()', 'table public.c', 'public.c'),
    statement('GRANT SELECT ON c TO r', 'privilege of r on table public.c', 'public.c', 'privileges of r'),
  ]
  const text = formattedChangelog({
    format: 'trueup plan 1',
    from: '',
    to: '',
    transactions: [{ transactional: true, statements }],
    uncovered: [],
    notes: [],
    proof: { status: 'not proven', reason: null, rowsKept: 0 },
  })
  expect(text.replaceAll(' splitStatements:false stripComments:false', '')).toMatchInlineSnapshot(`
    "--liquibase formatted sql

    --changeset trueup:1-table-public.a
    CREATE TABLE a ();

    --changeset trueup:2-table-public.b
    CREATE TABLE b ();

    --changeset trueup:3-details-of-table-public.a
    ALTER TABLE a OWNER TO x;
    GRANT SELECT ON a TO r;
    GRANT UPDATE (n) ON a TO s;

    --changeset trueup:4-details-of-table-public.b
    ALTER TABLE b OWNER TO x;
    GRANT SELECT ON b TO r;

    --changeset trueup:5-table-public.c
    CREATE TABLE c ();

    --changeset trueup:6-privilege-of-r-on-table-public.c
    GRANT SELECT ON c TO r;
    "
  `)
})
