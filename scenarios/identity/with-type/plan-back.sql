ALTER TABLE public.t ALTER COLUMN b SET MAXVALUE 32767;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN b TYPE smallint;

ALTER TABLE public.t ALTER COLUMN id SET MAXVALUE 2147483647;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN id TYPE integer;
