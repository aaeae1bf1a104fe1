import { defineConfig } from 'vitest/config'
import { define } from './source-hash.js'

export default defineConfig({
  define,
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
