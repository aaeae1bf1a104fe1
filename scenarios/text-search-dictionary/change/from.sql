create text search dictionary d (template = simple, accept = false);
create text search dictionary e (template = snowball, language = 'english');
