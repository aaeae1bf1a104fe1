ALTER TABLE public.whole DETACH PARTITION public.part_2;

-- loses data: the rows of table public.part_2
DROP TABLE public.part_2;
