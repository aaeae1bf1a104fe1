create table t (a int);
create index i on t (a);
create unique index u on t (a);
update pg_index set indisvalid = false where indexrelid in ('i'::regclass, 'u'::regclass);
