create function numbered() returns bigint language internal immutable window as 'window_row_number';
create function ranked() returns bigint language internal window as 'window_rank';
comment on function ranked() is 'R';
create view v as select numbered() over () as n, ranked() over () as r;
