// The names by which changelogs call databases, and whether one of them is PostgreSQL.

import { nearest } from '../../config/nearest.ts'

/** What Liquibase and its extensions call the databases that they know. */
const KNOWN = `postgresql h2 hsqldb mysql mariadb oracle mssql db2 db2z db2i sqlite derby firebird informix sybase asany
edb enterprisedb cockroachdb redshift snowflake spanner cloudspanner ingres vertica yugabytedb mongodb cassandra couchbase dynamodb
databricks bigquery clickhouse teradata hanadb sapdb maxdb percona greenplum duckdb all none`.split(/\s+/)

/** Each list must match: `postgresql`, `h2,postgresql`, `!oracle`, `all`; an empty list does. */
export const dbmsMatches = (lists: readonly string[]): boolean =>
  lists.every((list) => {
    const names = namesOf(list)
    if (names.length === 0 || names.includes('all')) return true
    if (names.includes('none') || names.includes('!postgresql')) return false
    return names.includes('postgresql') || names.every((name) => name.startsWith('!'))
  })

/** Names of no database that is known, with what they may mean. */
export const unknownDbms = (list: string): { readonly name: string; readonly meant: string | null }[] =>
  namesOf(list)
    .map((name) => name.replace(/^!/, ''))
    .filter((name) => !KNOWN.includes(name))
    .map((name) => ({ name, meant: /^(?:pg|pgsql|postgres\w*)$/.test(name) ? 'postgresql' : nearest(name, KNOWN) }))

const namesOf = (list: string): string[] =>
  list
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
