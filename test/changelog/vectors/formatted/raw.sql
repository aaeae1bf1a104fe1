create table raw1(a int); -- c

select 2;
