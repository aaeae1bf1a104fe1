// Bundles the command and the library into dist/, and writes the library's types.
// Dependencies stay outside the bundle; each command is a chunk of its own, loaded when it is called.
import { build } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { rmSync, chmodSync } from 'node:fs'
import { define } from './source-hash.js'

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: ['src/cli.ts', 'src/index.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  chunkNames: 'chunks/[name]-[hash]',
  define,
  logLevel: 'warning',
})
chmodSync('dist/cli.js', 0o755)
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' })
