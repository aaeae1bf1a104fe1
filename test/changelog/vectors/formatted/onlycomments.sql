--liquibase formatted sql
--changeset f:1
-- just
--changeset f:2


/*x*/