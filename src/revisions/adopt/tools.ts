// The tools that a database can be taken over from, one line each. Liquibase is src/changelog's: its files are read there.

import { alembic } from './alembic.ts'
import { dbmate } from './dbmate.ts'
import { drizzle } from './drizzle.ts'
import { flaskMigrate } from './flask-migrate.ts'
import { flyway } from './flyway.ts'
import { golangMigrate } from './golang-migrate.ts'
import { goose } from './goose.ts'
import { graphileMigrate } from './graphile-migrate.ts'
import { nodePgMigrate } from './node-pg-migrate.ts'
import { prisma } from './prisma.ts'
import { sqitch } from './sqitch.ts'
import type { Tool } from './tool.ts'

export const tools: readonly Tool[] = [
  alembic,
  flaskMigrate,
  flyway,
  prisma,
  drizzle,
  dbmate,
  goose,
  golangMigrate,
  graphileMigrate,
  nodePgMigrate,
  sqitch,
]
