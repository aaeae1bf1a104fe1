ALTER TABLE public.t RENAME COLUMN c TO a;

ALTER VIEW public.v RENAME COLUMN c TO a;

ALTER TABLE public.t DROP CONSTRAINT t_c_check;

ALTER TABLE public.t RENAME CONSTRAINT t_c_not_null TO t_a_not_null;

-- scans the table
ALTER TABLE public.t ADD CONSTRAINT t_a_check CHECK ((a <> ''::text));
