ALTER TABLE public.a RENAME TO trueup_meanwhile;

ALTER TABLE public.b RENAME TO a;

ALTER TABLE public.trueup_meanwhile RENAME TO b;

ALTER TABLE public.a RENAME COLUMN x TO trueup_meanwhile;

ALTER TABLE public.a RENAME COLUMN y TO x;

ALTER TABLE public.a RENAME COLUMN trueup_meanwhile TO y;

ALTER TABLE public.b RENAME CONSTRAINT a_other_fkey TO b_other_fkey;

ALTER TABLE public.b RENAME CONSTRAINT a_pkey TO trueup_meanwhile;

ALTER TABLE public.a RENAME CONSTRAINT b_pkey TO a_pkey;

ALTER TABLE public.b RENAME CONSTRAINT trueup_meanwhile TO b_pkey;

ALTER TABLE public.a RENAME CONSTRAINT b_id_not_null TO a_id_not_null;

ALTER TABLE public.b RENAME CONSTRAINT a_id_not_null TO b_id_not_null;
