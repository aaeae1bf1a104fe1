-- loses data: the rows of table public.child
DROP TABLE public.child;

-- loses data: the rows of table public.nothing
DROP TABLE public.nothing;

-- loses data: the rows of table public.parent
DROP TABLE public.parent;
