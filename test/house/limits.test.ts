// Limits that only tighten. oxlint holds src/ to 400 lines a file, 70 a function and a nesting of 4 (.oxlintrc.json); here stand
// the exceptions to what has some: `any`, `as`, and long test files. TRUEUP_UPDATE=1 lowers the numbers, never raises them.

import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, sourceFiles } from './files.ts'

const ALLOWED = join(ROOT, 'test/house/allowed.json')

/** How many findings of a rule a file has: by rule, by file. */
type Findings = Record<string, Record<string, number>>

function lint(): Findings {
  const words = ['-c', 'test/house/assertions.oxlintrc.json', '--format', 'json', 'src', 'test', 'bench']
  const found: Findings = {}
  for (const { code, filename } of diagnosticsOf(words)) {
    const rule = (found[code] ??= {})
    rule[filename] = (rule[filename] ?? 0) + 1
  }
  return found
}

function diagnosticsOf(words: readonly string[]): { code: string; filename: string }[] {
  const said = run(join(ROOT, 'node_modules/.bin/oxlint'), words)
  const report: { diagnostics: { code: string; filename: string }[] } = JSON.parse(said)
  return report.diagnostics
}

/** Its exit code tells that there are findings, no more. */
function run(program: string, words: readonly string[]): string {
  try {
    return execFileSync(program, words, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 })
  } catch (error) {
    const said: unknown = error instanceof Error ? Reflect.get(error, 'stdout') : null
    if (typeof said === 'string' && said.startsWith('{')) return said
    throw error
  }
}

test('exceptions only get fewer', () => {
  const allowed: Findings = JSON.parse(readFileSync(ALLOWED, 'utf8'))
  const found = lint()
  const count = (findings: Findings, rule: string, file: string): number => findings[rule]?.[file] ?? 0
  const rules = Object.keys({ ...allowed, ...found })
  const places = rules.flatMap((rule) =>
    Object.keys({ ...allowed[rule], ...found[rule] }).map((file) => ({ rule, file })),
  )
  const more = places.filter(({ rule, file }) => count(found, rule, file) > count(allowed, rule, file))
  expect(more.map(({ rule, file }) => `${file}: ${count(found, rule, file)} × ${rule}`)).toEqual([])
  const fewer = places.filter(({ rule, file }) => count(found, rule, file) < count(allowed, rule, file))
  if (process.env['TRUEUP_UPDATE']) writeFileSync(ALLOWED, `${JSON.stringify(sorted(found), null, 2)}\n`)
  else
    expect(
      fewer.map(({ file }) => file),
      'better than allowed: TRUEUP_UPDATE=1 lowers the numbers',
    ).toEqual([])
})

const sorted = (findings: Findings): Findings =>
  Object.fromEntries(
    Object.entries(findings)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([rule, files]) => [
        rule,
        Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => a.localeCompare(b))),
      ]),
  )

test('a file’s name says what is in it', () => {
  const vague = /^(utils?|helpers?|common|internal|misc|shared|functions|stuff)$/
  const names = sourceFiles('src/**/*.ts', 'test/**/*.ts', 'bench/**/*.{ts,js}').map(({ path }) => path)
  expect(names.filter((path) => vague.test(basename(path).replace(/\..*$/, '')))).toEqual([])
  expect(names.filter((path) => !/^[a-z0-9/.-]+$/.test(path))).toEqual([])
})

test('a file opens by saying what it is, in five lines at most', () => {
  const opening = (text: string): number =>
    text
      .replace(/^#!.*\n/, '')
      .split('\n')
      .findIndex((line) => !line.startsWith('//'))
  const files = sourceFiles('src/**/*.ts').filter(({ path }) => path !== 'src/index.ts')
  expect(files.filter(({ text }) => opening(text) < 1).map(({ path }) => path)).toEqual([])
  expect(files.filter(({ text }) => opening(text) > 5).map(({ path }) => path)).toEqual([])
})
