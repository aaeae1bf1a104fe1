ALTER TABLE public.b RENAME TO a;

ALTER TABLE public.a RENAME COLUMN y TO x;

ALTER TABLE public.a RENAME CONSTRAINT b_pkey TO a_pkey;

ALTER TABLE public.a ALTER COLUMN x DROP NOT NULL;

ALTER TABLE public.a RENAME CONSTRAINT b_id_not_null TO a_id_not_null;
