ALTER TABLE public.t RENAME COLUMN a TO c;

ALTER VIEW public.v RENAME COLUMN a TO c;

ALTER TABLE public.t RENAME CONSTRAINT t_a_check TO t_c_check;

ALTER TABLE public.t RENAME CONSTRAINT t_a_not_null TO t_c_not_null;
