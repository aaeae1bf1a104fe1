create text search dictionary d (template = simple, accept = true);
create text search dictionary e (template = snowball, language = 'german', stopwords = 'german');
create text search dictionary f (template = simple);
comment on text search dictionary d is 'D';
