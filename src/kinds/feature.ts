// What many databases have nothing of. Where the reader has seen that there is none, queries leave out what asks for it:
// much of the time of reading would go into joins that find nothing. Knows no kind.

export type Feature =
  /** Partitions too. */
  | 'inheritance'
  | 'partitioned table'
  | 'generated column'
  | 'column privilege'
  | 'statistics target'
  /** Of an index's column too. */
  | 'column options'
  | 'replica identity'
  /** One that is no identity's. */
  | 'sequence'

/** Where to look for features, and what tells that one is there. */
export const FEATURES: readonly { readonly from: string; readonly tests: { readonly [F in Feature]?: string } }[] = [
  { from: 'pg_inherits', tests: { inheritance: 'true' } },
  {
    // The cast keeps the planner from its index, through which it would visit nearly every row.
    from: 'pg_attribute where attrelid::int8 >= 16384',
    tests: {
      'generated column': `attgenerated <> ''`,
      'column privilege': 'attacl is not null',
      'statistics target': 'attstattarget >= 0',
      'column options': 'attoptions is not null',
    },
  },
  {
    from: 'pg_class where oid >= 16384',
    tests: {
      'partitioned table': `relkind = 'p'`,
      'replica identity': `relreplident <> 'd' and relkind in ('r', 'p', 'm')`,
    },
  },
  {
    from: 'pg_sequence where seqrelid >= 16384',
    tests: {
      sequence: `seqrelid not in (
        select objid from pg_depend where classid = 'pg_class'::regclass and objsubid = 0 and deptype = 'i')`,
    },
  },
]

/** @param server the one whose query it is: what it does not lack may be there */
export const ifAny = (
  server: { readonly lacks?: ReadonlySet<string> },
  feature: Feature,
  sql: string,
  otherwise: string,
): string => (server.lacks?.has(feature) ? otherwise : sql)
