import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diff } from '../../src/index.ts'
import { statementsOf } from '../../src/output/changes.ts'

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'trueup-renames-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const body = "returns int language sql as 'select 1'"
const functions = (...signatures: string[]): string =>
  signatures.map((signature) => `create function ${signature} ${body};`).join('\n')

describe('--rename of functions', () => {
  const renamed = async (from: string, to: string, [was, is]: [string, string]): Promise<string[]> => {
    const states = [file('from.sql', from), file('to.sql', to)] as const
    const { plan } = await diff(...states, { unsafe: true, rename: [{ from: was, to: is }] })
    return statementsOf(plan).map(({ sql }) => sql)
  }
  test('by the name alone, each by its arguments', async () => {
    expect(await renamed(functions('f(int)'), functions('g(int)'), ['f', 'g'])).toEqual([
      'ALTER FUNCTION public.f(integer) RENAME TO g',
    ])
    const overloads = [functions('f(int)', 'g(text)'), functions('g(int)', 'g(text)')] as const
    expect(await renamed(...overloads, ['f', 'g'])).toEqual(['ALTER FUNCTION public.f(integer) RENAME TO g'])
    const others = [functions('f(int)', 'f(text)'), functions('f(text)', 'g(int)')] as const
    expect(await renamed(...others, ['f(integer)', 'g'])).toEqual(['ALTER FUNCTION public.f(integer) RENAME TO g'])
  })
  test('one that matches none lists what is there', async () => {
    const overloads = [functions('f(int)', 'f(text)'), functions('g(int)')] as const
    await expect(renamed(...overloads, ['f(int)', 'g'])).rejects.toThrow(
      'the current state has no function "f(int)". It has function public.f(integer), function public.f(text).',
    )
    await expect(renamed(...overloads, ['f(integer)', 'g(int)'])).rejects.toThrow(
      'the wanted state has no object "g(int)". It has function public.g(integer).',
    )
  })
  test('one that matches several lists them', async () => {
    const overloads = [functions('f(int)', 'f(text)'), functions('g(int)', 'g(text)')] as const
    await expect(renamed(...overloads, ['f', 'g'])).rejects.toThrow("--rename 'public.f(integer)=public.g(integer)'")
    expect(await renamed(...overloads, ['public.f(integer)', 'public.g(integer)'])).toContain(
      'ALTER FUNCTION public.f(integer) RENAME TO g',
    )
  })
})

test('annotations of which one takes the name that another gives up are followed once', async () => {
  const wanted = file(
    'chain.sql',
    '-- trueup: renamed from a\ncreate table swap (x int);\n-- trueup: renamed from b\ncreate table a (y text);',
  )
  const statements = async (from: string): Promise<string[]> =>
    statementsOf((await diff(file('before.sql', from), wanted)).plan).map(({ sql }) => sql)
  expect(await statements('create table a (x int); create table b (y text);')).toEqual([
    'ALTER TABLE public.a RENAME TO swap',
    'ALTER TABLE public.b RENAME TO a',
  ])
  expect(await statements('create table swap (x int); create table a (y text);')).toEqual([])
})

describe('an annotation of what is there beside its old name', () => {
  const notes = async (from: string, to: string): Promise<string> =>
    (await diff(file('was.sql', from), file('is.sql', to), { unsafe: true })).plan.notes.join('\n')
  test('is noted, where the old one goes', async () => {
    expect(
      await notes(
        'create table old (a int); create table t (a int);',
        '-- trueup: renamed from old\ncreate table t (a int);',
      ),
    ).toMatch(/is\.sql:1: table public\.t is there already beside public\.old, .*and public\.old is dropped/)
    expect(
      await notes('create table t (a int, b int);', 'create table t (\n  -- trueup: renamed from a\n  b int);'),
    ).toMatch(/is\.sql:2: column public\.t\.b is there already beside public\.t\.a/)
  })
  test('is silent once it is done, or where both stay', async () => {
    const annotated = '-- trueup: renamed from old\ncreate table t (a int);'
    expect(await notes('create table t (a int);', annotated)).toBe('')
    expect(await notes('create table old (a int);', annotated)).toBe('')
    const both = 'create table old (a int); create table t (a int);'
    expect(await notes(both, `${annotated} create table old (a int);`)).toBe('')
  })
})
