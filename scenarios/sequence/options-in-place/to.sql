create sequence s1 as bigint minvalue -5 maxvalue 200 increment 3 cache 4 no cycle start 10;
create sequence s2 start 5;
