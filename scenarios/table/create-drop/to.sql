create table kept (id int);
create table parent (id int primary key, code text unique);
create unlogged table child (
  id bigint generated always as identity primary key,
  parent_id int not null references parent on delete cascade,
  code text default 'none' check (code <> ''),
  amount numeric(10, 2) not null default 0,
  doubled numeric generated always as (amount * 2) stored,
  constraint positive check (amount >= 0)
) with (fillfactor = 70, autovacuum_enabled = false);
create index on child (parent_id);
create table nothing ();
comment on table child is 'a child';
