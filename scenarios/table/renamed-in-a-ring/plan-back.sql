ALTER TABLE public.a RENAME TO b;

ALTER TABLE public.swap RENAME TO a;

ALTER TABLE public.b RENAME CONSTRAINT a_pkey TO b_pkey;

ALTER TABLE public.a RENAME CONSTRAINT swap_pkey TO a_pkey;

ALTER TABLE public.a RENAME CONSTRAINT swap_id_not_null TO a_id_not_null;

ALTER TABLE public.b RENAME CONSTRAINT a_id_not_null TO b_id_not_null;
