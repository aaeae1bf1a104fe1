ALTER TABLE public.t ALTER COLUMN a TYPE character varying(20);

ALTER TABLE public.t ALTER COLUMN b TYPE text;

ALTER TABLE public.t ALTER COLUMN c TYPE numeric(12,2);

ALTER TABLE public.t ALTER COLUMN d TYPE bit varying(8);

ALTER TABLE public.t ALTER COLUMN e TYPE timestamp(6) without time zone;

ALTER TABLE public.t ALTER COLUMN f TYPE interval(4);

ALTER TABLE public.t ALTER COLUMN g TYPE inet;
