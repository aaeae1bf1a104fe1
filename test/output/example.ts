// A plan with something of everything, for the tests of the formats.

import type { Plan } from '../../src/plan/plan.ts'

export const example: Plan = {
  format: 'trueup plan 1',
  from: 'a'.repeat(64),
  to: 'b'.repeat(64),
  transactions: [
    {
      transactional: true,
      statements: [
        {
          sql: 'DROP VIEW public.adult',
          lock: 'AccessExclusiveLock',
          verb: 'drop',
          rebuilds: true,
          objects: ['view public.adult'],
          subject: { kind: 'view', identity: 'public.adult', part: null },
        },
        {
          sql: 'ALTER TABLE public.account ALTER COLUMN age TYPE bigint',
          lock: 'AccessExclusiveLock',
          rewritesTable: true,
          verb: 'alter',
          objects: ['column age ON public.account'],
          subject: { kind: 'table', identity: 'public.account', part: 'column age' },
        },
        {
          sql: 'ALTER TABLE public.account ADD COLUMN email text',
          lock: 'AccessExclusiveLock',
          verb: 'create',
          objects: ['column email ON public.account'],
          subject: { kind: 'table', identity: 'public.account', part: 'column email' },
        },
        {
          sql: 'ALTER TABLE public.account ALTER COLUMN name SET NOT NULL',
          lock: 'AccessExclusiveLock',
          scansTable: true,
          risk: 'fails where rows hold NULL',
          verb: 'alter',
          objects: ['column name ON public.account'],
          subject: { kind: 'table', identity: 'public.account', part: 'column name' },
        },
        {
          sql: 'ALTER TABLE public.account DROP COLUMN fax',
          lock: 'AccessExclusiveLock',
          losesData: 'the values of column fax of table public.account',
          verb: 'drop',
          objects: ['column fax ON public.account'],
          subject: { kind: 'table', identity: 'public.account', part: 'column fax' },
        },
        {
          sql: "CREATE TABLE public.invoice (\n  id bigint NOT NULL,\n  note text DEFAULT '50%'\n)",
          lock: 'none',
          verb: 'create',
          objects: ['table public.invoice'],
          subject: { kind: 'table', identity: 'public.invoice', part: null },
        },
        {
          sql: 'ALTER TABLE public.invoice ENABLE ROW LEVEL SECURITY',
          lock: 'none',
          verb: 'create',
          objects: ['index invoice_note'],
          subject: { kind: 'table', identity: 'public.invoice', part: 'index invoice_note' },
        },
        {
          sql: 'CREATE OR REPLACE FUNCTION public.f()\n RETURNS integer\n LANGUAGE sql\nAS $function$ select 1 $function$',
          lock: 'none',
          definesRoutine: true,
          verb: 'alter',
          objects: ['function public.f()'],
          subject: { kind: 'function', identity: 'public.f()', part: null },
        },
        {
          sql: 'ALTER TABLE public."Old|name`s" RENAME TO customer',
          lock: 'AccessExclusiveLock',
          verb: 'rename',
          objects: ['table public."Old|name`s"'],
          subject: { kind: 'table', identity: 'public."Old|name`s"', part: null },
        },
        {
          sql: 'CREATE VIEW public.adult AS SELECT 1',
          lock: 'none',
          verb: 'create',
          rebuilds: true,
          objects: ['view public.adult'],
          subject: { kind: 'view', identity: 'public.adult', part: null },
        },
      ],
    },
    {
      transactional: false,
      statements: [
        {
          sql: 'DROP INDEX CONCURRENTLY public.account_name',
          lock: 'ShareUpdateExclusiveLock',
          notInTransaction: true,
          verb: 'drop',
          objects: ['index public.account_name'],
          subject: { kind: 'table', identity: 'public.account', part: 'index account_name' },
        },
      ],
    },
  ],
  uncovered: [
    { object: 'operator class public.box_ops USING gist', reason: 'Trueup does not know operator classes yet' },
  ],
  notes: ['2 statements were put off until what they need existed: schema/10-view.sql:3, schema/11-more.sql:9'],
  proof: { status: 'proven', reason: null, rowsKept: 12 },
}

export const nothing: Plan = {
  ...example,
  transactions: [],
  uncovered: [],
  notes: [],
  proof: { status: 'not proven', reason: null, rowsKept: 0 },
}
