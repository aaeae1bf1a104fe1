ALTER DOMAIN public.money_amount RENAME TO d;
