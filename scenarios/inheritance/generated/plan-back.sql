-- loses data: the rows of table public.bare
DROP TABLE public.bare;

-- loses data: the rows of table public.child
DROP TABLE public.child;

-- loses data: the rows of table public.parent
DROP TABLE public.parent;
