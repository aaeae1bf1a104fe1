-- revision: notes
-- parents: greeting_now
-- message: Notes on accounts.

CREATE TABLE note (account_id bigint NOT NULL REFERENCES account, text text NOT NULL);
