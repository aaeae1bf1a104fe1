// What is strange about the values that a changeset has in every format.

import type { Place } from '../../source/source-error.ts'
import { unknownDbms } from '../filters/dbms.ts'
import { report, type Reading } from './reading.ts'

/** psql, sqlplus: programs that Liquibase's paid edition starts. */
export function remarkRunWith(reading: Reading, place: Place, program: string): void {
  if (/^jdbc$/i.test(program)) return
  const message = /^psql$/i.test(program)
    ? 'runWith psql starts no psql: the SQL runs in Trueup’s own session, in a transaction unless runInTransaction:false, and must hold no psql command.'
    : `runWith ${program} names a program that Trueup does not start: the changeset is refused when it is to run.`
  report(reading, 'warning', 'ignored-attribute', place, message)
}

export function remarkDbms(reading: Reading, place: Place, list: string): void {
  for (const { name, meant } of unknownDbms(list)) {
    const hint = meant ? ` Did you mean ${meant}?` : ''
    const severity = meant === 'postgresql' ? 'error' : 'warning'
    report(reading, severity, 'unknown-dbms', place, `no database is called ${name}, so this never runs.${hint}`)
  }
}
