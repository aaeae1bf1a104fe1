ALTER TYPE public.e ADD VALUE 'aa' AFTER 'a';

ALTER TYPE public.e ADD VALUE 'c' AFTER 'b';

ALTER TYPE public.e ADD VALUE 'it''s';
