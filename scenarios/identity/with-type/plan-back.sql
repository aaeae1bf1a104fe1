-- rewrites the table
ALTER TABLE public.t ALTER COLUMN b TYPE smallint;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN id TYPE integer;

ALTER TABLE public.t ALTER COLUMN b SET MAXVALUE 32767;

ALTER TABLE public.t ALTER COLUMN id SET MAXVALUE 2147483647;
