-- revision: accounts

-- Revert shop:accounts from pg

DROP TABLE account;
DROP TYPE plan;
