-- loses data: fractions of seconds of the values of column public.t.e, the finer parts of the values of column public.t.f, the host of the values of column public.t.g
-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN a TYPE character varying(10),
  ALTER COLUMN b TYPE character varying(10),
  ALTER COLUMN c TYPE numeric(8,2),
  ALTER COLUMN d TYPE bit varying(4),
  ALTER COLUMN e TYPE timestamp(3) without time zone,
  ALTER COLUMN f TYPE interval(2),
  ALTER COLUMN g TYPE cidr;
