import { configDefaults, defineConfig } from 'vitest/config'
import { define } from './source-hash.js'

/** What takes long for what it finds: run where TRUEUP_TESTS=all (CI), or when it is named on the command line. */
const THOROUGH = [
  'test/corpus/**',
  'test/scenarios/live.test.ts',
  'test/**/interrupted.test.ts',
  'test/shadow/lifetime.test.ts',
  'test/revisions/adopt/**',
  'test/revisions/authoring.test.ts',
  'test/revisions/autogenerate.test.ts',
  'test/revisions/coming-from-alembic.test.ts',
  'test/revisions/repeatable.test.ts',
  'test/changelog/add.test.ts',
  'test/changelog/killed.test.ts',
  'test/changelog/verify-advice.test.ts',
  'test/changelog/flex-run.test.ts',
]

const isAll = process.env['TRUEUP_TESTS'] === 'all' || process.argv.some((word) => word.startsWith('test/'))

export default defineConfig({
  define,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(isAll ? [] : THOROUGH)],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
