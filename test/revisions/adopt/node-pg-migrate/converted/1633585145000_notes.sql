-- revision: 1633585145000
-- parents: 1633498745000
-- message: notes

CREATE TABLE note (account_id bigint NOT NULL REFERENCES account, text text NOT NULL);
