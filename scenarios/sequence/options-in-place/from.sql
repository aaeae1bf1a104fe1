create sequence s1 as smallint minvalue 1 maxvalue 100 increment 2 cycle;
create sequence s2;
