ALTER DOMAIN public.d RENAME TO money_amount;
