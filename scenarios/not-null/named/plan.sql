ALTER TABLE public.t RENAME CONSTRAINT t_a_not_null TO filled;

ALTER TABLE public.t ALTER CONSTRAINT given NO INHERIT;

-- scans the table
ALTER TABLE public.t ADD CONSTRAINT there NOT NULL c;
