-- migrate:up
-- revision: what this comment says is no header
CREATE TABLE note (account_id bigint NOT NULL REFERENCES account, text text NOT NULL);

-- migrate:down
DROP TABLE note;
