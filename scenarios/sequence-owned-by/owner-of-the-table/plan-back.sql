ALTER SEQUENCE public.counter OWNED BY NONE;

ALTER SEQUENCE public.kept OWNED BY NONE;

-- loses data: the values of column public.given.id
ALTER TABLE public.given DROP COLUMN id;

-- loses data: the values of column public.there.id
ALTER TABLE public.there DROP COLUMN id;

-- loses data: the rows of table public.new
DROP TABLE public.new;

ALTER SEQUENCE public.counter OWNER TO scenario_other_owner;

ALTER TABLE public.given OWNER TO scenario_other_owner;
