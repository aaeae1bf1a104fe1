import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { readSettings } from '../../src/config/settings.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'trueup-config-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, content: string) => writeFileSync(join(folder, name), content)
const load = async (environment?: string) =>
  readSettings(await loadConfig({ folder, ...(environment ? { environment } : {}) }))

describe('the configuration file', () => {
  test('in TypeScript, with defineConfig, found from a folder below', async () => {
    write(
      'trueup.config.ts',
      `import { defineConfig } from 'trueup'
       const timeout: string = '2s'
       export default defineConfig({
         definition: 'database',
         lockTimeout: timeout,
         environments: { production: { database: 'postgresql://db.example/app', after: "NOTIFY pgrst, 'reload schema'" } },
       })`,
    )
    mkdirSync(join(folder, 'below'))
    const settings = readSettings(await loadConfig({ folder: join(folder, 'below'), environment: 'production' }))
    expect(settings).toMatchObject({
      definition: join(folder, 'database'),
      database: 'postgresql://db.example/app',
      lockTimeoutMs: 2000,
      after: ["NOTIFY pgrst, 'reload schema'"],
    })
  })
  test('in JSON; an environment takes precedence over what all share', async () => {
    write('trueup.config.json', '{"schema": "app", "unsafe": false, "environments": {"dev": {"unsafe": true}}}')
    expect(await load('dev')).toMatchObject({ schema: ['app'], unsafe: true })
    expect(await load()).toMatchObject({ schema: ['app'], unsafe: false })
  })
  test('in JavaScript', async () => {
    write('trueup.config.js', 'export default { rename: { "public.a": "b" } }')
    expect(await load()).toMatchObject({ rename: [{ from: 'public.a', to: 'b' }] })
  })
  test('absent is no error, unless an environment is asked for', async () => {
    expect(await loadConfig({ folder })).toEqual([])
    await expect(loadConfig({ folder, environment: 'dev' })).rejects.toThrow(/--env dev needs a configuration file/)
  })
  test.each([
    ['{"lockTimout": "5s"}', 'lockTimout in trueup.config.json is not a setting; did you mean lockTimeout?'],
    ['{"lockTimeout": "soon"}', 'lockTimeout in trueup.config.json must be a time like 500ms or 5s, not "soon"'],
    [
      '{"environments": {"dev": {"unsafe": "yes"}}}',
      'environments.dev.unsafe in trueup.config.json must be true or false, not "yes"',
    ],
    ['{"environments": []}', 'must be an object'],
    ['[]', 'must export its settings as an object'],
    ['{', 'could not be loaded'],
  ])('%s: %s', async (content, message) => {
    write('trueup.config.json', content)
    await expect(load()).rejects.toThrow(message)
  })
  test('names the environment that was meant', async () => {
    write('trueup.config.json', '{"environments": {"production": {}, "staging": {}}}')
    await expect(load('prodution')).rejects.toThrow('did you mean production?')
    await expect(load('x')).rejects.toThrow('it has production, staging')
  })
})

describe('settings', () => {
  const read = (values: Record<string, unknown>) =>
    readSettings([{ values, nameOf: (key) => `--${key}`, isCommandLine: true }])
  test('pairs split at the first equals sign outside quotes', () =>
    expect(read({ rename: ['a=b', '"x=y".z="q=r"'] }).rename).toEqual([
      { from: 'a', to: 'b' },
      { from: '"x=y".z', to: '"q=r"' },
    ]))
  test('replacements may be empty and hold equals signs', () =>
    expect(read({ replace: ['a=', 'b=c=d'] }).replace).toEqual({ a: '', b: 'c=d' }))
  test.each([
    [250, 250],
    ['250', 250],
    ['500ms', 500],
    ['1.5s', 1500],
    ['2min', 120_000],
  ])('the time %s is %s ms', (given, ms) => expect(read({ lockTimeout: given }).lockTimeoutMs).toBe(ms))
  test('a wrong flag is a usage error', () =>
    expect(() => read({ format: 'xml' })).toThrow(
      expect.objectContaining({ isUsage: true, message: expect.stringContaining('--format must be one of sql, text') }),
    ))
})
