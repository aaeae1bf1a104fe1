CREATE TABLE public.u (
  id integer
);

ALTER TABLE public.t ADD COLUMN b text;
