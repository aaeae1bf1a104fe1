// What a person sees of a run of changesets: names where they are few, a count where they are many.

import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/changelog/run/session.ts'
import { showChangesets } from '../../src/commands/changelog/progress.ts'

describe('progress of a changelog', () => {
  const shown = (
    count: number,
    given: { verbose?: boolean; live?: boolean; outcomes?: Record<number, Outcome> } = {},
  ) => {
    const written: string[] = []
    const stream = { write: (text: string) => written.push(text), isTTY: given.live === true, columns: 30 }
    const show = showChangesets(stream, given.verbose === true)
    for (let index = 1; index <= count; index++) {
      const about = { identity: `a.sql::${index}::ann`, direction: 'update' as const }
      show({ type: 'changeset', ...about, index, count })
      show({ type: 'changeset done', ...about, outcome: given.outcomes?.[index] ?? 'executed', elapsedMs: 3 })
    }
    return written.join('')
  }

  test('a few are named', () => {
    expect(shown(2)).toBe('ran a.sql::1::ann\nran a.sql::2::ann\n')
  })

  test('of many, none is named; all are with -v, but for those of which a note has said why they did not run', () => {
    expect(shown(980)).toBe('')
    expect(shown(3, { outcomes: { 1: 'failed', 2: 'skipped' } })).toBe('ran a.sql::3::ann\n')
    expect(shown(980, { verbose: true }).match(/^ran /gm)).toHaveLength(980)
  })

  test('a terminal shows how far it is, in a line that goes', async () => {
    const written: string[] = []
    const show = showChangesets({ write: (text: string) => written.push(text), isTTY: true, columns: 24 }, false)
    await new Promise((resolve) => setTimeout(resolve, 120))
    const about = { identity: 'db/tables.sql::customer::ann', direction: 'update' as const }
    show({ type: 'changeset', ...about, index: 312, count: 980 })
    show({ type: 'note', text: 'something' })
    expect(written).toEqual(['\r\u001b[2K[312/980] db/tables.sql', '\r\u001b[2K', 'something\n'])
    await new Promise((resolve) => setTimeout(resolve, 120))
    show({ type: 'changeset', ...about, index: 980, count: 980 })
    show({ type: 'changeset done', ...about, outcome: 'executed', elapsedMs: 3 })
    await new Promise((resolve) => setTimeout(resolve, 120))
    show({ type: 'changeset', ...about, index: 5, count: 980 })
    show({ type: 'changeset failed', ...about })
    expect(written.slice(3).map((text) => text.slice(0, 12))).toEqual([
      '\r\u001b[2K[980/98',
      '\r\u001b[2K',
      '\r\u001b[2K[5/980]',
      '\r\u001b[2K',
    ])
  })
})
