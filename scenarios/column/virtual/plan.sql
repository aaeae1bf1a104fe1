ALTER TABLE public.t ADD COLUMN v integer GENERATED ALWAYS AS ((a + b)) VIRTUAL;

ALTER TABLE public.t ADD COLUMN w integer GENERATED ALWAYS AS ((a * b)) VIRTUAL;

COMMENT ON COLUMN public.t.v IS 'virtual';
