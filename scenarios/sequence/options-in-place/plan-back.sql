-- fails where the counter is not between 1 and 100
ALTER SEQUENCE public.s1 AS smallint INCREMENT BY 2 MINVALUE 1 MAXVALUE 100 START WITH 1 CACHE 1 CYCLE;

ALTER SEQUENCE public.s2 START WITH 1;
