ALTER TABLE public.a RENAME TO swap;

ALTER TABLE public.b RENAME TO a;

ALTER TABLE public.swap RENAME CONSTRAINT a_pkey TO swap_pkey;

ALTER TABLE public.a RENAME CONSTRAINT b_pkey TO a_pkey;

ALTER TABLE public.a RENAME CONSTRAINT b_id_not_null TO a_id_not_null;

ALTER TABLE public.swap RENAME CONSTRAINT a_id_not_null TO swap_id_not_null;
