--! Previous: sha1:56c79a49ee342fad2e877189120bcef906b7d4b9
--! Hash: sha1:f8eea39c5e10df7726e6b40af93f46dc9c83c7d0
--! Message: index plans

--! no-transaction
create index concurrently account_plan on account (plan);
