-- revision: 20230415090000
-- parents: 20230301120000
-- message: notes

-- | revision: what this comment says is no header
CREATE TABLE note (account_id bigint NOT NULL REFERENCES account, text text NOT NULL);
