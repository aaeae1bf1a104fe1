ALTER TABLE public.account DETACH PARTITION public.account_high;

ALTER TABLE public.account_high DETACH PARTITION public.account_high_all;

-- loses data: the rows of table public.account_high
DROP TABLE public.account_high;

-- loses data: the rows of table public.account_high_all
DROP TABLE public.account_high_all;
