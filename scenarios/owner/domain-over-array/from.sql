CREATE DOMAIN plain AS int[];
CREATE DOMAIN nested AS plain;
