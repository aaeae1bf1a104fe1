create table t (a varchar(20), b text, c numeric(12, 2), d varbit(8), e timestamp(6), f interval(4), g inet);
create index on t (a);
