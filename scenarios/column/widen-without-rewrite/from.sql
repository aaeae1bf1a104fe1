create table t (a varchar(10), b varchar(10), c numeric(8, 2), d varbit(4), e timestamp(3), f interval(2), g cidr);
create index on t (a);
