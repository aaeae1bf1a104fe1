ALTER TABLE public.parent DROP CONSTRAINT parent_c_check;

ALTER TABLE public.other NO INHERIT public.parent;

ALTER TABLE public.other DROP CONSTRAINT parent_c_check;

-- loses data: the values of column public.other.a
ALTER TABLE public.other DROP COLUMN a;

-- loses data: the values of column public.other.own
ALTER TABLE public.other DROP COLUMN own;

-- loses data: the values of column public.parent.b
ALTER TABLE public.parent DROP COLUMN b;

-- loses data: the values of column public.kept.b
ALTER TABLE public.kept DROP COLUMN b;

-- loses data: the values of column public.other.b
ALTER TABLE public.other DROP COLUMN b;

-- loses data: the values of column public.parent.c
ALTER TABLE public.parent DROP COLUMN c;

-- loses data: the values of column public.other.c
ALTER TABLE public.other DROP COLUMN c;

ALTER TABLE public.detached ADD COLUMN gone integer;

ALTER TABLE public.parent ADD COLUMN gone integer;

ALTER TABLE public.detached RENAME CONSTRAINT detached_a_not_null TO parent_a_not_null;

ALTER TABLE public.detached INHERIT public.parent;
