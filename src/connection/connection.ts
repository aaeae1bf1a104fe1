// What the rest of Trueup sees of a PostgreSQL session, whichever engine serves it.

/** A session. Statements run one after another; an error carries PostgreSQL's own fields (`code`, `position`, `hint`, …). */
export interface Connection {
  readonly server: ServerFacts
  /** Rows of one statement, by column name. int8 and oid arrive as numbers, json parsed, arrays as arrays. */
  query<Row>(sql: string): Promise<Row[]>
  /** One or more statements through the simple protocol; results are thrown away. */
  execute(sql: string): Promise<void>
  /** `COPY … FROM STDIN` with its data, in the format that the command names. */
  copyFrom(sql: string, data: string): Promise<void>
  /** Called for every NOTICE and WARNING until the returned function is called. */
  onNotice(listener: (notice: { severity: string; message: string; code: string }) => void): () => void
  /** Another session on the same database with the same credentials; null where the engine has only one (PGlite). */
  clone(): Promise<Connection | null>
  close(): Promise<void>
}

export interface ServerFacts {
  /** 14 to 18. */
  readonly major: number
  /** server_version_num. */
  readonly versionNumber: number
  readonly engine: 'postgresql' | 'pglite'
  readonly database: string
  readonly user: string
  readonly superuser: boolean
  /** For people: host, port, database and user, never the password. */
  readonly description: string
}
