import { describe, expect, test } from 'vitest'
import { duration, type ApplyEvent, type Blocker } from '../../src/apply/events.ts'
import { showProgress } from '../../src/apply/progress.ts'
import { statement } from './state.ts'

const index = statement('CREATE INDEX CONCURRENTLY t_a\n  ON public.t (a)')
const place = { step: 2, steps: 7 }
const running = (elapsedMs: number, blockers: Blocker[] = []): ApplyEvent => ({
  type: 'running',
  ...place,
  statement: index,
  elapsedMs,
  blockers,
  index: { phase: 'building index: scanning table', share: 0.43 },
})
const report: Blocker = {
  pid: 7,
  user: 'bob',
  application: 'psql',
  state: 'idle in transaction',
  transactionMs: 185_000,
}

const shown = (isTTY: boolean, events: ApplyEvent[]): string => {
  let text = ''
  const tell = showProgress({ isTTY, columns: 100, write: (more) => (text += more) })
  for (const event of events) tell(event)
  return text
}

describe.each([true, false])('on a terminal: %s', (isTTY) => {
  test('what is quick is not shown', () => {
    expect(
      shown(isTTY, [
        { type: 'step', ...place, attempt: 1 },
        { type: 'statement', ...place, statement: index },
        { type: 'statement done', ...place, statement: index, elapsedMs: 900 },
        { type: 'step done', ...place },
        { type: 'verifying' },
      ]),
    ).toBe('')
  })

  test('what took a while is told when it is done', () => {
    const text = shown(isTTY, [{ type: 'statement done', ...place, statement: index, elapsedMs: 61_000 }])
    expect(text).toBe('[2/7] CREATE INDEX CONCURRENTLY t_a ON public.t (a): 1 min 1 s\n')
  })
})

test('a terminal has one line that is written again', () => {
  expect(shown(true, [running(1000), running(2000, [report]), { type: 'step done', ...place }])).toBe(
    '\r\u001b[2K[2/7] 1.0 s, building index: scanning table 43 %: CREATE INDEX CONCURRENTLY t_a ON public.t (a)' +
      '\r\u001b[2K[2/7] 2.0 s, waiting for pid 7 (psql, bob, idle in transaction, transaction open for 3 min 5 s): CR' +
      '\r\u001b[2K',
  )
})

test('a log has a line less and less often', () => {
  const seconds = Array.from({ length: 20 }, (_, i) => running((i + 1) * 1000))
  const lines = shown(false, [{ type: 'statement', ...place, statement: index }, ...seconds])
    .trim()
    .split('\n')
  expect(lines.map((line) => line.slice(6, 11))).toEqual(['1.0 s', '2.0 s', '4.0 s', '8.0 s', '16 s,'])
})

test('durations', () => {
  expect([400, 12_300, 3_600_000 + 600_000].map(duration)).toEqual(['0.4 s', '12 s', '1 h 10 min'])
})
